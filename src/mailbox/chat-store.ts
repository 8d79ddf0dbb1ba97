import type { Connection } from 'mongoose';
import { type ChatAddress, chatKey } from './chat.js';
import { type ChatAtOnce, createChatAtOnce } from './chat-at-once.js';
import { openChats } from './chat-collection.js';
import { type ChatExpiry, createChatExpiry } from './chat-expiry.js';
import { type ChatReception, createChatReception } from './chat-inbox.js';
import { type ChatQueries, createChatQueries } from './chat-queries.js';
import { createDeadLetters, type DeadLetters } from './dead-letters.js';
import { createDeliveredButtons, type DeliveredButtons } from './delivered-buttons.js';

export type { Chat, ChatAddress, Conversation, IncomingUpdate } from './chat.js';
export { chatKey } from './chat.js';
export type { DeadLetter } from './dead-letters.js';

/**
 * The mailbox in the database (docs/design.md, 4). Each method is one guarded write; together they give:
 * an update is stored once, a chat is handled by one holder at a time, and the conversation changes in the
 * same write that consumes the update.
 */
export interface ChatStore
  extends ChatReception,
    ChatAtOnce,
    ChatExpiry,
    ChatQueries,
    DeliveredButtons,
    Omit<DeadLetters, 'dropAllOf'> {
  /**
   * Removes the dead letters of a chat, and the chat itself; one that is in use again loses only the buttons and the memory of
   * what was sent until a moment of the city's clock. False while an update is in hand, which might bring them back.
   */
  remove(address: ChatAddress, moments: { readonly now: Date; readonly shownUntil: Date }): Promise<boolean>;
}

/** The chat store on a connection. */
export function createChatStore(connection: Connection): ChatStore {
  const opened = openChats(connection);
  const { dropAllOf, ...deadLetters } = createDeadLetters(connection, opened);

  return {
    ...createChatReception(opened),
    ...createChatAtOnce(opened),
    ...createChatExpiry(opened),
    ...createChatQueries(opened),
    ...createDeliveredButtons(opened),
    ...deadLetters,

    async remove(address, { now, shownUntil }) {
      const chat = chatKey(address);
      await dropAllOf(chat);
      const free = { _id: chat, leaseUntil: { $lte: now } };
      if (opened.atOnce.remembered.isFollowed(chat)) return false;
      await opened.remove({ ...free, conversation: null, pending: [] });
      const old = { at: { $lte: shownUntil } };
      const isKept = await opened.write(free, { $pull: { shown: old, delivered: old, sent: old } });
      return isKept || (await opened.chats.findOne({ _id: chat })) === null;
    },
  };
}
