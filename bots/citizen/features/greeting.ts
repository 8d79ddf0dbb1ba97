import { Composer } from 'grammy';
import { endOf, keepOver } from '../../../src/filing/ended-filing.js';
import { readFiling } from '../../../src/filing/filing.js';
import { filingWord } from '../../../src/filing/words.js';
import { paragraphs } from '../../../src/messages/wording.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { isolate } from '../../../src/text/direction.js';
import { consentQuestion, hasAgreed } from '../consent.js';
import type { CitizenContext, Visit } from '../context.js';
import { inline, mainKeyboard } from '../keyboards.js';
import { ask } from './filing/conversation.js';
import type { FilingParts } from './filing/parts.js';

/**
 * `/start`: what the bot is for, in two sentences and an example; in the middle of a request, whether to go on
 * with it.
 */
export function greeting(parts: FilingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.command('start', ({ visit }) => start(visit));
  composer.on('message:text', async ({ message, visit }, next) => {
    const open = readFiling(visit.conversation);
    if (open === undefined) return next();
    const word = filingWord(message.text);
    if (word === 'goOn') return ask(parts, visit, { before: open, filing: open });
    if (word === 'beginAnew') return beginAnew(parts, visit);
    return next();
  });
  composer.on('callback_query:data', async ({ callbackQuery, visit }, next) => {
    const press = citizenButtons.parse(callbackQuery.data);
    if (press?.action !== 'goOn' && press?.action !== 'beginAnew') return next();
    const open = readFiling(visit.conversation);
    if (open === undefined || open.draft.begunBy !== press.values[0]) return next();
    await visit.answerPress();
    const messageId = callbackQuery.message?.message_id;
    if (messageId !== undefined) await parts.messenger.setButtons(visit.chatId, messageId);
    if (press.action === 'beginAnew') return beginAnew(parts, visit);
    return ask(parts, visit, { before: open, filing: open });
  });
  return composer;
}

async function start(visit: Visit): Promise<void> {
  const open = readFiling(visit.conversation);
  if (open === undefined) return greet(visit);
  const { begunBy } = open.draft;
  await visit.say(
    visit.html('filing.resume.ask'),
    inline([
      {
        text: visit.plain('filing.button.beginAnew'),
        callback_data: citizenButtons.pack('beginAnew', begunBy),
      },
      { text: visit.plain('filing.button.goOn'), callback_data: citizenButtons.pack('goOn', begunBy) },
    ]),
  );
}

/** Greets somebody who is in the middle of nothing. */
export async function greet(visit: Visit): Promise<void> {
  const { name } = visit.citizen;
  const hello = paragraphs(
    name === undefined ? undefined : visit.html('settings.hello', { name: isolate(name) }),
    visit.html('citizen.greeting'),
    visit.html('citizen.example'),
  );
  if (hasAgreed(visit)) {
    await visit.say(paragraphs(hello, visit.html('citizen.kept')), mainKeyboard(visit));
    return;
  }
  const { html, markup } = consentQuestion(visit, hello);
  await visit.say(html, markup);
}

async function beginAnew({ messenger }: FilingParts, visit: Visit): Promise<void> {
  const open = readFiling(visit.conversation);
  if (open?.draft.asked?.buttons === 'inline') {
    await messenger.setButtons(visit.chatId, open.draft.asked.messageId);
  }
  await greet(visit);
  if (open !== undefined) visit.conversation = keepOver(endOf(open.draft));
}
