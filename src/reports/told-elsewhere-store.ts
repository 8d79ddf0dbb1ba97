import type { Connection } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';

/** How often people were told at once that something is the matter of one other body. */
export interface ToldElsewhere {
  /** Code of the body in the city's files. */
  readonly body: string;
  readonly count: number;
}

/** Counts answers about other bodies' matters, without saying who got them. */
export interface ToldElsewhereStore {
  /** Counts an answer; `id` names the update that got it, so that a repeated one is counted once. */
  note(told: { readonly id: string; readonly at: Date; readonly body: string }): Promise<void>;
  /** The answers given from one moment until before another, the most frequent body first. */
  countBetween(from: Date, to: Date): Promise<readonly ToldElsewhere[]>;
  /** Forgets what was counted before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface ToldDocument {
  _id: string;
  at: Date;
  body: string;
}

const toldSchema = createDocumentSchema<ToldDocument>('toldElsewhere', {
  _id: { type: String, required: true },
  at: { type: Date, required: true },
  body: { type: String, required: true },
});
toldSchema.index({ at: 1 });

/** The counts on a connection. */
export function createToldElsewhereStore(connection: Connection): ToldElsewhereStore {
  const model = connection.model<ToldDocument>('ToldElsewhere', toldSchema);

  return {
    async note({ id, at, body }) {
      await model.updateOne({ _id: id }, { $setOnInsert: { at, body } }, { upsert: true }).exec();
    },

    async countBetween(from, to) {
      const found = await model
        .aggregate<{ readonly _id: string; readonly count: number }>([
          { $match: { at: { $gte: from, $lt: to } } },
          { $group: { _id: '$body', count: { $sum: 1 } } },
        ])
        .exec();
      return found
        .map(({ _id: body, count }) => ({ body, count }))
        .toSorted((one, other) => other.count - one.count || one.body.localeCompare(other.body));
    },

    async removeOld(before) {
      await model.deleteMany({ at: { $lt: before } }).exec();
    },
  };
}
