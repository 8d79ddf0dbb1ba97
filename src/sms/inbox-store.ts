import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { IncomingSms } from './provider.js';

/** Short messages that telephones have sent to the line. */
export interface SmsInboxStore {
  /** Keeps messages until they are handled; those that are known are left as they are. */
  keep(messages: readonly IncomingSms[], at: Date): Promise<void>;
  /** Those that are not handled, the oldest first. */
  unhandled(limit: number): Promise<readonly IncomingSms[]>;
  /** Forgets what a message says and who sent it; that it was there is remembered. */
  noteHandled(id: string, at: Date): Promise<void>;
  /** Forgets messages that were handled before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface InboxDocument {
  readonly _id: string;
  readonly at: Date;
  readonly from?: string;
  readonly text?: string;
  readonly isHandled: boolean;
  readonly handledAt?: Date;
}

const inboxSchema = createDocumentSchema<InboxDocument>('shortMessageInbox', {
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  from: { type: String },
  text: { type: String },
  isHandled: { type: Boolean, required: true },
  handledAt: { type: Date },
});
inboxSchema.index({ isHandled: 1, at: 1 });
inboxSchema.index({ handledAt: 1 });

/** The inbox on a connection. */
export function createSmsInboxStore(connection: Connection): SmsInboxStore {
  const collection = typedCollection(connection.model<InboxDocument>('ShortMessageInbox', inboxSchema));

  return {
    async keep(messages, at) {
      if (messages.length === 0) return;
      try {
        await collection.insertMany(
          messages.map(({ id, from, text }) => ({ _id: id, at, from, text, isHandled: false })),
          { ordered: false },
        );
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async unhandled(limit) {
      const found = await collection.find({ isHandled: false }).sort({ at: 1 }).limit(limit).toArray();
      return found.map(({ _id: id, from = '', text = '' }) => ({ id, from, text }));
    },

    async noteHandled(_id, handledAt) {
      await collection.updateOne(
        { _id },
        { $set: { isHandled: true, handledAt }, $unset: { from: '', text: '' } },
      );
    },

    async removeOld(before) {
      await collection.deleteMany({ handledAt: { $lt: before } });
    },
  };
}
