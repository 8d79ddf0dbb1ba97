import { TELEGRAM } from '../channel/bot.js';
import { personAddress } from '../channel/person-id.js';

/** A message of a bot in the private chat of somebody. */
export interface MessagePlace {
  /** The id of the person, which says on which messenger they are. */
  readonly person: string;
  readonly chatId: number;
  readonly messageId: number;
}

/**
 * The key of a message. Chats and messages have numbers of each messenger's own, so that the same two numbers mean one
 * message on each. Those on Telegram have bare numbers, as the first versions stored them.
 */
export function messageKey({ person, chatId, messageId }: MessagePlace): string {
  const { messenger = TELEGRAM } = personAddress(person) ?? {};
  const numbers = bareKey({ chatId, messageId });
  return messenger === TELEGRAM ? numbers : `${messenger}:${numbers}`;
}

/**
 * The filter that finds a message, also one on another messenger that an earlier version stored by its numbers alone;
 * with those, the person tells whose it is.
 */
export function filterOfMessage(place: MessagePlace) {
  return { _id: { $in: [messageKey(place), bareKey(place)] }, person: place.person };
}

function bareKey({ chatId, messageId }: Pick<MessagePlace, 'chatId' | 'messageId'>): string {
  return `${chatId}:${messageId}`;
}
