import { omitUndefined } from '../defined.js';
import type { Person, StoredMessage } from '../state.js';
import { chatOf, unixNow } from '../telegram.js';
import type { WireContent, WireForwardOrigin, WireMessage, WireReplyMarkup } from '../wire.js';
import { type Call, findMessage, recipientOf } from './call.js';
import { badRequest } from './errors.js';
import { isObject } from './parameters.js';
import { readReplyMarkup } from './reply-markup.js';

/** What a sent message has besides its content. */
export interface SendExtras {
  readonly mediaGroupId?: string | undefined;
  readonly forwardOrigin?: WireForwardOrigin | undefined;
}

/**
 * Checks the recipient, the limits, the reply and the keyboard of a call, puts a message with `content`
 * into the chat, and returns it as the method's result. Throws `ApiError`.
 */
export function sendContent(call: Call, content: WireContent, extras: SendExtras = {}): WireMessage {
  const markup = readReplyMarkup(call);
  const person = recipientOf(call);
  const replied = readReplied(call, person);
  return putMessage(call, person, content, { ...extras, markup, replied });
}

/** Puts a message that was checked before into the chat. */
export function putMessage(
  call: Call,
  person: Person,
  content: WireContent,
  extras: SendExtras & {
    readonly markup?: WireReplyMarkup | undefined;
    readonly replied?: WireMessage | undefined;
  },
): WireMessage {
  const { telegram, account } = call;
  const { markup } = extras;
  const inline = markup && 'inline_keyboard' in markup && markup.inline_keyboard.length > 0;
  const topic = call.parameters.integer('message_thread_id');
  const message: WireMessage = omitUndefined({
    message_id: telegram.store.chat(account.name, person.id).lastMessageId + 1,
    from: account.user,
    chat: chatOf(person),
    date: unixNow(telegram.clock),
    forward_origin: extras.forwardOrigin,
    reply_to_message: extras.replied,
    media_group_id: extras.mediaGroupId,
    is_topic_message: topic === undefined ? undefined : (true as const),
    message_thread_id: topic,
    ...content,
    reply_markup: inline ? markup : undefined,
  });
  const stored: StoredMessage = {
    from: 'bot',
    message,
    ...(markup && 'keyboard' in markup ? { replyKeyboard: markup.keyboard } : {}),
    ...(markup && 'remove_keyboard' in markup ? { removesKeyboard: true } : {}),
    ...(markup && 'force_reply' in markup ? { forcesReply: true } : {}),
  };
  telegram.store.commit({ type: 'message', bot: account.name, personId: person.id, stored });
  telegram.statistics.sent(1);
  return message;
}

/** The message to reply to. Throws 400 when it is not there and the call insists on it. */
export function readReplied(call: Call, person: Person): WireMessage | undefined {
  const { parameters } = call;
  const reply = parameters.json('reply_parameters');
  const given = isObject(reply) ? Number(reply['message_id']) : undefined;
  const messageId = given ?? parameters.integer('reply_to_message_id');
  if (messageId === undefined || messageId === 0) return undefined;
  const found = findMessage(call, person, messageId);
  if (found) return withoutReply(found.message);
  const mayGoWithout = isObject(reply)
    ? reply['allow_sending_without_reply'] === true
    : parameters.flag('allow_sending_without_reply');
  if (!mayGoWithout) throw badRequest('message to be replied not found');
  return undefined;
}

/** A message as it stands inside another: Telegram nests replies one level deep. */
export function withoutReply(message: WireMessage): WireMessage {
  const { reply_to_message: _, ...rest } = message;
  return rest;
}
