import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { IncomingUpdate } from './chat.js';
import { type Chats, NEVER, pendingOf } from './chat-collection.js';

/** An update that could not be handled, set aside so that the chat goes on. */
export interface DeadLetter {
  readonly _id: string;
  readonly chat: string;
  readonly update: IncomingUpdate;
  readonly at: Date;
  readonly error: string;
  /** When somebody last began to reopen it. */
  readonly reopenedAt?: Date;
}

/** Updates that could not be handled and wait for an administrator. */
export interface DeadLetters {
  /** Sets an update aside; repeating it changes nothing. */
  bury(letter: DeadLetter): Promise<void>;
  /** What was set aside, the newest first, at most `limit`. */
  letters(limit: number): Promise<readonly DeadLetter[]>;
  /** How many were set aside, counted up to a thousand. */
  countLetters(): Promise<number>;
  /**
   * Puts a dead letter back into its chat, ahead of anything that arrived later; resolves to the chat.
   * Undefined if it does not exist, or if somebody else has just reopened it.
   */
  reopen(letter: string, now: Date): Promise<string | undefined>;
  /** Discards a dead letter; false if it does not exist. */
  drop(letter: string): Promise<boolean>;
  /** Discards all dead letters of a chat. */
  dropAllOf(chat: string): Promise<void>;
}

/** Milliseconds within which a reopening has to be finished; after that somebody else may try. */
const REOPENING_MS = 60_000;
/** The most letters that are counted. */
const MOST_COUNTED = 1_000;
/** All dead letters, by the index that orders them. */
const ALL_LETTERS = { at: { $gte: NEVER } };

const deadLetterSchema = createDocumentSchema<DeadLetter>('deadLetters', {
  _id: { type: String, required: true },
  chat: { type: String, required: true },
  update: { type: Schema.Types.Mixed, required: true },
  at: { type: Date, required: true },
  error: { type: String, required: true },
  reopenedAt: { type: Date },
});
deadLetterSchema.index({ chat: 1 });
deadLetterSchema.index({ at: -1 });

/** The dead letters on a connection; those that are reopened go back into the chats. */
export function createDeadLetters(connection: Connection, { change }: Chats): DeadLetters {
  const deadLetters = typedCollection(connection.model<DeadLetter>('DeadLetter', deadLetterSchema));

  return {
    async bury(letter) {
      try {
        await deadLetters.insertOne(letter);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async letters(limit) {
      const found = await deadLetters.find(ALL_LETTERS).sort({ at: -1 }).limit(limit).toArray();
      return found;
    },

    countLetters: () => deadLetters.countDocuments(ALL_LETTERS, { limit: MOST_COUNTED }),

    async reopen(id, now) {
      const free = { $lte: new Date(now.getTime() - REOPENING_MS) };
      const claimed = await deadLetters.findOneAndUpdate(
        { _id: id, $or: [{ reopenedAt: { $exists: false } }, { reopenedAt: free }] },
        { $set: { reopenedAt: now } },
        { returnDocument: 'after' },
      );
      if (claimed === null) return undefined;
      const { chat, update } = claimed;
      const first = { $each: [pendingOf(update, now)], $position: 0 };
      await change({ _id: chat, 'pending.id': { $ne: update.update_id } }, { $push: { pending: first } });
      await deadLetters.deleteOne({ _id: id });
      return chat;
    },

    async drop(id) {
      return (await deadLetters.deleteOne({ _id: id })).deletedCount === 1;
    },

    async dropAllOf(chat) {
      await deadLetters.deleteMany({ chat });
    },
  };
}
