import { Composer } from 'grammy';
import {
  keepObjecting,
  type Objecting,
  readObjecting,
  readReason,
} from '../../../src/conversations/objecting.js';
import { spokenWord } from '../../../src/conversations/spoken-words.js';
import { createWording } from '../../../src/deliveries/wording.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { canonical } from '../../../src/text/persian.js';
import { findOwn } from '../access.js';
import type { CitizenContext, Visit } from '../context.js';
import type { FilingParts } from '../filing/conversation.js';
import { inline, mainKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { refusalSentence } from '../refusals.js';
import { judgedButton } from '../request-view.js';
import { resume } from '../resuming.js';
import type { JudgingParts } from './judging.js';

type ObjectingParts = JudgingParts & FilingParts & Pick<CitizenBotOptions, 'texts' | 'defaultLocale'>;

const REASONS = ['notDone', 'halfDone', 'otherProblem'] as const;
type ReadyReason = (typeof REASONS)[number];

/** Objecting to an answer: why, by a button or in words; then the request goes to the manager above. */
export function objecting(parts: ObjectingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async (context, next) => {
    const { visit, callbackQuery } = context;
    const press = citizenButtons.parse(callbackQuery.data);
    const messageId = callbackQuery.message?.message_id;
    const open = readObjecting(visit.conversation);
    const isAsked = open !== undefined && open.askedAt === messageId;
    switch (press?.action) {
      case 'object':
        return begin(parts, context, press.values[0], next);
      case 'because':
        if (!isAsked || open.code !== press.values[0]) return next();
        await visit.answerPress();
        return object(parts, visit, open, readyReason(parts, press.values[1]));
      case 'cancel':
      case 'back':
        if (!isAsked) return next();
        await visit.answerPress();
        return leave(parts, visit, open);
      default:
        return next();
    }
  });
  composer.on('message', async ({ message, visit }, next) => {
    const open = readObjecting(visit.conversation);
    if (open === undefined) return next();
    if (message.text === undefined) return stay(visit, 'textOnly');
    if (spokenWord(message.text) !== undefined) return leave(parts, visit, open);
    if (message.text.startsWith('/')) {
      if (message.text.startsWith('/start')) visit.conversation = open.paused;
      return next();
    }
    const read = readReason(message.text);
    if (!read.ok) return stay(visit, read.problem);
    return object(parts, visit, open, typedReadyReason(parts, read.reason) ?? read.reason);
  });
  return composer;
}

/** Asks for the reason, where the answer can be objected to now. */
async function begin(
  parts: ObjectingParts,
  context: CitizenContext,
  code: string,
  next: () => Promise<void>,
): Promise<void> {
  const { visit, callbackQuery } = context;
  const found = await findOwn(parts, context, code);
  if (found === undefined) return next();
  const { request } = found;
  const { stage } = request;
  if (stage.status !== 'answered') {
    const refusal = { code: 'notNow', status: stage.status } as const;
    await visit.answerPress(refusalSentence(refusal, visit));
    return;
  }
  const { by } = stage.answer;
  if (request.objectedTo.includes(by.kind === 'position' ? by.position : by.unit)) {
    await visit.answerPress(refusalSentence({ code: 'alreadyObjected' }, visit));
    return;
  }
  await visit.answerPress();
  const before = readObjecting(visit.conversation);
  const askedAt = await askWhy(visit, request.code);
  const begunAt = callbackQuery?.message?.message_id;
  visit.conversation = keepObjecting({
    code: request.code,
    ...(begunAt === undefined ? {} : { begunAt }),
    ...(askedAt === undefined ? {} : { askedAt }),
    paused: before === undefined ? visit.conversation : before.paused,
  });
  if (before?.askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, before.askedAt);
}

function askWhy(visit: Visit, code: Objecting['code']): Promise<number | undefined> {
  return visit.say(
    visit.html('judging.why', { code: createWording(visit.speech).code(code) }),
    inline(
      ...REASONS.map((reason) => [
        {
          text: visit.plain(`judging.because.${reason}`),
          callback_data: citizenButtons.pack('because', code, reason),
        },
      ]),
      [{ text: visit.plain('judging.button.cancel'), callback_data: citizenButtons.pack('cancel') }],
    ),
  );
}

/** A ready reason in the language of the city, since a manager reads it. */
function readyReason({ texts, defaultLocale }: ObjectingParts, reason: ReadyReason): string {
  return texts.plain(defaultLocale, `judging.because.${reason}`);
}

/** A ready reason that was typed: its words in any language, or its number. */
function typedReadyReason(parts: ObjectingParts, typed: string): string | undefined {
  const reason = REASONS.find(
    (one, index) =>
      canonical(typed) === String(index + 1) ||
      parts.texts.locales.some((locale) => parts.texts.plain(locale, `judging.because.${one}`) === typed),
  );
  return reason === undefined ? undefined : readyReason(parts, reason);
}

async function object(parts: ObjectingParts, visit: Visit, open: Objecting, reason: string): Promise<void> {
  const { code, begunAt, askedAt } = open;
  const outcome = await parts.requests.execute(code, {
    ...visit.order,
    command: { type: 'object', reason },
  });
  const sentence = outcome.ok
    ? visit.html('judging.objected', { code: createWording(visit.speech).code(code) })
    : refusalSentence(outcome.refusal, visit);
  if (outcome.ok && begunAt !== undefined) {
    const label = visit.plain('judging.objectedLabel');
    await parts.messenger.setButtons(visit.chatId, begunAt, judgedButton(code, label));
  }
  const isShown =
    askedAt !== undefined && (await parts.messenger.edit(visit.chatId, askedAt, sentence, inline()));
  if (!isShown) await visit.say(sentence, mainKeyboard(visit));
  await resume(parts, visit, open.paused);
}

async function leave(parts: ObjectingParts, visit: Visit, open: Objecting): Promise<void> {
  if (open.askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, open.askedAt);
  await visit.say(visit.html('judging.cancelled'), mainKeyboard(visit));
  await resume(parts, visit, open.paused);
}

async function stay(visit: Visit, problem: 'textOnly' | 'emptyText' | 'tooLong'): Promise<void> {
  await visit.say(visit.html(`judging.problem.${problem}`));
}
