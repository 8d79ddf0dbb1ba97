import { Composer, type MiddlewareFn } from 'telegraf';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import type { Access } from '../access.js';
import type { StaffContext, Visit } from '../context.js';
import { onPress } from '../routing.js';

/** Buttons of an answer that is not being written any more, as after a second press of «ارسال». */
export function closedAnswers({ access }: { readonly access: Access }): Composer<StaffContext> {
  return new Composer<StaffContext>(
    onPress('send', (visit, [code]) => tell(visit, code, true)),
    ...(['outcome', 'day', 'change'] as const).map(
      (action): MiddlewareFn<StaffContext> => onPress(action, (visit, [code]) => tell(visit, code, false)),
    ),
  );

  async function tell(visit: Visit, code: TrackingCode, isSending: boolean): Promise<void> {
    const opened = await access.open(visit, code);
    if (opened === undefined) return;
    const isSent = isSending && hasAnswered(opened.request, visit);
    await visit.answerPress(visit.wording.plain(isSent ? 'answer.sent.again' : 'answer.notOpen'));
  }
}

/** True when the newest answer to a request came from a position of this person. */
function hasAnswered({ stage, answers }: Request, { positions }: Visit): boolean {
  const by = answers.at(-1)?.by;
  const isOver = stage.status === 'answered' || stage.status === 'closed';
  return isOver && by?.kind === 'position' && positions.includes(by.position);
}
