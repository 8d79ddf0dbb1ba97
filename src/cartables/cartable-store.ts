import type { Connection, mongo } from 'mongoose';
import { createUpgradeStore } from '../database/data-upgrades.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { FindMany } from '../requests/request-queries.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { CARTABLES_HAVE_LINES, createCarryOver } from './cartable-upgrade.js';
import { expressionOf, filterOf, type Selection } from './selection.js';
import { type WaitingRequest, waitingRequest } from './waiting-request.js';

/**
 * What waits for each position and for the operators: a small document for each request, which follows the request
 * with a short delay. The request itself says who owns it: a reader checks the requests it loads.
 */
export interface CartableStore {
  /** Puts a request where it waits now, and takes it out of where it waited; repeating it changes nothing. */
  follow(request: Request): Promise<void>;
  /** Codes of what waits at these places, in the order in which it is listed: `limit` of them after `skip`. */
  page(
    places: readonly string[],
    selection: Selection,
    part: { readonly skip: number; readonly limit: number },
  ): Promise<readonly TrackingCode[]>;
  /** How much of what waits at these places is in each selection; nothing beyond `MOST_COUNTED` is looked at. */
  countEach<Name extends string>(
    places: readonly string[],
    selections: Readonly<Record<Name, Selection>>,
  ): Promise<Readonly<Record<Name, number>>>;
  /** How much waits at each of these places; places without anything are left out. */
  countAt(places: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Those of these places at which anything waits. */
  occupied(places: readonly string[]): Promise<ReadonlySet<string>>;
  /** How much waits with the operators for each of these units; units without anything are left out. */
  countForUnits(desk: string, units: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** How much of each category waits at these places; what has none is left out. */
  countCategories(places: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** The codes of all that waits at these places, in no particular order, a hundred at a time. */
  batches(places: readonly string[]): AsyncIterable<readonly TrackingCode[]>;
}

/** No more than so many are counted: nobody reads further. */
const MOST_COUNTED = 10_000;
const BATCH = 100;

type WaitingDocument = Omit<WaitingRequest, 'code'> & {
  _id: TrackingCode;
  /** The number of the newest event when this was written. */
  seq: number;
};

const waitingSchema = createDocumentSchema<WaitingDocument>('waitingRequests', {
  _id: { type: String, required: true },
  place: { type: String, required: true },
  waitsFor: { type: String, required: true },
  rank: { type: Number, required: true },
  by: { type: Date, required: true },
  filedAt: { type: Date, required: true },
  unit: { type: String },
  category: { type: String },
  isFromBelow: { type: Boolean, required: true },
  hasReturned: { type: Boolean, required: true },
  isHeld: { type: Boolean, required: true },
  seq: { type: Number, required: true },
});
/** The order of every list; the place stands before it. */
const ORDER = { rank: 1, by: 1, filedAt: 1, _id: 1 } as const;
// With the fields of every selection, so that pages are found and counted in the index alone.
waitingSchema.index({
  place: 1,
  ...ORDER,
  waitsFor: 1,
  category: 1,
  isFromBelow: 1,
  hasReturned: 1,
  isHeld: 1,
  unit: 1,
});

/** The write by which the cartables follow a request. */
function writeOf(request: Request): mongo.AnyBulkWriteOperation<WaitingDocument> {
  const waiting = waitingRequest(request);
  if (waiting === undefined) return { deleteOne: { filter: { _id: request.code } } };
  const { code: _id, ...facts } = waiting;
  const seq = request.lastSeq;
  return {
    replaceOne: { filter: { _id, seq: { $lte: seq } }, replacement: { ...facts, seq }, upsert: true },
  };
}

/** The cartables on a connection. `findMany` loads the requests that an earlier version has listed otherwise. */
export function createCartableStore(connection: Connection, findMany: FindMany): CartableStore {
  const model = connection.model<WaitingDocument>('WaitingRequest', waitingSchema);
  const collection = typedCollection(model);
  const upgrades = createUpgradeStore(connection);
  const carryOver = createCarryOver(connection, { findMany, follow });

  /** Until the upgrade has gone through all cartables, those that are looked at are carried over at once. */
  async function ready(places: readonly string[]): Promise<void> {
    if (!(await upgrades.isDone(CARTABLES_HAVE_LINES))) await carryOver(places);
  }

  const followTogether = inLots<Request, void>(async (requests) => {
    try {
      await collection.bulkWrite(requests.map(writeOf), { ordered: false });
    } catch (error) {
      // A later state has been written already, and the filter did not find it.
      if (!isDuplicateKey(error)) throw error;
    }
    return requests.map(() => undefined);
  });

  function follow(request: Request): Promise<void> {
    return followTogether(request);
  }

  /** Counts by a field, as far as documents have it. */
  async function countBy(
    field: 'place' | 'unit' | 'category',
    filter: Readonly<Record<string, unknown>>,
  ): Promise<ReadonlyMap<string, number>> {
    const found = await model
      .aggregate<{ readonly _id: string | null; readonly count: number }>([
        { $match: filter },
        { $limit: MOST_COUNTED },
        { $group: { _id: `$${field}`, count: { $sum: 1 } } },
      ])
      .exec();
    return new Map(found.flatMap(({ _id, count }) => (_id === null ? [] : [[_id, count] as const])));
  }

  return {
    follow,

    async page(places, selection, { skip, limit }) {
      await ready(places);
      const found = await model
        .find({ place: { $in: places }, ...filterOf(selection) }, { _id: 1 })
        .sort(ORDER)
        .skip(skip)
        .limit(limit)
        .lean<Pick<WaitingDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async countEach<Name extends string>(
      places: readonly string[],
      selections: Readonly<Record<Name, Selection>>,
    ) {
      await ready(places);
      // The keys of a literal are its own.
      const names = Object.keys(selections) as Name[];
      const sums = names.map((name) => [name, { $sum: { $cond: [expressionOf(selections[name]), 1, 0] } }]);
      const [found] = await model
        .aggregate<Readonly<Record<string, number>>>([
          { $match: { place: { $in: places } } },
          { $limit: MOST_COUNTED },
          { $group: { _id: null, ...Object.fromEntries(sums) } },
        ])
        .exec();
      const counts = names.map((name) => [name, found?.[name] ?? 0]);
      // Every name is among them, which the compiler does not carry over.
      return Object.fromEntries(counts) as Record<Name, number>;
    },

    async countAt(places) {
      await ready(places);
      return countBy('place', { place: { $in: places } });
    },

    async occupied(places) {
      await ready(places);
      return new Set(await model.distinct('place', { place: { $in: places } }).exec());
    },

    async countForUnits(desk, units) {
      if (units.length === 0) return new Map();
      await ready([desk]);
      return countBy('unit', { place: desk, unit: { $in: units } });
    },

    async countCategories(places) {
      await ready(places);
      return countBy('category', { place: { $in: places } });
    },

    async *batches(places) {
      await ready(places);
      const found = model
        .find({ place: { $in: places } }, { _id: 1 })
        .lean<Pick<WaitingDocument, '_id'>>()
        .cursor({ batchSize: BATCH });
      let batch: TrackingCode[] = [];
      for await (const { _id } of found) {
        batch.push(_id);
        if (batch.length < BATCH) continue;
        yield batch;
        batch = [];
      }
      if (batch.length > 0) yield batch;
    },
  };
}
