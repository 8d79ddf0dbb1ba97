import { answerWord } from '../../../../src/filing/answer-words.js';
import type { Filing } from '../../../../src/filing/draft.js';
import { isFrom } from '../../../../src/filing/edited.js';
import { keepOver, OVER, readOver } from '../../../../src/filing/ended-filing.js';
import { beginFiling, FILING, keepFiling, readFiling } from '../../../../src/filing/filing.js';
import type { FilingInput } from '../../../../src/filing/filing-step.js';
import { confirmedAhead, pressedReview } from '../../../../src/filing/pressed-review.js';
import { receiveContent } from '../../../../src/filing/received.js';
import { filingWord } from '../../../../src/filing/words.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { joinLines } from '../../../../src/messages/wording.js';
import { escapeHtml } from '../../../../src/text/html.js';
import { codePoints } from '../../../../src/text/persian.js';
import { asksHowItStands } from '../../../../src/text/question-words.js';
import { formatTrackingCode } from '../../../../src/text/tracking-code.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { hasAgreed } from '../../consent.js';
import {
  type CitizenAction,
  type CitizenFeature,
  type CitizenFlow,
  isExit,
  pressedMessage,
  type Visit,
} from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import { askForStep, proceedWithFiling, refuseInput } from './conversation.js';
import { beginAnew, greetCitizen } from './greeting.js';
import type { FilingParts } from './parts.js';

/** Code points of a text that may be said by the way; a longer one is about the request. */
const LONGEST_ASIDE = 40;

/**
 * Filing: any message that a citizen sends while nothing else is open begins a request, or joins the one
 * begun.
 */
export function createFilingFeature(parts: FilingParts): CitizenFeature {
  return {
    name: 'filing',
    flows: [filingFlow(parts), endedFilingFlow()],
    words: { start: greetCitizen },
    take: (visit, action) => take(parts, visit, action),
  };
}

function filingFlow(parts: FilingParts): CitizenFlow {
  /** The buttons below the latest question. */
  const answer = async (visit: Visit, open: Filing, input: FilingInput): Promise<FlowResult> => {
    if (pressedMessage(visit) !== open.draft.asked?.messageId) return passed(visit.conversation);
    await visit.answerPress();
    return proceedWithFiling(parts, visit, open, input);
  };
  /** Buttons below the question of `/start`, each for the draft that was open then. */
  const resumed = async (
    visit: Visit,
    { draft }: Filing,
    begunBy: number,
    then: () => Promise<FlowResult>,
  ): Promise<FlowResult> => {
    if (draft.begunBy !== begunBy) return passed(visit.conversation);
    await visit.answerPress();
    const messageId = pressedMessage(visit);
    if (messageId !== undefined) await parts.chatWriter.removeButtons(visit.chatId, messageId);
    return then();
  };
  const goOn = (visit: Visit, open: Filing) => askForStep(parts, visit, { before: open, filing: open });

  return defineCitizenFlow({
    name: FILING,
    read: readFiling,
    paused: ({ draft }) => draft.before ?? null,
    hint: (visit, { step }) =>
      `${visit.html('citizen.help.filing')} ${visit.html(`filing.reminder.${step}`)}`,
    expired: ({ draft: { asked } }) => ({
      text: 'filing.expired',
      ...(asked?.buttons === 'inline' ? { askedAt: asked.messageId } : {}),
    }),
    async resume(visit, open) {
      await visit.say(visit.html('filing.resume.asks'));
      return goOn(visit, open);
    },
    async take(visit, _open, action) {
      // A reply to the notice of another request belongs to that request, which `supplement` finds out.
      const isReply = action.kind !== 'edit' && action.kind !== 'press' && action.replyTo !== undefined;
      return isReply ? passed(visit.conversation) : take(parts, visit, action);
    },
    back: (visit, open) => proceedWithFiling(parts, visit, open, { kind: 'back' }),
    cancel: (visit, open) => proceedWithFiling(parts, visit, open, { kind: 'cancel' }),
    presses: {
      category: (visit, open, [category]) => answer(visit, open, { kind: 'category', category }),
      unknownCategory: (visit, open) => answer(visit, open, { kind: 'category', category: null }),
      groups: (visit, open) => answer(visit, open, { kind: 'groups' }),
      group: (visit, open, [group]) => answer(visit, open, { kind: 'group', group }),
      change: (visit, open, [field]) => answer(visit, open, { kind: 'change', field }),
      follow: (visit, open, [code]) => answer(visit, open, { kind: 'follow', code }),
      different: (visit, open) => answer(visit, open, { kind: 'different' }),
      async register(visit, open, [code]) {
        const messageId = pressedMessage(visit) ?? 0;
        const pressed = pressedReview(open, { code, messageId });
        if (pressed.kind === 'old') return passed(visit.conversation);
        await visit.answerPress();
        if (pressed.kind === 'ahead') return done(keepFiling(confirmedAhead(open, pressed.messageId)));
        if (messageId !== open.draft.asked?.messageId)
          await parts.chatWriter.removeButtons(visit.chatId, messageId);
        return proceedWithFiling(parts, visit, open, { kind: 'register' });
      },
      back: (visit, open) => answer(visit, open, { kind: 'back' }),
      cancel: (visit, open) => answer(visit, open, { kind: 'cancel' }),
      goOn: (visit, open, [begunBy]) => resumed(visit, open, begunBy, () => goOn(visit, open)),
      beginAnew: (visit, open, [begunBy]) =>
        resumed(visit, open, begunBy, () => beginAnew(parts, visit, open)),
    },
  });
}

/** An ended filing asks for nothing; it only recognises what came too late for it. */
function endedFilingFlow(): CitizenFlow {
  return defineCitizenFlow({
    name: OVER,
    read: readOver,
    asksNothing: true,
  });
}

/** Takes a message, or an edit of one, for the open request, or else as the beginning of one. */
async function take(parts: FilingParts, visit: Visit, action: CitizenAction): Promise<FlowResult> {
  const open = readFiling(visit.conversation);
  if (action.kind === 'press' || isForeignEdit(action, open)) return passed(visit.conversation);
  const said = open === undefined ? undefined : await takeWord(parts, visit, open, action);
  if (said !== undefined) return said;
  const late = await tooLate(visit, action);
  if (late !== undefined) return late;
  if (open === undefined && isExit(action)) {
    await visit.say(visit.html('citizen.nothingOpen'), mainKeyboard(visit));
    return done(visit.conversation);
  }
  const input = await receiveContent(action, { ...parts, bot: visit.bot, hasAgreed: hasAgreed(visit) });
  if (input !== undefined)
    return proceedWithFiling(parts, visit, open ?? beginFiling(action.messageId), input);
  return open === undefined ? passed(visit.conversation) : misfit(visit, open, action);
}

/** Takes a text that says something about the request as a whole, or nothing of it; undefined for any other. */
async function takeWord(
  parts: FilingParts,
  visit: Visit,
  open: Filing,
  action: CitizenAction,
): Promise<FlowResult | undefined> {
  const word = action.kind === 'text' ? filingWord(action.text) : undefined;
  if (word === 'goOn') return askForStep(parts, visit, { before: open, filing: open });
  if (word === 'beginAnew') return beginAnew(parts, visit, open);
  return answerAside(parts, visit, open, action);
}

/**
 * Answers thanks, a look at what has become of it, a wish to give no number or to talk to a person, and a question in
 * place of an address: none of them belongs to the words of the request.
 */
async function answerAside(
  parts: FilingParts,
  visit: Visit,
  open: Filing,
  action: CitizenAction,
): Promise<FlowResult | undefined> {
  const { step } = open;
  if (action.kind !== 'text' || step === 'words') return undefined;
  const { text } = action;
  const { organization, speech } = visit;
  const heard = codePoints(text) > LONGEST_ASIDE ? undefined : organization.hear(text);
  if (answerWord(text) === 'withoutPhone') return refuseInput(visit, { step }, 'contact');
  const isPlaceAsked = step === 'place' || step === 'district';
  if (
    heard?.kind === 'answer' &&
    (heard.answer.courtesy === true || (isPlaceAsked && asksHowItStands(text)))
  ) {
    const answer = escapeHtml(organization.title({ title: heard.answer.text }, speech.locale));
    await visit.say(joinLines(answer, visit.html(`filing.reminder.${step}`)));
    return done(visit.conversation);
  }
  if (heard?.kind === 'operator') return proceedWithFiling(parts, visit, open, { kind: 'operator' });
  return heard?.kind === 'status' ? refuseInput(visit, { step }, 'notComplete') : undefined;
}

/** True for an edit of a message that is not part of the open request. */
function isForeignEdit(action: CitizenAction, open: Filing | undefined): boolean {
  return action.kind === 'edit' && (open === undefined || !isFrom(open.draft, action.messageId));
}

/** Says what to send instead of a kind of message that no request can hold; an edit of one is ignored. */
async function misfit(visit: Visit, open: Filing, action: CitizenAction): Promise<FlowResult> {
  if (action.kind === 'edit') return passed(visit.conversation);
  const isContact = action.kind === 'other' && action.contact !== undefined;
  return refuseInput(visit, open, isContact ? 'contact' : 'wrongKind');
}

/**
 * Handles the rest of an album whose request is over: the person is told once. Undefined for anything else.
 */
async function tooLate(visit: Visit, action: CitizenAction): Promise<FlowResult | undefined> {
  const over = readOver(visit.conversation);
  const album = action.kind === 'file' ? action.album : undefined;
  if (album === undefined || over?.album?.id !== album) return undefined;
  if (over.album.isRefused) return done(visit.conversation);
  await visit.say(
    over.code === undefined
      ? visit.html('filing.late.cancelled')
      : visit.html('filing.late.registered', {
          code: formatTrackingCode(over.code, visit.speech.locale),
        }),
  );
  return done(keepOver({ ...over, album: { id: album, isRefused: true } }));
}
