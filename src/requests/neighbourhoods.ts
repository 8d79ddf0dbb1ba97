import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/**
 * Lists of requests about the same thing in the same part of the city. The lists follow the requests with a
 * short delay, and a person about to file looks requests up in them by id. The request itself says what it is
 * about and whether it is still being worked on, so every reader of a list checks the requests it loads.
 */
export interface Neighbourhoods {
  /** Codes of the requests under these keys (nearby.ts). */
  codesAt(keys: readonly string[]): Promise<readonly TrackingCode[]>;
  /** Adds a request to the lists of these keys; repeating it changes nothing. */
  add(keys: readonly string[], code: TrackingCode): Promise<void>;
  remove(keys: readonly string[], code: TrackingCode): Promise<void>;
  /** True when there are no lists at all, as in data of a version that had none. */
  isEmpty(): Promise<boolean>;
}

interface NeighbourhoodDocument {
  _id: string;
  codes: TrackingCode[];
}

/** The most requests that a list remembers; the latest stay. */
const MOST_CODES = 30;

const neighbourhoodSchema = createDocumentSchema<NeighbourhoodDocument>('neighbourhoods', {
  _id: { type: String, required: true },
  codes: { type: [String], required: true },
});

/** The neighbourhoods on a connection. */
export function createNeighbourhoods(connection: Connection): Neighbourhoods {
  const model = connection.model<NeighbourhoodDocument>('Neighbourhood', neighbourhoodSchema);

  async function addTo(key: string, code: TrackingCode, upsert: boolean): Promise<void> {
    const write = { $push: { codes: { $each: [code], $slice: -MOST_CODES } } };
    await model.updateOne({ _id: key, codes: { $ne: code } }, write, { upsert }).exec();
  }

  return {
    async codesAt(keys) {
      if (keys.length === 0) return [];
      const found = await model
        .find({ _id: { $in: keys } })
        .lean<NeighbourhoodDocument[]>()
        .exec();
      return [...new Set(found.flatMap(({ codes }) => codes))];
    },

    async add(keys, code) {
      for (const key of keys) {
        try {
          await addTo(key, code, true);
        } catch (error) {
          // The list exists: it already names the request, or another writer has just created it.
          if (!isDuplicateKey(error)) throw error;
          await addTo(key, code, false);
        }
      }
    },

    async remove(keys, code) {
      if (keys.length > 0) await model.updateMany({ _id: { $in: keys } }, { $pull: { codes: code } }).exec();
    },

    async isEmpty() {
      return (await model.exists({ _id: { $gte: '' } }).exec()) === null;
    },
  };
}
