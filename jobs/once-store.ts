import type { Connection } from 'mongoose';
import { createDocumentSchema } from '../src/database/typed-collection.js';

/** What jobs have done that is done only once, such as the digest of a day. */
export interface OnceStore {
  isDone(what: string): Promise<boolean>;
  /** Records it; repeating that changes nothing. */
  markDone(what: string, at: Date): Promise<void>;
  /** Removes what was recorded before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface OnceDocument {
  _id: string;
  at: Date;
}

const onceSchema = createDocumentSchema<OnceDocument>('once', {
  _id: { type: String, required: true },
  at: { type: Date, required: true },
});
onceSchema.index({ at: 1 });

/** The store of one-time work on a connection. */
export function createOnceStore(connection: Connection): OnceStore {
  const model = connection.model<OnceDocument>('Once', onceSchema);

  return {
    async isDone(what) {
      return (await model.findById(what).lean().exec()) !== null;
    },
    async markDone(what, at) {
      await model.updateOne({ _id: what }, { $setOnInsert: { at } }, { upsert: true }).exec();
    },
    async removeOld(before) {
      await model.deleteMany({ at: { $lt: before } }).exec();
    },
  };
}
