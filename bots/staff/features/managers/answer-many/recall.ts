import { done, type FlowResult } from '../../../../../src/flows/flow.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { joinParagraphs } from '../../../../../src/messages/wording.js';
import { type AnswerContent, contentOf } from '../../../../../src/requests/lifecycle/recalling.js';
import type { RequestService } from '../../../../../src/requests/request-service.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { pressedMessage } from '../../../edit-message.js';
import { setUnfinishedAside } from '../../../interruption.js';
import type { FeatureOptions } from '../../../options.js';
import { type Chosen, MOST_TOGETHER } from './flow.js';
import { executeAll, nameLeftOut } from './sending.js';

/** When the first of the answers and the last were sent, in milliseconds since 1970. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Takes back all of the answers that were sent together and that nobody has read, and goes on with writing them. */
export function createRecallMany(
  options: Pick<FeatureOptions, 'histories'> & {
    readonly requests: Pick<RequestService, 'find' | 'findMany' | 'execute'>;
    readonly preview: (visit: Visit, chosen: Chosen) => Promise<Conversation | null>;
  },
) {
  const { requests, histories, preview } = options;

  /** The answer that was sent to this request then. */
  async function answerTo(
    code: TrackingCode,
    { person }: Visit,
    { from, to }: Span,
  ): Promise<AnswerContent | undefined> {
    const stored = await requests.find(code);
    const held = stored?.events.findLast(
      ({ type, actor, at }) =>
        type === 'answerHeld' &&
        actor.kind === 'manager' &&
        actor.person === person &&
        at.getTime() >= from &&
        at.getTime() <= to,
    );
    return held?.type === 'answerHeld' ? contentOf(held) : undefined;
  }

  return async (visit: Visit, [span]: readonly [span: Span]): Promise<FlowResult> => {
    const { positions, person } = visit;
    // Whatever has become of them: after a crash those that had been taken back are told of like the others.
    const codes = await histories.answersHeld({
      positions,
      person,
      from: new Date(span.from),
      to: new Date(span.to),
      limit: MOST_TOGETHER,
    });
    const { done: recalled, leftOut } = await executeAll(requests, visit, codes, { type: 'recallAnswer' });
    const [first] = recalled;
    const answer = first === undefined ? undefined : await answerTo(first.code, visit, span);
    if (answer === undefined || first === undefined) {
      await visit.answerPress(visit.wording.plain('answerMany.nothingToRecall'));
      await visit.takeButtons(pressedMessage(visit));
      return done(visit.conversation);
    }
    await visit.answerPress();
    // What stands in the pressed message is the delivery's, which knows what became of each answer.
    await visit.takeButtons(pressedMessage(visit));
    const title = visit.wording.html('answerMany.recalled', { count: recalled.length });
    await visit.say(joinParagraphs(title, nameLeftOut(visit, leftOut)));
    const free = await setUnfinishedAside(visit);
    const all = recalled.map(({ code }) => code);
    return done(await preview(free, { step: 'preview', draft: resumed(first.code, all, answer) }));
  };
}

/** The answer to these requests as it was sent, at the point before it was sent. */
function resumed(
  code: TrackingCode,
  codes: readonly TrackingCode[],
  { outcome, text, attachments }: AnswerContent,
): Chosen['draft'] {
  const day = outcome.kind === 'planned' ? { day: outcome.day } : {};
  return {
    page: 0,
    codes,
    answer: { code, outcome: outcome.kind, ...day, text, attachments: [...attachments] },
  };
}
