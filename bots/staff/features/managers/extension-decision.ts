import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import type { EventOf } from '../../../../src/requests/lifecycle/events.js';
import { HOUR_MS } from '../../../../src/requests/lifecycle/rules.js';
import { formatDuration } from '../../../../src/text/dates.js';
import type { TrackingCode } from '../../../../src/text/tracking-code.js';
import { readTypedMeanings } from '../../../../src/text/typed-words.js';
import type { Visit } from '../../context.js';
import { editPressed, pressedMessage } from '../../edit-message.js';
import type { StaffFeature } from '../../feature.js';
import { setUnfinishedAside } from '../../interruption.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText, type StaffRefusal } from '../../refusals.js';
import type { AnotherRequest } from '../../requests/another-request.js';
import { beginRequestAction } from './request-action/draft.js';
import type { RequestActionHandlers } from './request-action/handlers.js';

type Wish = EventOf<'extensionRequested'>;

const decisions = readTypedMeanings('decisions', ['grant', 'refuse']);

/**
 * A request for more time by a manager below: granted with one press, or refused with or without a reason.
 */
export function createExtensionDecisionFeature(
  options: Pick<FeatureOptions, 'requests'> & {
    readonly proposing: RequestActionHandlers;
    readonly anotherRequest: AnotherRequest;
  },
): StaffFeature {
  const { requests, proposing, anotherRequest } = options;

  return {
    name: 'extension-decision',
    presses: {
      async grant(visit, [code, seq]) {
        const wish = await wishOf(visit, code, seq);
        if (wish !== undefined) await grant(visit, code, wish);
        return done(visit.conversation);
      },
      async refuse(visit, [code, seq]) {
        const wish = await wishOf(visit, code, seq);
        return wish === undefined ? done(visit.conversation) : beginRefusal(visit, code, wish);
      },
    },
    async take(visit, act) {
      if (act.kind !== 'text') return passed(visit.conversation);
      const asked = await anotherRequest.repliedWish(visit, act);
      if (asked === undefined) return passed(visit.conversation);
      const word = decisions.meaningOf(act.text);
      if (word === 'refuse') return beginRefusal(visit, asked.code, asked.wish);
      if (word === 'grant') await grant(visit, asked.code, asked.wish);
      else await visit.say(visit.wording.html('extension.pressOne'));
      return done(visit.conversation);
    },
  };

  /**
   * The request for more time in that event, if this person may decide it; otherwise they are told why not.
   */
  async function wishOf(visit: Visit, code: TrackingCode, seq: number): Promise<Wish | undefined> {
    const stored = await requests.find(code);
    const wishes = stored?.events.filter((event) => event.type === 'extensionRequested') ?? [];
    const wish = wishes.find((event) => event.seq === seq);
    if (wish === undefined || !visit.positions.includes(wish.decider)) {
      await visit.note('foreignRequest', code);
      return refuse(visit, { code: 'notYours' });
    }
    return wishes.at(-1) === wish ? wish : over(visit, { code: 'noExtensionPending' });
  }

  async function grant(visit: Visit, code: TrackingCode, wish: Wish): Promise<void> {
    const result = await requests.execute(code, {
      command: { type: 'decideExtension', granted: true },
      ...visit.orderAs(wish.decider),
    });
    if (!result.ok) {
      await over(visit, result.refusal);
      return;
    }
    await visit.answerPress();
    const granted = result.events.find((event) => event.type === 'extensionGranted');
    const { wording, speech } = visit;
    const html = joinParagraphs(
      joinLines(
        wording.html('extension.granted', {
          code: wording.code(code),
          by: wording.name(wish.position),
          hours: formatDuration(wish.hours * HOUR_MS, speech.locale),
        }),
        granted === undefined
          ? undefined
          : wording.html('extension.newDeadline', { deadline: wording.deadline(granted.dueAt) }),
      ),
      wording.quote(wish.reason),
    );
    if (await editPressed(visit, html)) return;
    await visit.takeButtons(messageOf(visit));
    await visit.say(html);
  }

  async function beginRefusal(visit: Visit, code: TrackingCode, wish: Wish): Promise<FlowResult> {
    await visit.answerPress();
    const free = await setUnfinishedAside(visit);
    const messageId = messageOf(visit);
    const asked = messageId === undefined ? {} : { askedMessageId: messageId };
    const refusal = beginRequestAction({ kind: 'refusal', code, position: wish.decider, ...asked });
    return done(await proposing.ask(free, refusal));
  }

  async function refuse(visit: Visit, refusal: StaffRefusal): Promise<undefined> {
    const { wording, act } = visit;
    const [key, values] = refusalText(refusal, visit);
    if (act.kind === 'press') await visit.answerPress(wording.plain(key, values));
    else await visit.say(wording.html(key, values));
    return undefined;
  }

  /** Nothing is left to decide: the message loses its buttons. */
  async function over(visit: Visit, refusal: StaffRefusal): Promise<undefined> {
    await refuse(visit, refusal);
    await visit.takeButtons(pressedMessage(visit));
    return undefined;
  }
}

/** The message with the request for more time: the one pressed on, or replied to. */
function messageOf(visit: Visit): number | undefined {
  return visit.act.kind === 'text' ? visit.act.replyTo : pressedMessage(visit);
}
