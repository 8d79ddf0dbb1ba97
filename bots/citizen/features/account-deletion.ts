import { Composer } from 'grammy';
import { answerWord } from '../../../src/filing/answer-words.js';
import { spokenWord } from '../../../src/flows/exit-words.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import type { CitizenContext, Visit } from '../context.js';
import { inline, mainKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { resume } from '../resuming.js';
import type { FilingParts } from './filing/parts.js';
import { beginAside } from './profile-question/begin.js';
import { type Aside, type AsideStep, readAside } from './profile-question/flow.js';

type LeavingParts = FilingParts & Pick<CitizenBotOptions, 'departures'>;

/** `/delete`: being forgotten, asked twice. The requests stay for the city, without the person. */
export function leaving(parts: LeavingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.command('delete', ({ visit }) => askWhetherToLeave(visit));
  composer.on('callback_query:data', async ({ callbackQuery, visit }, next) => {
    const open = asking(visit);
    const press = citizenButtons.parse(callbackQuery.data);
    const isAsked = open !== undefined && open.askedAt === callbackQuery.message?.message_id;
    if (press?.action !== 'leaving' || !isAsked) return next();
    await visit.answerPress();
    return press.values[0] === 'yes' ? goOn(parts, visit, open) : stay(parts, visit, open);
  });
  composer.on('message', async ({ message, visit }, next) => {
    const open = asking(visit);
    if (open === undefined) return next();
    const { text = '' } = message;
    if (text.startsWith('/') && spokenWord(text) === undefined) {
      visit.conversation = open.paused;
      return next();
    }
    if (answerWord(text) === 'yes') return goOn(parts, visit, open);
    if (answerWord(text) === 'no' || spokenWord(text) !== undefined) return stay(parts, visit, open);
    await visit.say(visit.html('ownData.leave.yesOrNo'));
  });
  return composer;
}

/** Asks the first time whether the person wants to be forgotten, and says what that means. */
export function askWhetherToLeave(visit: Visit): Promise<void> {
  return askStep(visit, 'leaving', 'ownData.leave.ask');
}

function asking(visit: Visit): Aside | undefined {
  const open = readAside(visit.conversation);
  return open?.step === 'leaving' || open?.step === 'leavingSurely' ? open : undefined;
}

function askStep(visit: Visit, step: AsideStep, key: string): Promise<void> {
  const button = (answer: 'yes' | 'no', text: string) => ({
    text: visit.plain(text),
    callback_data: citizenButtons.pack('leaving', answer),
  });
  const isLast = step === 'leavingSurely';
  return beginAside(visit, step, {
    html: visit.html(key),
    markup: inline([
      button('yes', isLast ? 'ownData.button.surely' : 'ownData.button.goOn'),
      button('no', 'ownData.button.stay'),
    ]),
  });
}

async function goOn(parts: LeavingParts, visit: Visit, { step, askedAt }: Aside): Promise<void> {
  if (askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, askedAt);
  if (step === 'leaving') return askStep(visit, 'leavingSurely', 'ownData.leave.askAgain');
  await parts.departures.leave(visit.citizen._id);
  visit.conversation = null;
  await visit.say(visit.html('ownData.leave.done'));
}

async function stay(parts: LeavingParts, visit: Visit, { askedAt, paused }: Aside): Promise<void> {
  if (askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, askedAt);
  await visit.say(visit.html('ownData.leave.stayed'), mainKeyboard(visit));
  await resume(parts, visit, paused);
}
