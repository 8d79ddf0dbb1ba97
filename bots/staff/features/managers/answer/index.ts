import type { InlineKeyboardMarkup } from 'telegraf/types';
import { cartableOf } from '../../../../../src/cartables/cartable.js';
import { done, type FlowResult, passed } from '../../../../../src/flows/flow.js';
import { dayFromToday } from '../../../../../src/flows/typed-day.js';
import { mayDraft } from '../../../../../src/messages/card/actions.js';
import type { Phrase } from '../../../../../src/organization/phrase-store.js';
import { isReferral, ownedReferral } from '../../../../../src/requests/lifecycle/decision.js';
import { awaitedDraft } from '../../../../../src/requests/lifecycle/drafting.js';
import { staffButtons } from '../../../../../src/telegram/staff-buttons.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Visit } from '../../../context.js';
import { markChosen } from '../../../edit-message.js';
import { defineStaffFlow, onlyForItsRequest, type StaffFeature } from '../../../feature.js';
import { findUnfinished, giveUpUnfinished, setUnfinishedAside } from '../../../interruption.js';
import { inlineButton, inlineKeyboard } from '../../../keyboards.js';
import type { FeatureOptions } from '../../../options.js';
import { isOldPreview } from '../../../preview.js';
import type { StaffMessage } from '../../../reception/incoming-action.js';
import { refusalText, refusePress, type StaffRefusal } from '../../../refusals.js';
import type { Access, OpenedRequest } from '../../../requests/access.js';
import { positionOn } from '../../../requests/access.js';
import type { AnotherRequest, RepliedCard } from '../../../requests/another-request.js';
import type { CardSender } from '../../../requests/card-sender.js';
import { createPhraseChoice } from '../phrases/choosing.js';
import { type Answering, beginAnswer, keepAnswering, readAnswering } from './draft.js';
import { isPartOfAnswer } from './edited.js';
import type { AnswerInput } from './flow.js';
import type { AnswerHandlers } from './handlers.js';
import { receivePart } from './input.js';
import { describeChoice } from './questions.js';

interface AnswerParts extends FeatureOptions {
  readonly access: Access;
  readonly cardSender: CardSender;
  readonly answering: AnswerHandlers;
  readonly anotherRequest: AnotherRequest;
}

/** Answering a request: begun with «پاسخ» or by a reply to its card, and previewed before it is sent. */
export function createAnswerFeature(options: AnswerParts): StaffFeature {
  const { access, cardSender, attachments, anotherRequest, requests, answering: handlers } = options;
  const phrases = createPhraseChoice(options.phrases);

  return {
    name: 'answer',
    presses: { answer: (visit, [code]) => beginByButton(visit, code) },
    flows: [
      defineStaffFlow({
        name: 'answer',
        read: readAnswering,
        unfinished: ({ draft: { code, previewMessageId } }) => ({
          code,
          ...(previewMessageId === undefined ? {} : { askedAt: previewMessageId }),
        }),
        async keep(visit, answering) {
          const { text, attachments: files } = answering.draft;
          if (text === undefined && files.length === 0) return false;
          await visit.kept.keep(answering);
          return true;
        },
        async cancel(visit, { draft }) {
          const left = await giveUpUnfinished(visit);
          await visit.kept.forget(draft.code);
          return done(left);
        },
        presses: {
          outcome: onlyForItsRequest(async (visit, answering, [code, outcome]) => {
            await visit.answerPress();
            await markChosen(visit, describeChoice(visit, code, outcome));
            return takeInput(visit, answering, { kind: 'outcome', outcome });
          }),
          day: onlyForItsRequest(async (visit, answering, [code, days]) => {
            await visit.answerPress();
            const chosen = dayFromToday(days, visit.speech);
            if (chosen.ok) await markChosen(visit, describeChoice(visit, code, chosen.day));
            return takeInput(visit, answering, { kind: 'day', days });
          }),
          change: onlyForItsRequest(async (visit, answering) =>
            (await isOldPreview(visit, shownAt(answering)))
              ? done(visit.conversation)
              : takeInput(visit, answering, { kind: 'change' }),
          ),
          send: onlyForItsRequest(async (visit, answering) =>
            (await isOldPreview(visit, shownAt(answering)))
              ? done(visit.conversation)
              : done(await handlers.send(visit, answering)),
          ),
          beforeAfter: onlyForItsRequest(async (visit, answering) => {
            if (await isOldPreview(visit, shownAt(answering))) return done(visit.conversation);
            await visit.answerPress();
            return done(await handlers.compareOtherwise(visit, answering));
          }),
          previewFiles: onlyForItsRequest(async (visit, answering) => {
            if (await isOldPreview(visit, shownAt(answering))) return done(visit.conversation);
            await visit.answerPress();
            await handlers.showFiles(visit, answering);
            return done(visit.conversation);
          }),
          phrases: onlyForItsRequest(async (visit, answering) => {
            if (answering.step !== 'text') return passed(visit.conversation);
            await visit.answerPress();
            await phrases.offer(visit, answering);
            return done(visit.conversation);
          }),
          phrase: onlyForItsRequest(async (visit, answering, [, id]) => {
            if (answering.step !== 'text') return passed(visit.conversation);
            await visit.answerPress();
            const phrase = await phrases.find(visit, answering, id);
            if (phrase !== undefined) return takePhrase(visit, answering, phrase);
            await phrases.offer(visit, answering);
            return done(visit.conversation);
          }),
        },
        back: (visit, answering) => takeInput(visit, answering, { kind: 'back' }),
        async take(visit, answering, act) {
          if (act.kind === 'press') return passed(visit.conversation);
          if (act.kind === 'edit' && !isPartOfAnswer(answering.draft, act.messageId)) {
            return passed(visit.conversation);
          }
          // A number typed in place of an answer's text selects a sentence of the list.
          const phrase =
            act.kind === 'text' && answering.step === 'text'
              ? await phrases.findTyped(visit, answering, act.text)
              : undefined;
          if (phrase !== undefined) return takePhrase(visit, answering, phrase);
          if (await anotherRequest.isMeant(visit, act)) return passed(visit.conversation);
          return done(
            await handlers.take(visit, answering, await receivePart(act, attachments, visit.person)),
          );
        },
      }),
    ],
    async take(visit, act) {
      const card = act.kind === 'press' ? undefined : await anotherRequest.repliedCard(visit, act);
      const isOther = card !== undefined && card.code !== findUnfinished(visit)?.code;
      return isOther && act.kind !== 'press' ? beginByReply(visit, act, card) : passed(visit.conversation);
    },
  };

  async function beginByButton(visit: Visit, code: TrackingCode): Promise<FlowResult> {
    const opened = await access.open(visit, code);
    if (opened === undefined) return done(visit.conversation);
    const refusal = whyNot(visit, opened);
    if (refusal !== undefined) {
      await refusePress(visit, refusal);
      return done(visit.conversation);
    }
    await visit.answerPress();
    const isOwn = ({ draft }: Answering) =>
      draft.position === opened.position && draft.isForOwner === undefined;
    const open = readAnswering(visit.conversation);
    if (open?.draft.code === code && isOwn(open)) {
      return done(await handlers.ask(visit, open, { isNamed: true }));
    }
    const free = await setUnfinishedAside(visit);
    const kept = await visit.kept.find(code);
    const resumed = kept !== undefined && isOwn(kept) ? kept : undefined;
    if (resumed !== undefined) {
      await visit.say(visit.wording.html('kept.resumed', { code: visit.wording.code(code) }));
    }
    const begun = resumed ?? beginAnswer({ code, position: opened.position });
    return done(await handlers.ask(free, begun, { isNamed: true }));
  }

  /** A reply to a card begins an answer with its content. */
  async function beginByReply(visit: Visit, act: StaffMessage, card: RepliedCard): Promise<FlowResult> {
    const stored = await requests.find(card.code);
    const position = stored === undefined ? undefined : positionOn(stored.request, visit);
    if (stored === undefined || position === undefined) {
      await visit.note('foreignRequest', card.code);
      return refuse(visit, { code: 'isWithOtherHolder', position: card.position });
    }
    const opened = { ...stored, position };
    if (isAskedAboutPromise(opened)) {
      await cardSender.send(visit, opened);
      return done(visit.conversation);
    }
    const isAsked = awaitedDraft(stored.request, position) !== undefined;
    const refusal = isAsked ? undefined : whyNot(visit, opened);
    if (refusal !== undefined) return refuse(visit, refusal, draftOffer(visit, opened));
    const begun = beginAnswer({ code: card.code, position, ...(isAsked ? { isForOwner: true } : {}) });
    const free = { ...(await setUnfinishedAside(visit)), conversation: keepAnswering(begun) };
    return done(
      await handlers.take(free, begun, await receivePart(act, attachments, visit.person), { isNamed: true }),
    );
  }

  async function takeInput(visit: Visit, answering: Answering, input: AnswerInput): Promise<FlowResult> {
    await visit.answerPress();
    return done(await handlers.take(visit, answering, { ok: true, input }));
  }

  async function takePhrase(visit: Visit, answering: Answering, { text }: Phrase): Promise<FlowResult> {
    const messageId = visit.act.messageId ?? 0;
    return takeInput(visit, answering, { kind: 'typed', text, messageId, at: 0 });
  }
}

async function refuse(
  visit: Visit,
  refusal: StaffRefusal,
  offer?: InlineKeyboardMarkup,
): Promise<FlowResult> {
  await visit.say(visit.wording.html(...refusalText(refusal, visit)), offer);
  return done(visit.conversation);
}

/** Offers what can still be done for a request that has climbed: writing a draft for its current owner. */
function draftOffer(visit: Visit, { request, position }: OpenedRequest): InlineKeyboardMarkup | undefined {
  if (!mayDraft(request, position, visit.organization)) return undefined;
  const text = visit.wording.plain('acts.button.draft');
  return inlineKeyboard([inlineButton(text, staffButtons.pack('draft', request.code))]);
}

/** Why the reader cannot answer this request now. */
function whyNot({ orderAs }: Visit, { request, position }: OpenedRequest): StaffRefusal | undefined {
  const referral = ownedReferral(request, orderAs(position));
  return isReferral(referral) ? undefined : referral;
}

/** True on the day of a promise, when the manager reports on it instead of answering. */
function isAskedAboutPromise({ request, position }: OpenedRequest): boolean {
  return request.stage.status === 'answered' && cartableOf(request) === position;
}

/** The message with the current buttons. */
function shownAt({ step, draft }: Answering): number | undefined {
  return step === 'preview' ? draft.previewMessageId : undefined;
}
