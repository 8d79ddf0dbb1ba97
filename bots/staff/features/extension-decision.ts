import { Composer } from 'telegraf';
import { lines, paragraphs } from '../../../src/messages/wording.js';
import type { EventOf } from '../../../src/requests/lifecycle/events.js';
import { HOUR_MS } from '../../../src/requests/lifecycle/rules.js';
import { formatDuration } from '../../../src/text/dates.js';
import { searchable } from '../../../src/text/persian.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import type { StaffContext, Visit } from '../context.js';
import { editPressed } from '../edit-message.js';
import { refusalText, type StaffRefusal } from '../refusals.js';
import { onAct, onPress } from '../routing.js';
import { setAside } from '../unfinished.js';
import type { ProposalOptions } from './request-action/beginning.js';
import { beginProposal } from './request-action/draft.js';
import { createProposalTurns } from './request-action/turns.js';

type Wish = EventOf<'extensionRequested'>;

const GRANT_WORDS = ['می‌پذیرم', 'بله', 'موافقم', 'yes', 'grant', 'نعم', 'أوافق'].map(searchable);
const REFUSE_WORDS = ['نمی‌پذیرم', 'نه', 'مخالفم', 'no', 'refuse', 'لا', 'لا أوافق'].map(searchable);

/** More time that a manager below asks for: granted by one press, refused with a reason or without. */
export function extensionDecision(options: ProposalOptions): Composer<StaffContext> {
  const { requests, cards, messenger } = options;
  const turns = createProposalTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onPress('grant', async (visit, [code, seq]) => {
      const wish = await wishOf(visit, code, seq);
      if (wish !== undefined) await grant(visit, code, wish);
    }),
    onPress('refuse', async (visit, [code, seq]) => {
      const wish = await wishOf(visit, code, seq);
      if (wish !== undefined) await beginRefusal(visit, code, wish);
    }),
    onAct('text', async (visit, { text, replyTo }, next) => {
      const asked = replyTo === undefined ? undefined : await wishBehind(visit, replyTo);
      if (asked === undefined) return next();
      const word = searchable(text);
      if (GRANT_WORDS.includes(word)) return grant(visit, asked.code, asked.wish);
      if (REFUSE_WORDS.includes(word)) return beginRefusal(visit, asked.code, asked.wish);
      await visit.say(visit.wording.html('extension.pressOne'));
    }),
  );
  return composer;

  /** The wish of that event, if it is this person's to decide; otherwise he knows why not. */
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

  /** What is asked in the message that somebody replies to, while it is his to decide. */
  async function wishBehind(visit: Visit, messageId: number) {
    const card = await cards.findByMessage(visit.chatId, messageId);
    if (card === undefined || !visit.positions.includes(card.position)) return undefined;
    const stored = await requests.find(card.code);
    const stage = stored?.request.stage;
    const isPending =
      stage?.status === 'referred' &&
      stage.referral.extension?.decision === 'pending' &&
      stage.referral.extension.decider === card.position;
    const wish = stored?.events.findLast((event) => event.type === 'extensionRequested');
    return isPending && wish !== undefined ? { code: card.code, wish } : undefined;
  }

  async function grant(visit: Visit, code: TrackingCode, wish: Wish): Promise<void> {
    const outcome = await requests.execute(code, {
      command: { type: 'decideExtension', granted: true },
      ...visit.orderAs(wish.decider),
    });
    if (!outcome.ok) {
      await over(visit, outcome.refusal);
      return;
    }
    await visit.answerPress();
    const granted = outcome.events.find((event) => event.type === 'extensionGranted');
    const { wording, speech } = visit;
    const html = paragraphs(
      lines(
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
    if (await editPressed(visit, messenger, html)) return;
    const { act, chatId } = visit;
    if (act.kind === 'text' && act.replyTo !== undefined) {
      await messenger.removeButtons(chatId, act.replyTo);
    }
    await visit.say(html);
  }

  async function beginRefusal(visit: Visit, code: TrackingCode, wish: Wish): Promise<void> {
    const { act } = visit;
    await visit.answerPress();
    await setAside(visit, messenger);
    const messageId = act.kind === 'press' ? act.messageId : act.kind === 'text' ? act.replyTo : undefined;
    const asked = messageId === undefined ? {} : { askedMessageId: messageId };
    await turns.ask(visit, beginProposal({ kind: 'refusal', code, position: wish.decider, ...asked }));
  }

  async function refuse(visit: Visit, refusal: StaffRefusal): Promise<undefined> {
    const { wording, act } = visit;
    const [key, values] = refusalText(refusal, visit);
    if (act.kind === 'press') await visit.answerPress(wording.plain(key, values));
    else await visit.say(wording.html(key, values));
    return undefined;
  }

  /** Nothing is left to decide: its message keeps no buttons. */
  async function over(visit: Visit, refusal: StaffRefusal): Promise<undefined> {
    const { act, chatId } = visit;
    await refuse(visit, refusal);
    if (act.kind === 'press' && act.messageId !== undefined) {
      await messenger.removeButtons(chatId, act.messageId);
    }
    return undefined;
  }
}
