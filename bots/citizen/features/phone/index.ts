import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { answerWord } from '../../../../src/filing/answer-words.js';
import { categoryOf } from '../../../../src/filing/draft.js';
import { readFiling } from '../../../../src/filing/filing.js';
import { spokenWord } from '../../../../src/flows/exit-words.js';
import { lines } from '../../../../src/messages/wording.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { ownNumber } from '../../../../src/telegram/own-contact.js';
import { formatPhone, parsePhone } from '../../../../src/text/phone.js';
import type { CitizenContext, Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { resume } from '../../resuming.js';
import { ask, proceed, setAside } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { type Aside, readAside } from '../profile-question/flow.js';

type PhoneParts = FilingParts & Pick<CitizenBotOptions, 'phones'>;

/** Proving a number: by one's own contact only, asked for before the first request or in the settings. */
export function phone(parts: PhoneParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async ({ callbackQuery, visit }, next) => {
    const open = asking(visit);
    const press = citizenButtons.parse(callbackQuery.data);
    if (open?.step !== 'phoneToRegister' || press?.action !== 'register') return next();
    await visit.answerPress(visit.plain('identity.phone.first'));
  });
  composer.on('message', async ({ message, visit }, next) => {
    const open = asking(visit);
    if (open === undefined) return next();
    const { contact, text } = message;
    if (contact !== undefined) return take(parts, visit, message, open);
    if (text === undefined) {
      // A photo or a place is for the request that waits, not for the question.
      visit.conversation = open.paused;
      return next();
    }
    const word = spokenWord(text);
    if (word !== undefined) return leave(parts, visit, open, word);
    if (text.startsWith('/')) {
      visit.conversation = open.paused;
      return next();
    }
    if (answerWord(text) === 'withoutPhone') return goWithout(parts, visit, open);
    await visit.say(visit.html(parsePhone(text).ok ? 'identity.phone.typed' : 'identity.phone.useButton'));
  });
  return composer;
}

function asking(visit: Visit): Aside | undefined {
  const open = readAside(visit.conversation);
  return open?.step === 'phone' || open?.step === 'phoneToRegister' ? open : undefined;
}

async function take(parts: PhoneParts, visit: Visit, message: Message, open: Aside): Promise<void> {
  const number = ownNumber(message);
  if (number === undefined) {
    await visit.say(visit.html('identity.phone.notOwn'));
    return;
  }
  const { citizen, speech } = visit;
  const { locale } = speech;
  const found = await parts.phones.prove(citizen, { phone: number, locale });
  visit.citizen = { ...citizen, phone: number };
  await visit.say(
    lines(
      visit.html('identity.phone.proved', { phone: formatPhone(number, locale) }),
      found === 0 ? undefined : visit.html('identity.phone.found', { count: found }),
    ),
    mainKeyboard(visit),
  );
  await goOn(parts, visit, open);
}

async function goWithout(parts: PhoneParts, visit: Visit, open: Aside): Promise<void> {
  const filing = readFiling(open.paused);
  const isNeeded = filing !== undefined && categoryOf(filing.draft, visit.organization)?.anonymous === false;
  if (open.step === 'phone' || isNeeded) {
    await visit.say(visit.html(isNeeded ? 'identity.phone.needed' : 'identity.phone.useButton'));
    return;
  }
  await visit.citizens.update(visit.citizen._id, { isWithoutPhone: true });
  visit.citizen = { ...visit.citizen, isWithoutPhone: true };
  await visit.say(visit.html('identity.phone.without'), mainKeyboard(visit));
  await goOn(parts, visit, open);
}

/** Registers the request that has waited for the number, or goes on with whatever was interrupted. */
async function goOn(parts: PhoneParts, visit: Visit, { step, paused }: Aside): Promise<void> {
  const filing = readFiling(paused);
  if (step === 'phone' || filing === undefined) return resume(parts, visit, paused);
  visit.conversation = paused;
  await proceed(parts, visit, filing, { kind: 'register' });
}

/** «لغو» sets the request aside that has waited for the number, «بازگشت» shows it again. */
async function leave(
  parts: PhoneParts,
  visit: Visit,
  { step, paused }: Aside,
  word: 'cancel' | 'back',
): Promise<void> {
  const filing = readFiling(paused);
  visit.conversation = paused;
  if (step === 'phoneToRegister' && filing !== undefined) {
    if (word === 'cancel') return setAside(parts, visit, filing);
    await visit.say(visit.html('filing.stepBack'), mainKeyboard(visit));
    return ask(parts, visit, { before: filing, filing });
  }
  await visit.say(visit.html('settings.unchanged'), mainKeyboard(visit));
  await resume(parts, visit, paused);
}
