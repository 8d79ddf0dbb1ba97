import { type Connection, Schema } from 'mongoose';
import { createDocumentSchema } from '../../../../../src/database/typed-collection.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import { type Answering, keepAnswering, readAnswering } from './draft.js';

/**
 * Answers that a member of staff has begun and set aside: when they answer that request again, they continue
 * where they were.
 */
export interface KeptAnswers {
  /** Keeps an answer, replacing an older one to the same request. */
  keep(person: string, answering: Answering, at: Date): Promise<void>;
  find(person: string, code: string): Promise<Answering | undefined>;
  forget(person: string, code: string): Promise<void>;
  /** Those of these words, such as ids of files, that any kept answer contains. */
  mentioned(words: readonly string[]): Promise<ReadonlySet<string>>;
  /** Removes answers that were set aside before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface KeptDocument {
  _id: string;
  conversation: Conversation;
  at: Date;
}

const keptSchema = createDocumentSchema<KeptDocument>(
  'keptAnswers',
  {
    _id: { type: String, required: true },
    conversation: { type: Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { keepsEmpty: true },
);
keptSchema.index({ at: 1 });

/** The kept answers on a connection. */
export function createKeptAnswers(connection: Connection): KeptAnswers {
  const model = connection.model<KeptDocument>('KeptAnswer', keptSchema);

  return {
    async keep(person, { step, draft }, at) {
      const { previewMessageId: _gone, ...rest } = draft;
      const conversation = keepAnswering({ step, draft: rest });
      await model
        .updateOne({ _id: keyOf(person, draft.code) }, { $set: { conversation, at } }, { upsert: true })
        .exec();
    },
    async find(person, code) {
      const found = await model.findById(keyOf(person, code)).lean<KeptDocument>().exec();
      return readAnswering(found?.conversation ?? null);
    },
    async forget(person, code) {
      await model.deleteOne({ _id: keyOf(person, code) }).exec();
    },
    async mentioned(words) {
      const found = new Set<string>();
      const kept = model
        .find({ at: { $gt: new Date(0) } }, { 'conversation.data': 1 })
        .lean<Pick<KeptDocument, 'conversation'>[]>()
        .cursor();
      for await (const { conversation } of kept) {
        const data = JSON.stringify(conversation.data);
        for (const word of words) if (data.includes(word)) found.add(word);
      }
      return found;
    },
    async removeOld(before) {
      await model.deleteMany({ at: { $lt: before } }).exec();
    },
  };
}

function keyOf(person: string, code: string): string {
  return `${person}:${code}`;
}
