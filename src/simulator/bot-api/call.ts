import type { Person, StoredMessage } from '../state.js';
import type { BotAccount, Telegram } from '../telegram.js';
import { badRequest, forbidden, tooManyRequests } from './errors.js';
import type { Parameters } from './parameters.js';

/** One call of a Bot API method. */
export interface Call {
  readonly telegram: Telegram;
  readonly account: BotAccount;
  readonly parameters: Parameters;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** Carries out a method and returns its `result`; throws `ApiError` to refuse. */
export type BotMethod = (call: Call) => unknown;

/** Methods by their name as Telegram writes it. */
export type BotMethods = Readonly<Record<string, BotMethod>>;

/** The person whose chat the call names. Throws 400 `chat not found`. */
export function personOf(call: Call, parameter = 'chat_id'): Person {
  if (!call.parameters.has(parameter)) throw badRequest(`${parameter.replace('_id', '')}_id is empty`);
  const id = call.parameters.integer(parameter);
  const person = id === undefined ? undefined : call.telegram.store.state.people.get(id);
  if (!person) throw badRequest('chat not found');
  return person;
}

/**
 * The person whom the bot is about to write to. Throws 403 for somebody who never started the bot, blocked
 * it or left Telegram, and 429 where the limits say so; `messages` is what counts against them.
 */
export function recipientOf(call: Call, messages = 1): Person {
  const person = personOf(call);
  const { telegram, account } = call;
  const chat = telegram.store.chat(account.name, person.id);
  if (person.deactivated) throw forbidden('user is deactivated');
  if (!chat.started) throw forbidden("bot can't initiate conversation with a user");
  if (chat.blocked) throw forbidden('bot was blocked by the user');
  takeLimit(call, person.id, messages);
  return person;
}

/** Counts messages against the limits. Throws 429. */
export function takeLimit(call: Call, chatId: number, messages: number): void {
  const seconds = call.telegram.limits.take(call.account.name, chatId, messages);
  if (seconds > 0) throw tooManyRequests(seconds);
}

/** A message of the chat that is still there; `undefined` otherwise. */
export function findMessage(
  call: Call,
  person: Person,
  messageId: number | undefined,
): StoredMessage | undefined {
  if (messageId === undefined) return undefined;
  const stored = call.telegram.store.chat(call.account.name, person.id).messages.get(messageId);
  return stored?.deleted ? undefined : stored;
}
