import type { FindPage } from '../../../../../src/cartables/waiting-page.js';
import { done, type FlowResult } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import type { HeldAnswer } from '../../../../../src/requests/lifecycle/request.js';
import type { RequestService } from '../../../../../src/requests/request-service.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { pressedMessage, showInPlace } from '../../../edit-message.js';
import { setUnfinishedAside } from '../../../interruption.js';
import type { Chosen } from './flow.js';
import { executeAll, findHeld, nameLeftOut } from './sending.js';

/** Takes back all of the answers that were sent together and that nobody has read, and goes on with writing them. */
export function createRecallMany(options: {
  readonly requests: Pick<RequestService, 'find' | 'findMany' | 'execute'>;
  readonly findPage: FindPage;
  readonly preview: (visit: Visit, chosen: Chosen) => Promise<Conversation | null>;
}) {
  const { requests, findPage, preview } = options;

  /** @param span - When the first of them and the last were sent, in milliseconds since 1970. */
  return async (
    visit: Visit,
    [span]: readonly [span: { readonly from: number; readonly to: number }],
  ): Promise<FlowResult> => {
    const held = await findHeld(findPage, visit, span);
    const codes = held.map(({ code }) => code);
    const { done: recalled, leftOut } = await executeAll(requests, visit, codes, { type: 'recallAnswer' });
    const answer = held[0]?.heldAnswer;
    const [first] = recalled;
    if (answer === undefined || first === undefined) {
      await visit.answerPress(visit.wording.plain('answerMany.nothingToRecall'));
      await visit.takeButtons(pressedMessage(visit));
      return done(visit.conversation);
    }
    await visit.answerPress();
    const title = visit.wording.html('answerMany.recalled', { count: recalled.length });
    await showInPlace(visit, { html: joinParagraphs(title, nameLeftOut(visit, leftOut)) });
    const free = await setUnfinishedAside(visit);
    const all = recalled.map(({ code }) => code);
    return done(await preview(free, { step: 'preview', draft: resumed(first.code, all, answer) }));
  };
}

/** The answer to these requests as it was sent, at the point before it was sent. */
function resumed(
  code: TrackingCode,
  codes: readonly TrackingCode[],
  { outcome, text, attachments }: HeldAnswer,
): Chosen['draft'] {
  const day = outcome.kind === 'planned' ? { day: outcome.day } : {};
  return {
    page: 0,
    codes,
    answer: { code, outcome: outcome.kind, ...day, text, attachments: [...attachments] },
  };
}
