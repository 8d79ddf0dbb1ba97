import { type ChatAddress, chatKey, type ShownButtons } from './chat.js';
import type { Chats } from './chat-collection.js';

/** Delivered messages with buttons that a chat remembers. */
const MOST_DELIVERED = 3;

/** The buttons of messages that deliveries bring; what conversations show is written with their updates. */
export interface DeliveredButtons {
  /** Remembers the buttons of a new message. Does nothing for somebody without a chat. */
  noteDelivered(chat: ChatAddress, message: ShownButtons): Promise<void>;
  /** Sets the buttons of a message that was changed, if it is still remembered. */
  changeDelivered(chat: ChatAddress, message: Pick<ShownButtons, 'messageId' | 'buttons'>): Promise<void>;
  /** Forgets which buttons were shown before then, and what was sent, in every chat. */
  forgetButtons(before: Date): Promise<void>;
}

/** The delivered buttons on the chats. */
export function createDeliveredButtons({ writeTogether, writeAll }: Chats): DeliveredButtons {
  return {
    async noteDelivered(chat, message) {
      await writeTogether(
        { _id: chatKey(chat) },
        { $push: { delivered: { $each: [message], $slice: -MOST_DELIVERED } } },
      );
    },

    async changeDelivered(chat, { messageId, buttons }) {
      await writeTogether(
        { _id: chatKey(chat), 'delivered.messageId': messageId },
        { $set: { 'delivered.$.buttons': buttons } },
      );
    },

    async forgetButtons(before) {
      const isOld = { $lt: before };
      const old = { at: isOld };
      // One pass over the chats, once a day, in place of three indexes that every update would have to keep up.
      await writeAll(
        { $or: [{ 'shown.at': isOld }, { 'delivered.at': isOld }, { 'sent.at': isOld }] },
        { $pull: { shown: old, delivered: old, sent: old } },
      );
    },
  };
}
