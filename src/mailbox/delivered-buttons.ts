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
export function createDeliveredButtons({ chats }: Chats): DeliveredButtons {
  return {
    async noteDelivered(chat, message) {
      await chats.updateOne(
        { _id: chatKey(chat) },
        { $push: { delivered: { $each: [message], $slice: -MOST_DELIVERED } } },
      );
    },

    async changeDelivered(chat, { messageId, buttons }) {
      await chats.updateOne(
        { _id: chatKey(chat), 'delivered.messageId': messageId },
        { $set: { 'delivered.$.buttons': buttons } },
      );
    },

    async forgetButtons(before) {
      const old = { at: { $lt: before } };
      await chats.updateMany({ 'shown.at': { $lt: before } }, { $pull: { shown: old } });
      await chats.updateMany({ 'delivered.at': { $lt: before } }, { $pull: { delivered: old } });
      await chats.updateMany({ 'sent.at': { $lt: before } }, { $pull: { sent: old } });
    },
  };
}
