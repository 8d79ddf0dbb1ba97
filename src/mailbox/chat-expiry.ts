import type { Chat } from './chat.js';
import { type Chats, FREE, type Lease } from './chat-collection.js';

/** Conversations that people left unfinished. */
export interface ChatExpiry {
  /** Chats without pending updates whose conversation has expired by then, at most `limit`. */
  expired(cityNow: Date, limit: number): Promise<readonly string[]>;
  /** Takes the free lease of a chat without pending updates whose conversation has expired by then. */
  takeExpired(chat: string, cityNow: Date, lease: Lease): Promise<Chat | undefined>;
  /** Ends the conversation of a chat and releases the lease; undefined if it was lost in the meantime. */
  endConversation(chat: string, owner: string): Promise<Chat | undefined>;
}

/** The expiry on the chats. */
export function createChatExpiry({ chats, change }: Chats): ChatExpiry {
  return {
    async expired(cityNow, limit) {
      const found = await chats
        .find(expiredBy(cityNow), { projection: { _id: 1 } })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => String(_id));
    },

    takeExpired(chat, cityNow, { owner, now, until }) {
      return change(
        { _id: chat, leaseUntil: { $lte: now }, ...expiredBy(cityNow) },
        { $set: { leaseOwner: owner, leaseUntil: until } },
      );
    },

    endConversation(chat, owner) {
      return change(
        { _id: chat, leaseOwner: owner },
        { $set: { conversation: null, ...FREE }, $inc: { rev: 1 } },
      );
    },
  };
}

function expiredBy(cityNow: Date) {
  return { 'conversation.expiresAt': { $lte: cityNow }, pending: [] };
}
