import { Composer } from 'telegraf';
import type { InlineKeyboardMarkup } from 'telegraf/types';
import { cartableOf } from '../../../../src/cartables/cartable.js';
import { dayFromToday } from '../../../../src/flows/typed-day.js';
import { mayDraft } from '../../../../src/messages/card-actions.js';
import { isReferral, ownedReferral } from '../../../../src/requests/lifecycle/decision.js';
import { awaitedDraft } from '../../../../src/requests/lifecycle/drafting.js';
import { staffButtons } from '../../../../src/telegram/staff-buttons.js';
import type { Access, OpenedRequest } from '../../access.js';
import { positionOn } from '../../access.js';
import type { CardDesk } from '../../card-sender.js';
import type { StaffContext, Visit } from '../../context.js';
import { editPressed } from '../../edit-message.js';
import type { Act } from '../../incoming-action.js';
import { button, inline } from '../../keyboards.js';
import type { FeatureOptions } from '../../options.js';
import { refusalText, type StaffRefusal } from '../../refusals.js';
import { onPress } from '../../routing.js';
import { setAside, unfinishedIn } from '../../unfinished.js';
import { type Answering, beginAnswer, keepAnswering, readAnswering } from './draft.js';
import { take } from './input.js';
import { chosenIn } from './questions.js';
import { createTurns } from './turns.js';

/** Answering a request: begun by «پاسخ» or by a reply to its card, shown before it goes. */
export function answer(
  options: FeatureOptions & { readonly access: Access; readonly cardDesk: CardDesk },
): Composer<StaffContext> {
  const { access, cardDesk, attachments, cards, requests, messenger } = options;
  const turns = createTurns(options);
  const composer = new Composer<StaffContext>();

  composer.use(
    onPress('answer', async (visit, [code]) => {
      const opened = await access.open(visit, code);
      if (opened === undefined) return;
      const refusal = whyNot(visit, opened);
      if (refusal !== undefined) {
        await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
        return;
      }
      await visit.answerPress();
      const open = readAnswering(visit.conversation);
      const isOpen =
        open?.draft.code === code &&
        open.draft.position === opened.position &&
        open.draft.isForOwner === undefined;
      if (isOpen) return turns.ask(visit, open, { isNamed: true });
      await setAside(visit, messenger);
      const kept = await visit.kept.find(code);
      const isHis = kept?.draft.position === opened.position && kept.draft.isForOwner === undefined;
      if (isHis) await visit.say(visit.wording.html('kept.resumed', { code: visit.wording.code(code) }));
      await turns.ask(visit, isHis ? kept : beginAnswer({ code, position: opened.position }), {
        isNamed: true,
      });
    }),
  );

  composer.use(
    onPress('outcome', async (visit, [code, outcome], next) => {
      const answering = openOn(visit, code);
      if (answering === undefined) return next();
      await visit.answerPress();
      await editPressed(visit, messenger, chosenIn(visit, code, outcome));
      await turns.take(visit, answering, { ok: true, input: { kind: 'outcome', outcome } });
    }),
  );
  composer.use(
    onPress('day', async (visit, [code, days], next) => {
      const answering = openOn(visit, code);
      if (answering === undefined) return next();
      await visit.answerPress();
      const chosen = dayFromToday(days, visit.speech);
      if (chosen.ok) await editPressed(visit, messenger, chosenIn(visit, code, chosen.day));
      await turns.take(visit, answering, { ok: true, input: { kind: 'day', days } });
    }),
  );
  composer.use(
    onPress('change', async (visit, [code], next) => {
      const answering = openOn(visit, code);
      if (answering === undefined) return next();
      if (await isOldPreview(visit, answering)) return;
      await visit.answerPress();
      await turns.take(visit, answering, { ok: true, input: { kind: 'change' } });
    }),
  );
  composer.use(
    onPress('send', async (visit, [code], next) => {
      const answering = openOn(visit, code);
      if (answering === undefined) return next();
      if (await isOldPreview(visit, answering)) return;
      await turns.send(visit, answering);
    }),
  );
  composer.use(
    onPress('back', async (visit, _values, next) => {
      const answering = readAnswering(visit.conversation);
      if (answering === undefined) return next();
      await visit.answerPress();
      await turns.take(visit, answering, { ok: true, input: { kind: 'back' } });
    }),
  );

  composer.use(async ({ visit }, next) => {
    const { act } = visit;
    if (act.kind === 'press') return next();
    const answering = readAnswering(visit.conversation);
    const card = act.kind === 'edit' ? undefined : await cardRepliedTo(visit, act);
    if (card !== undefined && card.code !== unfinishedIn(visit)?.code) return beginByReply(visit, act, card);
    if (answering === undefined) return next();
    await turns.take(visit, answering, await take(act, attachments, visit.person));
  });
  return composer;

  async function cardRepliedTo({ chatId }: Visit, { replyTo }: { readonly replyTo?: number }) {
    return replyTo === undefined ? undefined : cards.findByMessage(chatId, replyTo);
  }

  /** A reply to a card begins an answer with what it brings. */
  async function beginByReply(
    visit: Visit,
    act: Exclude<Act, { kind: 'press' }>,
    card: Pick<OpenedRequest, 'position'> & { readonly code: OpenedRequest['request']['code'] },
  ): Promise<void> {
    const stored = await requests.find(card.code);
    const position = stored === undefined ? undefined : positionOn(stored.request, visit);
    if (stored === undefined || position === undefined) {
      await visit.note('foreignRequest', card.code);
      await refuse(visit, { code: 'isWithOtherHolder', position: card.position });
      return;
    }
    const opened = { ...stored, position };
    if (isAskedAboutPromise(opened)) return cardDesk.send(visit, opened);
    const isAsked = awaitedDraft(stored.request, position) !== undefined;
    const refusal = isAsked ? undefined : whyNot(visit, opened);
    if (refusal !== undefined) return refuse(visit, refusal, draftOffer(visit, opened));
    await setAside(visit, messenger);
    const begun = beginAnswer({ code: card.code, position, ...(isAsked ? { isForOwner: true } : {}) });
    visit.conversation = keepAnswering(begun);
    await turns.take(visit, begun, await take(act, attachments, visit.person), { isNamed: true });
  }
}

async function refuse(visit: Visit, refusal: StaffRefusal, offer?: InlineKeyboardMarkup): Promise<void> {
  await visit.say(visit.wording.html(...refusalText(refusal, visit)), offer);
}

/** What somebody can still do for a request that has climbed: write a draft for whoever has it now. */
function draftOffer(visit: Visit, { request, position }: OpenedRequest): InlineKeyboardMarkup | undefined {
  if (!mayDraft(request, position, visit.organization)) return undefined;
  const text = visit.wording.plain('acts.button.draft');
  return inline([button(text, staffButtons.pack('draft', request.code))]);
}

/** Why this request cannot be answered by its reader now. */
function whyNot({ orderAs }: Visit, { request, position }: OpenedRequest): StaffRefusal | undefined {
  const referral = ownedReferral(request, orderAs(position));
  return isReferral(referral) ? undefined : referral;
}

/** True on the day of a promise, when there is something else to say than an answer. */
function isAskedAboutPromise({ request, position }: OpenedRequest): boolean {
  return request.stage.status === 'answered' && cartableOf(request) === position;
}

/** The answer that is being written to that request. */
function openOn({ conversation }: Visit, code: string): Answering | undefined {
  const answering = readAnswering(conversation);
  return answering?.draft.code === code ? answering : undefined;
}

/** True, and said so, for a button under a preview that is not what would be sent now. */
async function isOldPreview(visit: Visit, { step, draft }: Answering): Promise<boolean> {
  const messageId = visit.act.kind === 'press' ? visit.act.messageId : undefined;
  if (step === 'preview' && messageId === draft.previewMessageId) return false;
  await visit.answerPress(visit.wording.plain('answer.preview.old'));
  return true;
}
