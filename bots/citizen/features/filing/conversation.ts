import { assertNever } from '../../../../src/assert-never.js';
import {
  categoryOf,
  type Filing,
  type FilingDraft,
  type FilingNote,
  isVoiceAlone,
} from '../../../../src/filing/draft.js';
import { endOf, keepOver } from '../../../../src/filing/ended-filing.js';
import { keepFiling, takeTurn, withCode } from '../../../../src/filing/filing.js';
import type { FilingInput, FilingProblem } from '../../../../src/filing/filing-step.js';
import { confirmedReview } from '../../../../src/filing/pressed-review.js';
import { withSimilar } from '../../../../src/filing/similar.js';
import { withSureTopic } from '../../../../src/filing/sure-topic.js';
import { done, type FlowResult } from '../../../../src/flows/flow.js';
import { numbersInShort } from '../../../../src/messages/phone-numbers.js';
import { joinLines, joinParagraphs } from '../../../../src/messages/wording.js';
import { createTrackingCode } from '../../../../src/text/tracking-code.js';
import { consentQuestion, hasAgreed } from '../../consent.js';
import { type Visit, visitAt } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import { askPhone } from '../phone/question.js';
import { holdUpRegistering } from './before-registering.js';
import type { FilingParts } from './parts.js';
import { type Question, questionOf } from './question.js';
import { registerDraft } from './registering.js';
import { askAboutSimilar, followInsteadOfFiling } from './similar.js';

/** Handles the citizen's action at their step, and tells them the result. */
export async function proceedWithFiling(
  parts: FilingParts,
  visit: Visit,
  filing: Filing,
  input: FilingInput,
): Promise<FlowResult> {
  const turn = takeTurn(filing, input, visit.organization);
  switch (turn.kind) {
    case 'ask': {
      const next = await readyToAsk(parts, visit, turn.filing);
      const confirmed = confirmedReview(filing, next, 'messageId' in input ? input.messageId : undefined);
      if (confirmed !== undefined) return proceedWithFiling(parts, visit, confirmed, { kind: 'register' });
      return askForStep(parts, visit, { before: filing, filing: next, notes: turn.notes });
    }
    case 'refresh':
      return refresh(parts, visit, turn.filing, turn.notes);
    case 'quiet':
      return done(keepFiling(turn.filing));
    case 'stay':
      return refuseInput(visit, filing, turn.problem);
    case 'register': {
      if (!hasAgreed(visit) || lacksPhone(visit, filing))
        return askForStep(parts, visit, { before: filing, filing });
      const held = await holdUpRegistering(parts, visit, filing);
      if (held !== undefined) return held;
      const registered = await registerDraft(parts, visit, filing.draft);
      if (registered !== undefined) return done(registered);
      const { code: _taken, ...draft } = filing.draft;
      await visit.say(visit.html('filing.codeTaken'));
      return askForStep(parts, visit, { before: filing, filing: { step: 'review', draft } });
    }
    case 'follow': {
      const followed = await followInsteadOfFiling(parts, visit, filing, turn.code);
      if (followed !== undefined) return done(followed);
      await visit.say(visit.html('similar.over'));
      return proceedWithFiling(parts, visit, filing, { kind: 'different' });
    }
    case 'leave':
      return setDraftAside(parts, visit, filing);
    default:
      return assertNever(turn);
  }
}

/**
 * Asks the question of the step and remembers it; an older question loses its buttons, or the new one takes its place
 * under a title, where it has buttons below it too.
 */
export async function askForStep(
  parts: FilingParts,
  visit: Visit,
  asked: {
    readonly before?: Filing;
    readonly filing: Filing;
    readonly notes?: readonly FilingNote[];
    readonly inPlaceOf?: { readonly messageId: number; readonly title: string };
  },
): Promise<FlowResult> {
  const { before, notes = [], inPlaceOf } = asked;
  const filing = await readyToAsk(parts, visit, asked.filing);
  if (hasAgreed(visit) && lacksPhone(visit, filing)) return askPhoneFirst(parts, visit, { ...asked, filing });
  const question = await nextQuestion(parts, visit, filing);
  if (before?.draft.asked?.buttons === 'keyboard' && question.buttons === 'inline') {
    await visit.say(visit.html(beforeQuestion(filing)), mainKeyboard(visit));
  }
  const isFirstVoice = isVoiceAlone(filing.draft) && before !== undefined && !isVoiceAlone(before.draft);
  const html = joinParagraphs(
    withNotes(question, notes, visit),
    isFirstVoice ? numbersInShort(visit.speech) : undefined,
  );
  const isInPlace =
    inPlaceOf !== undefined &&
    question.buttons === 'inline' &&
    (await parts.chatWriter.edit(
      visit.chatId,
      inPlaceOf.messageId,
      joinParagraphs(visit.html(inPlaceOf.title), html),
      question.markup,
    ));
  const messageId = isInPlace ? inPlaceOf.messageId : await visit.say(html, question.markup);
  if (!isInPlace) await retire(parts, visit, before, filing.draft);
  const { asked: last, confirmedAhead: _done, ...draft } = filing.draft;
  if (messageId === undefined) return done(keepFiling({ step: filing.step, draft }));
  const after = last === undefined ? {} : { after: last.messageId };
  return done(
    keepFiling({
      step: filing.step,
      draft: { ...draft, asked: { messageId, buttons: question.buttons, ...after } },
    }),
  );
}

/** The filing as its question is asked: with what its words say for sure, what may be the same, and its code. */
async function readyToAsk(parts: FilingParts, visit: Visit, filing: Filing): Promise<Filing> {
  const { organization } = visit;
  const found = await withSimilar(parts.requests, withSureTopic(filing, organization), organization);
  return coded(parts, visit, found);
}

/** True at the review of a request whose category requires a phone number that the person has not given yet. */
function lacksPhone({ citizen, organization }: Visit, { step, draft }: Filing): boolean {
  const isRequired = categoryOf(draft, organization)?.anonymous === false;
  return step === 'review' && isRequired && citizen.phone === undefined;
}

/** Asks for the number before the review, which follows once it is there. */
async function askPhoneFirst(
  parts: FilingParts,
  visit: Visit,
  { before, filing, notes = [] }: Parameters<typeof askForStep>[2],
): Promise<FlowResult> {
  await retire(parts, visit, before, filing.draft);
  const { asked: _before, ...draft } = filing.draft;
  const waiting = visitAt(visit, keepFiling({ step: filing.step, draft }));
  return askPhone(waiting, 'phoneToRegister', noted(notes, visit));
}

/** The text before a question that needs no keyboard of its own, which restores the usual one. */
function beforeQuestion({ step }: Filing): string {
  if (step === 'similar') return 'similar.before';
  return step === 'review' ? 'filing.ready' : 'common.stepBack';
}

/** The next question: the first time, before anything else, the consent. */
async function nextQuestion(parts: FilingParts, visit: Visit, filing: Filing): Promise<Question> {
  return hasAgreed(visit)
    ? questionAt(parts, visit, filing)
    : consentQuestion(visit, visit.html('identity.consent.kept'));
}

/** The question of a step. */
async function questionAt(parts: FilingParts, visit: Visit, filing: Filing): Promise<Question> {
  const { step } = filing;
  return step === 'similar' ? askAboutSimilar(parts, visit, filing) : questionOf({ ...filing, step }, visit);
}

/** A question below what else was accepted. */
function withNotes({ html }: Question, notes: readonly FilingNote[], visit: Visit): string {
  return joinParagraphs(noted(notes, visit), html);
}

function noted(notes: readonly FilingNote[], visit: Visit): string | undefined {
  return notes.length === 0
    ? undefined
    : joinLines(...notes.map((note) => visit.html(`filing.note.${note}`)));
}

/** The filing with a code of its own: one that the citizen has not had before. */
function coded({ random }: Pick<FilingParts, 'random'>, { citizen }: Visit, filing: Filing): Filing {
  if (filing.draft.code !== undefined) return filing;
  let code = createTrackingCode(random);
  while (citizen.requests.includes(code)) code = createTrackingCode(random);
  return withCode(filing, code);
}

/** Removes the buttons of an answered question; the one about the category then shows the choice. */
async function retire(
  { chatWriter }: FilingParts,
  visit: Visit,
  before: Filing | undefined,
  after: FilingDraft,
): Promise<void> {
  const asked = before?.draft.asked;
  if (before === undefined || asked?.buttons !== 'inline') return;
  const { chatId } = visit;
  const { messageId } = asked;
  const isChosen =
    before.step === 'category' && after.category !== undefined && after.category !== before.draft.category;
  if (isChosen) await chatWriter.edit(chatId, messageId, chosenTopic(after, visit));
  else await chatWriter.removeButtons(chatId, messageId);
}

function chosenTopic(draft: FilingDraft, visit: Visit): string {
  const category = categoryOf(draft, visit.organization);
  if (category === undefined) return visit.html('filing.category.unknown');
  const topic = visit.organization.title(category, visit.speech.locale);
  return visit.html('filing.category.chosen', { topic });
}

/** Updates the current question; asks again if it is gone. */
async function refresh(
  parts: FilingParts,
  visit: Visit,
  filing: Filing,
  notes: readonly FilingNote[],
): Promise<FlowResult> {
  const { asked } = filing.draft;
  const question = await nextQuestion(parts, visit, filing);
  if (asked === undefined || question.buttons !== 'inline') return askForStep(parts, visit, { filing });
  const isThere = await parts.chatWriter.edit(
    visit.chatId,
    asked.messageId,
    withNotes(question, notes, visit),
    question.markup,
  );
  return isThere ? done(keepFiling(filing)) : askForStep(parts, visit, { filing });
}

/** Says why something cannot be accepted, and repeats the question; the step stays. */
export async function refuseInput(
  visit: Visit,
  { step }: Pick<Filing, 'step'>,
  problem: FilingProblem | 'wrongKind' | 'contact',
): Promise<FlowResult> {
  await visit.answerPress(visit.plain(`filing.problem.${problem}`));
  await visit.say(joinLines(visit.html(`filing.problem.${problem}`), visit.html(`filing.reminder.${step}`)));
  return done(visit.conversation);
}

/** Sets the draft aside for good. */
export async function setDraftAside(parts: FilingParts, visit: Visit, filing: Filing): Promise<FlowResult> {
  const { asked } = filing.draft;
  if (asked?.buttons === 'inline') await parts.chatWriter.removeButtons(visit.chatId, asked.messageId);
  await visit.say(visit.html('filing.cancelled'), mainKeyboard(visit));
  return done(keepOver(endOf(filing.draft)));
}
