import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { IncomingSms } from './provider.js';

/** Short messages that telephones have sent to the line. */
export interface SmsInboxStore {
  /** Keeps messages until they are handled; those that are known are left as they are. */
  keep(messages: readonly IncomingSms[], at: Date): Promise<void>;
  /** Those that are not handled, the oldest first. */
  unhandled(limit: number): Promise<readonly ReceivedSms[]>;
  /**
   * Forgets who sent a message and what it says; that it was there is remembered. `keepsText`: its words are asked about
   * and may be needed.
   */
  noteHandled(id: string, at: Date, keepsText?: boolean): Promise<void>;
  /** The words of a message that were kept. */
  keptText(id: string): Promise<string | undefined>;
  forgetText(id: string): Promise<void>;
  /** Forgets the words of messages that were handled before that moment. */
  forgetTexts(before: Date): Promise<void>;
  /** Forgets messages that were handled before that moment. */
  removeOld(before: Date): Promise<void>;
}

/** A message from a telephone, and when it was found at the provider. */
export interface ReceivedSms extends IncomingSms {
  readonly at: Date;
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
      return found.map(({ _id: id, at, from = '', text = '' }) => ({ id, at, from, text }));
    },

    async noteHandled(_id, handledAt, keepsText = false) {
      await collection.updateOne(
        { _id },
        { $set: { isHandled: true, handledAt }, $unset: { from: '', ...(keepsText ? {} : { text: '' }) } },
      );
    },

    keptText: async (_id) => (await collection.findOne({ _id, isHandled: true }))?.text,

    async forgetText(_id) {
      await collection.updateOne({ _id, isHandled: true }, { $unset: { text: '' } });
    },

    async forgetTexts(before) {
      await collection.updateMany(
        { handledAt: { $lt: before }, text: { $exists: true } },
        { $unset: { text: '' } },
      );
    },

    async removeOld(before) {
      await collection.deleteMany({ handledAt: { $lt: before } });
    },
  };
}
