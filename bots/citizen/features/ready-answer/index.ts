import { assertNever } from '../../../../src/assert-never.js';
import type { Filing } from '../../../../src/filing/draft.js';
import { beginFiling, readFiling, withWords } from '../../../../src/filing/filing.js';
import { filingWord, stripMarks } from '../../../../src/filing/words.js';
import { done, type FlowResult, passed } from '../../../../src/flows/flow.js';
import type { Conversation } from '../../../../src/mailbox/chat.js';
import { numbersToCall } from '../../../../src/messages/phone-numbers.js';
import { joinLines } from '../../../../src/messages/wording.js';
import type { HeardText } from '../../../../src/organization/heard.js';
import { citizenButtons } from '../../../../src/telegram/citizen-buttons.js';
import { escapeHtml } from '../../../../src/text/html.js';
import { defineCitizenFlow } from '../../citizen-flow.js';
import {
  type CitizenAction,
  type CitizenFeature,
  type CitizenFlow,
  isAtHome,
  pressedMessage,
  type Visit,
  visitAt,
} from '../../context.js';
import { inlineKeyboard, mainKeyboard, operatorButton } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';
import { proceedWithFiling } from '../filing/conversation.js';
import type { FilingParts } from '../filing/parts.js';
import { listRequests } from '../requests/index.js';
import { type AnsweredQuestion, keepAnsweredQuestion, READY_ANSWER, readAnsweredQuestion } from './flow.js';

/** The dependencies of ready answers. */
type ReadyAnswerParts = FilingParts & Pick<CitizenBotOptions, 'toldElsewhere'>;

/** A text as it was sent. */
type Words = AnsweredQuestion['words'];

/**
 * Answers questions that request nothing with a canned answer, which can still be turned into a request; a
 * person who prefers a human reader sends their words to the operators of 137.
 */
export function createReadyAnswerFeature(parts: ReadyAnswerParts): CitizenFeature {
  return {
    name: 'ready-answer',
    flows: [talkFlow(parts)],
    presses: {
      operator: (visit) => toOperator(parts, visit, beginFiling(pressedMessage(visit) ?? 0)),
    },
    take: (visit, action) => take(parts, visit, action),
  };
}

function talkFlow(parts: ReadyAnswerParts): CitizenFlow {
  /** Any other message after an answer ends this, and is handled as if there had been none. */
  const end = async (visit: Visit, open: AnsweredQuestion) => passed(await leave(parts, visit, open));

  return defineCitizenFlow({
    name: READY_ANSWER,
    read: readAnsweredQuestion,
    asksNothing: true,
    back: end,
    cancel: end,
    async take(visit, open, action) {
      // A sticker says nothing and changes nothing.
      if (action.kind === 'other' && action.point === undefined) return passed(visit.conversation);
      if (action.kind === 'text' && asksForOperator(visit, action.text)) {
        return toOperator(parts, visit, filingWith(open));
      }
      if (action.kind !== 'edit') return end(visit, open);
      const { messageId, text, isCaption } = action;
      if (text === undefined || isCaption === true || open.words.messageId !== messageId) {
        return passed(visit.conversation);
      }
      const before = visitAt(visit, await leave(parts, visit, open));
      const words = { messageId, text };
      return (await answer(parts, before, words)) ?? asRequest(parts, before, words);
    },
    async interrupted(visit, open, action) {
      const word = action.kind === 'text' ? action.word : undefined;
      // All other words only show something, and the answer can still be turned into a request afterwards.
      return word === 'start' || word === 'unknownCommand' ? end(visit, open) : passed(visit.conversation);
    },
    presses: {
      async asRequest(visit, open) {
        if (open.answeredAt !== pressedMessage(visit)) return passed(visit.conversation);
        await visit.answerPress();
        return asRequest(parts, visitAt(visit, await leave(parts, visit, open)), open.words);
      },
      async enough(visit, open) {
        if (open.answeredAt !== pressedMessage(visit)) return passed(visit.conversation);
        await visit.answerPress();
        const before = await leave(parts, visit, open);
        await visit.say(visit.html('talk.enough'), mainKeyboard(visit));
        return done(before);
      },
      async operator(visit, open) {
        if (open.answeredAt !== pressedMessage(visit)) return passed(visit.conversation);
        return toOperator(parts, visit, filingWith(open));
      },
    },
  });
}

/** Answers a text to which the city has an answer, and sends a person who asks for an operator to one. */
async function take(parts: ReadyAnswerParts, visit: Visit, action: CitizenAction): Promise<FlowResult> {
  if (action.kind !== 'text' || !isAtHome(visit)) return passed(visit.conversation);
  const { messageId, text } = action;
  if (asksForOperator(visit, text)) return toOperator(parts, visit, beginFiling(messageId));
  if (visit.organization.hear(text)?.kind === 'status') return listRequests(parts, visit);
  if (stripMarks(text) !== '')
    return (await answer(parts, visit, { messageId, text })) ?? passed(visit.conversation);
  await visit.say(visit.html('citizen.noWords'), mainKeyboard(visit));
  return done(visit.conversation);
}

function asksForOperator({ organization }: Visit, text: string): boolean {
  return filingWord(text) === 'operator' || organization.hear(text)?.kind === 'operator';
}

/** A request with the words that were answered, so that nobody has to write them again. */
function filingWith({ words }: AnsweredQuestion): Filing {
  return withWords(beginFiling(words.messageId), words);
}

/** Gives the city's answer to a text; undefined if it has none. */
async function answer(parts: ReadyAnswerParts, visit: Visit, words: Words): Promise<FlowResult | undefined> {
  const { organization, conversation } = visit;
  const heard = organization.hear(words.text);
  if (heard === undefined) return undefined;
  const html = answerTo(heard, visit);
  if (heard.kind === 'answer' && heard.answer.courtesy === true) {
    await visit.say(html, mainKeyboard(visit));
    return done(conversation);
  }
  if (heard.kind === 'body') await noteToldElsewhere(parts, visit, heard.body.code);
  const asRequest = visit.plain(heard.kind === 'body' ? 'talk.button.anyway' : 'talk.button.asRequest');
  const answeredAt = await visit.say(
    html,
    inlineKeyboard(
      [operatorButton(visit)],
      [{ text: asRequest, callback_data: citizenButtons.pack('asRequest') }],
      heard.kind === 'body'
        ? [{ text: visit.plain('talk.button.enough'), callback_data: citizenButtons.pack('enough') }]
        : [],
    ),
  );
  return done(
    keepAnsweredQuestion({
      words,
      ...(answeredAt === undefined ? {} : { answeredAt }),
      before: conversation,
    }),
  );
}

/** Counts that somebody was told at once whose matter it is; the same update is counted once. */
function noteToldElsewhere(
  { toldElsewhere }: ReadyAnswerParts,
  { bot, updateId, speech }: Visit,
  body: string,
): Promise<void> {
  return toldElsewhere.note({ id: `${bot}:${updateId}`, at: speech.now, body });
}

/** What the city says to a text that may be no request, as HTML. */
function answerTo(heard: HeardText, visit: Visit): string {
  const { organization, speech } = visit;
  switch (heard.kind) {
    case 'answer':
      return escapeHtml(organization.title({ title: heard.answer.text }, speech.locale));
    case 'body':
      return joinLines(
        escapeHtml(heard.body.text[speech.locale]),
        numbersToCall(visit.speech, heard.body.call),
      );
    case 'question':
    case 'operator':
    case 'status':
      return visit.html('talk.question');
    default:
      return assertNever(heard);
  }
}

/** Begins a request with words that looked like a question. */
function asRequest(parts: FilingParts, visit: Visit, { messageId, text }: Words): Promise<FlowResult> {
  return proceedWithFiling(parts, visit, beginFiling(messageId), { kind: 'typed', text, messageId });
}

/** Ends an answered question: the answer loses its buttons. Resolves to the conversation before it. */
async function leave(
  { chatWriter }: FilingParts,
  visit: Visit,
  open: AnsweredQuestion,
): Promise<Conversation | null> {
  if (open.answeredAt !== undefined) await chatWriter.removeButtons(visit.chatId, open.answeredAt);
  return open.before;
}

/** Continues the open request, or another one, towards the operators. */
async function toOperator(parts: FilingParts, arrived: Visit, other: Filing): Promise<FlowResult> {
  await arrived.answerPress();
  const answered = readAnsweredQuestion(arrived.conversation);
  const visit = answered === undefined ? arrived : visitAt(arrived, await leave(parts, arrived, answered));
  const filing = readFiling(visit.conversation);
  if (filing === undefined && !isAtHome(visit)) {
    await visit.say(visit.html('talk.busy'));
    return done(visit.conversation);
  }
  return proceedWithFiling(parts, visit, filing ?? other, { kind: 'operator' });
}
