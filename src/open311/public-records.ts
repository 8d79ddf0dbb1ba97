import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { PublicHistory, PublicUpdate } from './public-history.js';
import { createPublicId, idsBetween, type PublicId } from './public-id.js';

/**
 * Where public requests and updates are found: small documents in the order of time. What a reader sees of a request
 * comes from the request itself, so that nothing stands here that would have to be taken back.
 */
export interface PublicRecords {
  /** The public id of a request, which is drawn when it is first asked for. */
  idOf(code: TrackingCode, filedAt: Date): Promise<PublicId>;
  /** Puts a request into the lists as it is now, with its updates; repeating it changes nothing. */
  keep(request: PublicEntry, history: PublicHistory): Promise<void>;
  /** Takes a request out of the lists; it keeps its id, in case it comes back. */
  hide(code: TrackingCode): Promise<void>;
  /** Forgets a request that is no longer kept. */
  forget(code: TrackingCode): Promise<void>;
  /** Records of these ids; unknown ones are left out. */
  findMany(ids: readonly PublicId[]): Promise<readonly PublicRecord[]>;
  /** Records of what was filed in that time, newest first. */
  list(wanted: ListedRecords): Promise<readonly PublicRecord[]>;
  /** Updates of that time, oldest first, at most `limit`. */
  updatesBetween(from: Date, to: Date, limit: number): Promise<readonly ListedUpdate[]>;
}

/** A request as it is put into the lists. */
interface PublicEntry {
  readonly code: TrackingCode;
  readonly filedAt: Date;
  readonly service: string;
}

/** What is found of a public request. */
export interface PublicRecord {
  readonly _id: PublicId;
  readonly code: TrackingCode;
  readonly service: string;
  readonly isOpen: boolean;
  readonly filedAt: Date;
  readonly updatedAt: Date;
}

/** Which records are wanted; an absent list stands for all. */
export interface ListedRecords {
  readonly from: Date;
  readonly to: Date;
  readonly services?: readonly string[];
  readonly isOpen?: boolean;
  readonly skip: number;
  readonly limit: number;
}

/** An update as it is found, with the request to which it belongs. */
export interface ListedUpdate extends PublicUpdate {
  readonly _id: string;
  readonly request: PublicId;
  readonly code: TrackingCode;
}

interface IdDocument {
  readonly _id: TrackingCode;
  readonly publicId: PublicId;
}

const idSchema = createDocumentSchema<IdDocument>('publicIds', {
  _id: { type: String, required: true },
  publicId: { type: String, required: true },
});
const recordSchema = createDocumentSchema<PublicRecord>('publicRequests', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
  service: { type: String, required: true },
  isOpen: { type: Boolean, required: true },
  filedAt: { type: Date, required: true },
  updatedAt: { type: Date, required: true },
});
recordSchema.index({ service: 1, _id: -1 });
recordSchema.index({ isOpen: 1, _id: -1 });
const updateSchema = createDocumentSchema<ListedUpdate>('publicUpdates', {
  _id: { type: String, required: true },
  request: { type: String, required: true },
  code: { type: String, required: true },
  seq: { type: Number, required: true },
  at: { type: Date, required: true },
  type: { type: String, required: true },
  isOpen: { type: Boolean, required: true },
  unit: { type: String },
  outcome: { type: String },
});
updateSchema.index({ code: 1 });

/** The public records on a connection. `random` returns that many unpredictable bytes. */
export function createPublicRecords(connection: Connection, random: (size: number) => Buffer): PublicRecords {
  const ids = connection.model<IdDocument>('PublicId', idSchema);
  const records = connection.model<PublicRecord>('PublicRequest', recordSchema);
  const updates = connection.model<ListedUpdate>('PublicUpdate', updateSchema);

  async function knownId(code: TrackingCode): Promise<PublicId | undefined> {
    return (await ids.findById(code).lean<IdDocument>().exec())?.publicId;
  }

  async function idOf(code: TrackingCode, filedAt: Date): Promise<PublicId> {
    const known = await knownId(code);
    if (known !== undefined) return known;
    const publicId = createPublicId(filedAt, random);
    try {
      await typedCollection(ids).insertOne({ _id: code, publicId });
      return publicId;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await knownId(code)) ?? idOf(code, filedAt);
    }
  }

  async function hide(code: TrackingCode): Promise<void> {
    const id = await knownId(code);
    if (id !== undefined) await typedCollection(records).deleteOne({ _id: id });
  }

  return {
    idOf,
    hide,

    async keep({ code, filedAt, service }, { isOpen, updatedAt, updates: told }) {
      const id = await idOf(code, filedAt);
      await typedCollection(records).replaceOne(
        { _id: id },
        { code, service, isOpen, filedAt, updatedAt },
        { upsert: true },
      );
      if (told.length === 0) return;
      await typedCollection(updates).bulkWrite(
        told.map((update) => ({
          updateOne: {
            filter: { _id: updateId(id, update) },
            update: { $setOnInsert: { request: id, code, ...update } },
            upsert: true,
          },
        })),
        { ordered: false },
      );
    },

    async forget(code) {
      await hide(code);
      await updates.deleteMany({ code }).exec();
      await ids.deleteOne({ _id: code }).exec();
    },

    async findMany(wanted) {
      if (wanted.length === 0) return [];
      return records
        .find({ _id: { $in: [...wanted] } })
        .lean<PublicRecord[]>()
        .exec();
    },

    async list({ from, to, services, isOpen, skip, limit }) {
      const range = idsBetween(from, to);
      return records
        .find({
          _id: { $gte: range.from, $lt: range.before },
          ...(services === undefined ? {} : { service: { $in: [...services] } }),
          ...(isOpen === undefined ? {} : { isOpen }),
        })
        .sort({ _id: -1 })
        .skip(skip)
        .limit(limit)
        .lean<PublicRecord[]>()
        .exec();
    },

    async updatesBetween(from, to, limit) {
      const range = idsBetween(from, to);
      return updates
        .find({ _id: { $gte: range.from, $lt: range.before } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<ListedUpdate[]>()
        .exec();
    },
  };
}

/** The id of an update, the same whenever it is computed: its second, and signs that follow from request and event. */
function updateId(request: PublicId, { at, seq }: PublicUpdate): string {
  return createPublicId(at, (size) =>
    createHash('sha256').update(`${request}:${seq}`).digest().subarray(0, size),
  );
}
