import { keepConversation } from '../../../../../src/flows/flow.js';
import type { RequestEvent } from '../../../../../src/requests/lifecycle/events.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import type { StaffFeature } from '../../../feature.js';
import type { Access } from '../../../requests/access.js';

/** Buttons of an answer that is no longer being written, as after a second press of «ارسال». */
export function createClosedAnswersFeature({ access }: { readonly access: Access }): StaffFeature {
  const isOver = (visit: Visit, [code]: readonly [code: TrackingCode, ...rest: unknown[]]) =>
    tell(visit, code, false);
  return {
    name: 'closed-answers',
    presses: {
      send: keepConversation((visit, [code]) => tell(visit, code, true)),
      outcome: keepConversation(isOver),
      day: keepConversation(isOver),
      change: keepConversation(isOver),
      beforeAfter: keepConversation(isOver),
      previewFiles: keepConversation(isOver),
    },
  };

  async function tell(visit: Visit, code: TrackingCode, isSending: boolean): Promise<void> {
    const seen = await access.look(visit, code);
    if (seen === undefined) return;
    if (isSending && hasAnswered(seen.request, visit)) {
      await visit.answerPress(visit.wording.plain('answer.sent.again'));
      return;
    }
    const isDone = isSending && wasLast(seen.events, visit);
    if (!isDone) await visit.note('deadPress', code);
    await visit.answerPress(visit.wording.plain(isDone ? 'proposal.again' : 'answer.notOpen'));
  }
}

/** True if the latest event of a request was this person's doing. */
function wasLast(events: readonly RequestEvent[], { person }: Visit): boolean {
  const actor = events.at(-1)?.actor;
  return (actor?.kind === 'manager' || actor?.kind === 'operator') && actor.person === person;
}

/** True if the newest answer to a request came from a position of this person. */
function hasAnswered({ stage, answers }: Request, { positions }: Visit): boolean {
  const by = answers.at(-1)?.by;
  const isOver = stage.status === 'answered' || stage.status === 'closed';
  return isOver && by?.kind === 'position' && positions.includes(by.position);
}
