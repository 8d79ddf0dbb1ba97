import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import type { IncomingUpdate } from './chat.js';
import { type Chats, NEVER, pendingOf } from './chat-collection.js';

/** An update that could not be handled, set aside so that the chat goes on. */
export interface DeadLetter {
  readonly _id: string;
  readonly chat: string;
  readonly update: IncomingUpdate;
  readonly at: Date;
  readonly error: string;
  /** When somebody began to let it in again. */
  readonly reopenedAt?: Date;
}

/** What could not be handled and waits for somebody who looks at it. */
export interface DeadLetters {
  /** Sets an update aside; doing it again changes nothing. */
  bury(letter: DeadLetter): Promise<void>;
  /** What was set aside, the newest first, at most `limit`. */
  letters(limit: number): Promise<readonly DeadLetter[]>;
  /** How many were set aside, counted up to a thousand. */
  countLetters(): Promise<number>;
  /**
   * Lets what was set aside wait in its chat again, before anything that comes later; resolves to the chat.
   * Undefined for what is not there, or was let in just now by somebody else.
   */
  reopen(letter: string, now: Date): Promise<string | undefined>;
  /** Gives up what was set aside; false when it is not there. */
  drop(letter: string): Promise<boolean>;
  /** Gives up all that was set aside of a chat. */
  dropAllOf(chat: string): Promise<void>;
}

/** Milliseconds for which somebody who lets in what was set aside may take over it. */
const REOPENING_MS = 60_000;
/** Letters that are counted at most. */
const MOST_COUNTED = 1_000;
/** Everything that was set aside, by the index that orders it. */
const ALL_LETTERS = { at: { $gte: NEVER } };

const deadLetterSchema = new Schema<DeadLetter>(
  {
    _id: { type: String, required: true },
    chat: { type: String, required: true },
    update: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
    error: { type: String, required: true },
    reopenedAt: { type: Date },
  },
  { collection: 'deadLetters', versionKey: false, autoIndex: false },
);
deadLetterSchema.index({ chat: 1 });
deadLetterSchema.index({ at: -1 });

/** The dead letters on a connection; those that are let in again go back into the chats. */
export function createDeadLetters(connection: Connection, { change }: Chats): DeadLetters {
  const deadLetters = connection.model('DeadLetter', deadLetterSchema).collection;

  return {
    async bury(letter) {
      try {
        await deadLetters.insertOne(letter as never);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async letters(limit) {
      const found = await deadLetters.find(ALL_LETTERS).sort({ at: -1 }).limit(limit).toArray();
      // The collection holds nothing but documents of this schema.
      return found as unknown as DeadLetter[];
    },

    countLetters: () => deadLetters.countDocuments(ALL_LETTERS, { limit: MOST_COUNTED }),

    async reopen(id, now) {
      const free = { $lte: new Date(now.getTime() - REOPENING_MS) };
      const claimed = await deadLetters.findOneAndUpdate(
        { _id: id as never, $or: [{ reopenedAt: null }, { reopenedAt: free }] },
        { $set: { reopenedAt: now } },
        { returnDocument: 'after' },
      );
      if (claimed === null) return undefined;
      // The collection holds nothing but documents of this schema.
      const { chat, update } = claimed as unknown as DeadLetter;
      const first = { $each: [pendingOf(update, now)], $position: 0 };
      await change({ _id: chat, 'pending.id': { $ne: update.update_id } }, { $push: { pending: first } });
      await deadLetters.deleteOne({ _id: id as never });
      return chat;
    },

    async drop(id) {
      return (await deadLetters.deleteOne({ _id: id as never })).deletedCount === 1;
    },

    async dropAllOf(chat) {
      await deadLetters.deleteMany({ chat });
    },
  };
}
