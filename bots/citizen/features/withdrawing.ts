import { Composer } from 'grammy';
import { readReason } from '../../../src/conversations/objecting.js';
import { spokenWord } from '../../../src/conversations/spoken-words.js';
import {
  keepWithdrawing,
  readWithdrawing,
  type Withdrawing,
} from '../../../src/conversations/withdrawing.js';
import { createWording } from '../../../src/deliveries/wording.js';
import { isOpen } from '../../../src/requests/lifecycle/request.js';
import { citizenButtons } from '../../../src/telegram/citizen-buttons.js';
import { canonical } from '../../../src/text/persian.js';
import { type AccessibleRequest, type AccessParts, findOwn } from '../access.js';
import type { CitizenContext, Visit } from '../context.js';
import type { FilingParts } from '../filing/conversation.js';
import { inline, mainKeyboard } from '../keyboards.js';
import type { CitizenBotOptions } from '../options.js';
import { refusalSentence } from '../refusals.js';
import { resume } from '../resuming.js';

type WithdrawingParts = AccessParts & FilingParts & Pick<CitizenBotOptions, 'texts' | 'defaultLocale'>;

const REASONS = ['solved', 'mistake', 'elsewhere'] as const;
type ReadyReason = (typeof REASONS)[number];

/** Taking a request back: asked once, with a ready reason, one's own words, or none. */
export function withdrawing(parts: WithdrawingParts): Composer<CitizenContext> {
  const composer = new Composer<CitizenContext>();
  composer.on('callback_query:data', async (context, next) => {
    const { visit, callbackQuery } = context;
    const press = citizenButtons.parse(callbackQuery.data);
    const open = readWithdrawing(visit.conversation);
    const isAsked = open !== undefined && open.askedAt === callbackQuery.message?.message_id;
    switch (press?.action) {
      case 'withdraw': {
        const found = await findOwn(parts, context, press.values[0]);
        return found === undefined ? next() : begin(parts, visit, found);
      }
      case 'withdrawBecause': {
        if (!isAsked || open.code !== press.values[0]) return next();
        await visit.answerPress();
        const [, reason] = press.values;
        return withdraw(parts, visit, open, reason === 'none' ? undefined : readyReason(parts, reason));
      }
      case 'cancel':
        if (!isAsked) return next();
        await visit.answerPress();
        return leave(parts, visit, open);
      default:
        return next();
    }
  });
  composer.on('message', async ({ message, visit }, next) => {
    const open = readWithdrawing(visit.conversation);
    if (open === undefined) return next();
    if (message.text === undefined) return stay(visit, 'textOnly');
    if (spokenWord(message.text) !== undefined) return leave(parts, visit, open);
    if (message.text.startsWith('/')) {
      if (message.text.startsWith('/start')) visit.conversation = open.paused;
      return next();
    }
    if (isWithoutReason(parts, message.text)) return withdraw(parts, visit, open, undefined);
    const read = readReason(message.text);
    if (!read.ok) return stay(visit, read.problem);
    return withdraw(parts, visit, open, typedReadyReason(parts, read.reason) ?? read.reason);
  });
  return composer;
}

async function begin(
  { messenger }: WithdrawingParts,
  visit: Visit,
  { request }: AccessibleRequest,
): Promise<void> {
  if (!isOpen(request)) {
    await visit.answerPress(visit.plain('citizenRefusal.notNow.closed'));
    return;
  }
  await visit.answerPress();
  const { code } = request;
  const before = readWithdrawing(visit.conversation);
  if (before?.askedAt !== undefined) await messenger.setButtons(visit.chatId, before.askedAt);
  const askedAt = await visit.say(
    visit.html('withdrawing.ask', { code: createWording(visit.speech).code(code) }),
    inline(
      ...[...REASONS, 'none' as const].map((reason) => [
        {
          text: visit.plain(`withdrawing.because.${reason}`),
          callback_data: citizenButtons.pack('withdrawBecause', code, reason),
        },
      ]),
      [{ text: visit.plain('withdrawing.button.cancel'), callback_data: citizenButtons.pack('cancel') }],
    ),
  );
  visit.conversation = keepWithdrawing({
    code,
    ...(askedAt === undefined ? {} : { askedAt }),
    paused: before === undefined ? visit.conversation : before.paused,
  });
}

/** A ready reason in the language of the city, since a manager reads it. */
function readyReason({ texts, defaultLocale }: WithdrawingParts, reason: ReadyReason): string {
  return texts.plain(defaultLocale, `withdrawing.because.${reason}`);
}

function typedReadyReason(parts: WithdrawingParts, typed: string): string | undefined {
  const reason = REASONS.find(
    (one, index) => canonical(typed) === String(index + 1) || isCalled(parts, one, typed),
  );
  return reason === undefined ? undefined : readyReason(parts, reason);
}

function isWithoutReason(parts: WithdrawingParts, typed: string): boolean {
  return canonical(typed) === String(REASONS.length + 1) || isCalled(parts, 'none', typed.trim());
}

function isCalled({ texts }: WithdrawingParts, reason: ReadyReason | 'none', typed: string): boolean {
  return texts.locales.some((locale) => texts.plain(locale, `withdrawing.because.${reason}`) === typed);
}

async function withdraw(
  parts: WithdrawingParts,
  visit: Visit,
  { code, askedAt, paused }: Withdrawing,
  reason: string | undefined,
): Promise<void> {
  const outcome = await parts.requests.execute(code, {
    ...visit.order,
    command: { type: 'withdraw', ...(reason === undefined ? {} : { reason }) },
  });
  const sentence = outcome.ok
    ? visit.html('withdrawing.done', { code: createWording(visit.speech).code(code) })
    : refusalSentence(outcome.refusal, visit);
  const isShown =
    askedAt !== undefined && (await parts.messenger.edit(visit.chatId, askedAt, sentence, inline()));
  if (!isShown) await visit.say(sentence, mainKeyboard(visit));
  await resume(parts, visit, paused);
}

async function leave(parts: WithdrawingParts, visit: Visit, { askedAt, paused }: Withdrawing): Promise<void> {
  if (askedAt !== undefined) await parts.messenger.setButtons(visit.chatId, askedAt);
  await visit.say(visit.html('withdrawing.cancelled'), mainKeyboard(visit));
  await resume(parts, visit, paused);
}

async function stay(visit: Visit, problem: 'textOnly' | 'emptyText' | 'tooLong'): Promise<void> {
  await visit.say(visit.html(`withdrawing.problem.${problem}`));
}
