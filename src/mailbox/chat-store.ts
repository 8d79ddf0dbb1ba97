import type { Connection } from 'mongoose';
import { type ChatAddress, chatKey } from './chat.js';
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
    ChatExpiry,
    ChatQueries,
    DeliveredButtons,
    Omit<DeadLetters, 'dropAllOf'> {
  /** Removes the dead letters of a chat, and the chat itself unless it is in use. */
  remove(address: ChatAddress, now: Date): Promise<void>;
}

/** The chat store on a connection. */
export function createChatStore(connection: Connection): ChatStore {
  const opened = openChats(connection);
  const { dropAllOf, ...deadLetters } = createDeadLetters(connection, opened);

  return {
    ...createChatReception(opened),
    ...createChatExpiry(opened),
    ...createChatQueries(opened),
    ...createDeliveredButtons(opened),
    ...deadLetters,

    async remove(address, now) {
      const chat = chatKey(address);
      await dropAllOf(chat);
      await opened.chats.deleteOne({
        _id: chat,
        conversation: null,
        pending: [],
        leaseUntil: { $lte: now },
      });
    },
  };
}
