import { answerWord } from '../../../../src/filing/answer-words.js';
import { categoryOf } from '../../../../src/filing/draft.js';
import { readFiling } from '../../../../src/filing/filing.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import { joinLines } from '../../../../src/messages/wording.js';
import { formatPhone, isPhone } from '../../../../src/text/phone.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import { type CitizenAction, type CitizenFeature, type Visit, visitAt } from '../../context.js';
import { resumeConversation } from '../../interruption.js';
import { inlineKeyboard, mainKeyboard, operatorButton } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { leaveByWord, PROFILE_PLACE, type ProfileQuestion } from '../../profile-question.js';
import { askForStep, proceedWithFiling, setDraftAside } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { phoneQuestion } from './question.js';

type PhoneParts = FilingParts & Pick<CitizenBotOptions, 'phones'>;
type Open = ProfileQuestion<'phone' | 'phoneToRegister'>;

/** Proving a number with one's own contact: for a category that requires one, or because the person wants to. */
export function createPhoneFeature(parts: PhoneParts): CitizenFeature {
  const takeIt = (visit: Visit, open: Open, action: CitizenAction) => take(parts, visit, open, action);
  return {
    name: 'phone',
    flows: [
      defineCitizenFlow({
        name: phoneQuestion.name,
        formerly: phoneQuestion.formerly,
        read: phoneQuestion.read,
        place: PROFILE_PLACE,
        paused: ({ paused }) => paused,
        take: takeIt,
        back: (visit, open) => leave(parts, visit, open, 'back'),
        cancel: (visit, open) => leave(parts, visit, open, 'cancel'),
        async interrupted(visit, open, action) {
          // Digits are a typed number.
          if (action.kind === 'text' && action.word === 'trackingCode') return takeIt(visit, open, action);
          return leaveByWord(visit, open);
        },
        presses: {
          async register(visit, { step }) {
            if (step !== 'phoneToRegister') return passed(visit.conversation);
            await visit.answerPress(visit.plain('identity.phone.first'));
            return done(visit.conversation);
          },
        },
      }),
    ],
  };
}

async function take(parts: PhoneParts, visit: Visit, open: Open, action: CitizenAction): Promise<FlowResult> {
  if (action.kind === 'press') return passed(visit.conversation);
  if (action.kind !== 'text' && action.kind !== 'file' && action.contact !== undefined) {
    return prove(parts, visit, open, action.contact);
  }
  if (action.kind === 'edit') return passed(visit.conversation);
  if (action.kind === 'other' && action.point === undefined) {
    await visit.say(visit.html('identity.phone.useButton'));
    return done(visit.conversation);
  }
  // A photo or a place is for the waiting request, not for the question.
  if (action.kind !== 'text') return passed(open.paused);
  if (answerWord(action.text) === 'withoutPhone') return goWithout(parts, visit, open);
  const isNumber = isPhone(action.text, { locale: visit.speech.locale });
  await visit.say(visit.html(isNumber ? 'identity.phone.typed' : 'identity.phone.useButton'));
  return done(visit.conversation);
}

async function prove(
  parts: PhoneParts,
  visit: Visit,
  open: Open,
  { isOwn, ownNumber: number }: { readonly isOwn?: true; readonly ownNumber?: string },
): Promise<FlowResult> {
  if (number === undefined) {
    if (isOwn === true)
      await visit.say(visit.html('identity.phone.anonymous'), inlineKeyboard([operatorButton(visit)]));
    else await visit.say(visit.html('identity.phone.notOwn'));
    return done(visit.conversation);
  }
  const { citizen, speech } = visit;
  const { locale } = speech;
  const found = await parts.phones.prove(citizen, { phone: number, locale });
  await visit.say(
    joinLines(
      visit.html('identity.phone.proved', { phone: formatPhone(number, locale) }),
      found === 0 ? undefined : visit.html('identity.phone.found', { count: found }),
    ),
    mainKeyboard(visit),
  );
  return goOn(parts, { ...visit, citizen: { ...citizen, phone: number } }, open);
}

async function goWithout(parts: PhoneParts, visit: Visit, open: Open): Promise<FlowResult> {
  const filing = readFiling(open.paused);
  const isNeeded = filing !== undefined && categoryOf(filing.draft, visit.organization)?.anonymous === false;
  if (open.step === 'phoneToRegister' && isNeeded) {
    await visit.say(visit.html('identity.phone.needed'));
    return done(visit.conversation);
  }
  await visit.citizens.update(visit.citizen._id, { isWithoutPhone: true });
  await visit.say(visit.html('identity.phone.without'), mainKeyboard(visit));
  return goOn(parts, { ...visit, citizen: { ...visit.citizen, isWithoutPhone: true } }, open);
}

/** Shows the review that has waited for the number, or resumes the interrupted conversation. */
async function goOn(parts: PhoneParts, visit: Visit, { step, paused }: Open): Promise<FlowResult> {
  const filing = readFiling(paused);
  if (step === 'phone' || filing === undefined) return resumeConversation(visit, paused);
  return askForStep(parts, visitAt(visit, paused), { filing });
}

/** «لغو» sets aside the request that waits for the number, «بازگشت» goes to the question before it. */
async function leave(
  parts: PhoneParts,
  visit: Visit,
  { step, paused }: Open,
  word: 'cancel' | 'back',
): Promise<FlowResult> {
  const filing = readFiling(paused);
  if (step === 'phoneToRegister' && filing !== undefined) {
    if (word === 'cancel') return setDraftAside(parts, visit, filing);
    return proceedWithFiling(parts, visitAt(visit, paused), filing, { kind: 'back' });
  }
  await visit.say(visit.html('settings.unchanged'), mainKeyboard(visit));
  return resumeConversation(visit, paused);
}
