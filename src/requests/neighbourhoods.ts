import type { Connection, mongo } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
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
  /** Adds a request where it makes way for all others, so that no later one is lost by it. */
  addBehind(keys: readonly string[], code: TrackingCode): Promise<void>;
  remove(keys: readonly string[], code: TrackingCode): Promise<void>;
}

interface NeighbourhoodDocument {
  _id: string;
  codes: TrackingCode[];
}

/** The most requests that a list remembers; the latest stay. */
const MOST_CODES = 30;
/** How many people's looks are one query: each has nine keys or more. */
const MOST_LOOKS = 20;

const neighbourhoodSchema = createDocumentSchema<NeighbourhoodDocument>('neighbourhoods', {
  _id: { type: String, required: true },
  codes: { type: [String], required: true },
});

/** A request that is added to a list, at its end or where it makes way for all others. */
interface Addition {
  readonly key: string;
  readonly code: TrackingCode;
  readonly isBehind: boolean;
}

function writeOf(
  { key: _id, code, isBehind }: Addition,
  upsert: boolean,
): mongo.AnyBulkWriteOperation<NeighbourhoodDocument> {
  const position = isBehind ? { $position: 0 } : {};
  const update = { $push: { codes: { $each: [code], ...position, $slice: -MOST_CODES } } };
  return { updateOne: { filter: { _id, codes: { $ne: code } }, update, upsert } };
}

/** The neighbourhoods on a connection. */
export function createNeighbourhoods(connection: Connection): Neighbourhoods {
  const model = connection.model<NeighbourhoodDocument>('Neighbourhood', neighbourhoodSchema);
  const collection = typedCollection(model);

  const addTogether = inLots<Addition, void>(async (additions) => {
    const write = (upsert: boolean) =>
      collection.bulkWrite(
        additions.map((addition) => writeOf(addition, upsert)),
        { ordered: false },
      );
    try {
      await write(true);
    } catch (error) {
      // A list exists: it already names the request, or another writer has just created it.
      if (!isDuplicateKey(error)) throw error;
      await write(false);
    }
    return additions.map(() => undefined);
  });

  async function addToAll(keys: readonly string[], code: TrackingCode, isBehind: boolean): Promise<void> {
    await Promise.all(keys.map((key) => addTogether({ key, code, isBehind })));
  }

  /** The lists of several people who look at once, in the order of their keys for each. */
  const lookTogether = inLots<readonly string[], readonly TrackingCode[]>(async (looks) => {
    const found = await model
      .find({ _id: { $in: [...new Set(looks.flat())] } })
      .lean<NeighbourhoodDocument[]>()
      .exec();
    const lists = new Map(found.map(({ _id, codes }) => [_id, codes]));
    return looks.map((keys) => [...new Set(keys.flatMap((key) => lists.get(key) ?? []))]);
  }, MOST_LOOKS);

  return {
    async codesAt(keys) {
      return keys.length === 0 ? [] : lookTogether(keys);
    },

    add: (keys, code) => addToAll(keys, code, false),
    addBehind: (keys, code) => addToAll(keys, code, true),

    async remove(keys, code) {
      if (keys.length > 0) await model.updateMany({ _id: { $in: keys } }, { $pull: { codes: code } }).exec();
    },
  };
}
