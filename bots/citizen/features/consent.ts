import { Composer } from 'grammy';
import { answerWord } from '../../../src/filing/answer-words.js';
import { readFiling } from '../../../src/filing/filing.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { hasAgreed } from '../consent.js';
import type { CitizenContext, Visit } from '../context.js';
import { mainKeyboard } from '../keyboards.js';
import { ask } from './filing/conversation.js';
import type { FilingParts } from './filing/parts.js';

/** Agreeing, once, that what one sends is kept; the request that was begun before goes on by itself. */
export function consent(parts: FilingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async ({ callbackQuery, visit }, next) => {
    if (citizenButtons.parse(callbackQuery.data)?.action !== 'agree') return next();
    await visit.answerPress();
    const messageId = callbackQuery.message?.message_id;
    if (messageId !== undefined) await parts.messenger.setButtons(visit.chatId, messageId);
    if (!hasAgreed(visit)) await agree(parts, visit);
  });
  composer.on('message:text', ({ message, visit }, next) =>
    !hasAgreed(visit) && answerWord(message.text) === 'agree' ? agree(parts, visit) : next(),
  );
  return composer;
}

async function agree(parts: FilingParts, visit: Visit): Promise<void> {
  const { citizen, speech } = visit;
  visit.citizen = { ...citizen, consentAt: speech.now };
  const open = readFiling(visit.conversation);
  if (open === undefined) await visit.say(visit.html('identity.consent.agreed'), mainKeyboard(visit));
  else await ask(parts, visit, { before: open, filing: open });
  // Written last: where that failed it is all done again, and nobody waits for a question that never comes.
  await visit.citizens.update(citizen._id, { consentAt: speech.now });
}
