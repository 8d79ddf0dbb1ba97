import type { Connection } from 'mongoose';
import type { HashPerson } from '../channel/person-hash.js';
import type { Block } from '../citizens/citizen-store.js';
import { inLots } from '../database/lots.js';
import { createMemory } from '../database/memory.js';
import { createDocumentSchema } from '../database/typed-collection.js';

/** What still counts against a person who has deleted their data. */
export interface Restraint {
  readonly block?: Block;
  /** When they registered requests. */
  readonly filedAt: readonly Date[];
  /** How many of their requests were open when they left. */
  readonly open: number;
  /** When all of it ends. */
  readonly until: Date;
}

/**
 * Blocks and limits that deleting one's data does not lift, under a keyed hash of the person until they end:
 * nothing else is known of somebody who left.
 */
export interface RestraintStore {
  /** Keeps what counts against a person; repeating it, also with less, changes nothing. */
  keep(person: string, restraint: Restraint): Promise<void>;
  /** What counts against a person at that moment. */
  find(person: string, now: Date): Promise<Restraint | undefined>;
  /** Lifts the block of a person. */
  liftBlock(person: string): Promise<void>;
  /** Removes what ended before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface RestraintDocument {
  readonly _id: string;
  readonly blockReason?: string;
  readonly blockUntil?: Date;
  readonly filedAt: readonly Date[];
  readonly open: number;
  readonly until: Date;
}

const restraintSchema = createDocumentSchema<RestraintDocument>('restraints', {
  _id: { type: String, required: true },
  blockReason: { type: String },
  blockUntil: { type: Date },
  filedAt: { type: [Date], required: true },
  open: { type: Number, required: true },
  until: { type: Date, required: true },
});
restraintSchema.index({ until: 1 });

/**
 * The restraints on a connection. While nobody else can change the database it is remembered of whom any were looked up,
 * who are hardly ever restrained.
 */
export function createRestraintStore(
  connection: Connection,
  hash: HashPerson,
  alonePeriod: () => number | undefined = () => undefined,
): RestraintStore {
  const model = connection.model<RestraintDocument>('Restraint', restraintSchema);
  const memory = createMemory<{ readonly found: RestraintDocument | undefined }>({
    alonePeriod,
  });

  const read = inLots<string, { readonly found: RestraintDocument | undefined }>(async (ids) => {
    const found = await model
      .find({ _id: { $in: ids } })
      .lean<RestraintDocument[]>()
      .exec();
    return ids.map((id) => ({ found: found.find(({ _id }) => _id === id) }));
  });

  return {
    async keep(person, { block, filedAt, open, until }) {
      const _id = hash(person);
      await model
        .updateOne(
          { _id },
          {
            $addToSet: { filedAt: { $each: [...filedAt] } },
            $max: { open, until },
            ...(block === undefined ? {} : { $set: { blockReason: block.reason, blockUntil: block.until } }),
          },
          { upsert: true },
        )
        .exec()
        .finally(() => memory.forget(_id));
    },

    async find(person, now) {
      const found = (await memory.find(hash(person), read))?.found;
      if (found === undefined || found.until <= now) return undefined;
      const { blockReason: reason, blockUntil, filedAt, open, until } = found;
      const isBlocked = reason !== undefined && blockUntil !== undefined && blockUntil > now;
      return { filedAt, open, until, ...(isBlocked ? { block: { reason, until: blockUntil } } : {}) };
    },

    async liftBlock(person) {
      const _id = hash(person);
      await model
        .updateOne({ _id }, { $unset: { blockReason: 1, blockUntil: 1 } })
        .exec()
        .finally(() => memory.forget(_id));
    },

    async removeOld(before) {
      await model
        .deleteMany({ until: { $lt: before } })
        .exec()
        .finally(() => memory.forget());
    },
  };
}
