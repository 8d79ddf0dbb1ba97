import { Composer } from 'grammy';
import type { Filing } from '../../../../src/filing/draft.js';
import { beginFiling, readFiling, withWords } from '../../../../src/filing/filing.js';
import { bare, filingWord } from '../../../../src/filing/words.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { escapeHtml } from '../../../../src/text/html.js';
import type { CitizenContext, Visit } from '../../context.js';
import { inline, mainKeyboard, operatorButton } from '../../keyboards.js';
import { proceed } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { isAtHome, keepTalk, readTalk, type Talk } from './flow.js';

/** A text as it was sent. */
type Words = Talk['words'];

/**
 * What asks for no request gets a ready answer, and can still be made one; and whoever would rather have a
 * person reads it sends his words to the operators of 137.
 */
export function talk(parts: FilingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async ({ callbackQuery, visit }, next) => {
    const press = citizenButtons.parse(callbackQuery.data);
    const messageId = callbackQuery.message?.message_id;
    const open = readTalk(visit.conversation);
    const isAnswer = open !== undefined && open.answeredAt === messageId;
    switch (press?.action) {
      case 'asRequest': {
        if (!isAnswer) return next();
        await visit.answerPress();
        await leave(parts, visit);
        const { messageId: begunBy, text } = open.words;
        return proceed(parts, visit, beginFiling(begunBy), { kind: 'typed', text, messageId: begunBy });
      }
      case 'operator':
        return toOperator(parts, visit, begun(isAnswer ? open.words : messageId));
      default:
        return next();
    }
  });
  composer.on('message', async ({ message, visit }, next) => {
    await leave(parts, visit);
    const { message_id: messageId, text } = message;
    if (text === undefined || !isAtHome(visit.conversation)) return next();
    if (filingWord(text) === 'operator') return toOperator(parts, visit, beginFiling(messageId));
    if (bare(text) !== '') return hear(visit, { messageId, text }, next);
    await visit.say(visit.html('citizen.noWords'), mainKeyboard(visit));
  });
  composer.on('edited_message:text', async ({ editedMessage, visit }, next) => {
    const { message_id: messageId, text } = editedMessage;
    if (readTalk(visit.conversation)?.words.messageId !== messageId) return next();
    await leave(parts, visit);
    const asRequest = () => proceed(parts, visit, beginFiling(messageId), { kind: 'typed', text, messageId });
    return hear(visit, { messageId, text }, asRequest);
  });
  return composer;
}

/** Answers a text to which the city has an answer; `next` takes any other. */
async function hear(visit: Visit, words: Words, next: () => Promise<void>): Promise<void> {
  const { organization, speech, conversation } = visit;
  const answer = organization.readyAnswer(words.text);
  if (answer === undefined) return next();
  const html = escapeHtml(organization.title({ title: answer.text }, speech.locale));
  if (answer.courtesy === true) {
    await visit.say(html, mainKeyboard(visit));
    return;
  }
  const answeredAt = await visit.say(
    html,
    inline(
      [operatorButton(visit)],
      [{ text: visit.plain('talk.button.asRequest'), callback_data: citizenButtons.pack('asRequest') }],
    ),
  );
  visit.conversation = keepTalk({
    words,
    ...(answeredAt === undefined ? {} : { answeredAt }),
    before: conversation,
  });
}

/** Ends a talk: its answer keeps no live buttons. */
async function leave({ messenger }: FilingParts, visit: Visit): Promise<void> {
  const open = readTalk(visit.conversation);
  if (open === undefined) return;
  visit.conversation = open.before;
  if (open.answeredAt !== undefined) await messenger.setButtons(visit.chatId, open.answeredAt);
}

/** The beginning of a request for the operators: with words, or by the message whose button was pressed. */
function begun(by: Words | number | undefined): Filing {
  if (typeof by !== 'object') return beginFiling(by ?? 0);
  return withWords(beginFiling(by.messageId), by);
}

/** Goes on with the request that is open, or with another one, towards the operators. */
async function toOperator(parts: FilingParts, visit: Visit, other: Filing): Promise<void> {
  await visit.answerPress();
  await leave(parts, visit);
  if (!isAtHome(visit.conversation) && readFiling(visit.conversation) === undefined) {
    await visit.say(visit.html('talk.busy'));
    return;
  }
  await proceed(parts, visit, readFiling(visit.conversation) ?? other, { kind: 'operator' });
}
