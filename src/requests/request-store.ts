import type { Connection } from 'mongoose';
import { createUpgradeStore } from '../database/data-upgrades.js';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import { createMemory } from '../database/memory.js';
import { typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import {
  citizensNamedIn,
  GONE_CITIZENS,
  type NamingCitizens,
  withOtherCitizen,
} from './change-of-citizen.js';
import { createDueTimes } from './due-times.js';
import type { Request } from './lifecycle/request.js';
import { createNearbyRequests, type NearbyRequests } from './nearby-requests.js';
import {
  foundBy,
  openRequestCollection,
  REQUESTS_ARE_FOUND,
  type RequestChange,
  type RequestDocument,
  type StoredRequest,
} from './request-collection.js';
import { createRequestPages, type RequestPages } from './request-pages.js';
import {
  createRequestQueries,
  type FindMany,
  type RequestQueries,
  storedTimesIn,
} from './request-queries.js';
import { withRoundedPlaces } from './rounded-places.js';
import { createUnfedEvents, type UnfedEvents } from './unfed-events.js';
import { withoutLeaver } from './without-leaver.js';

export {
  OPEN_STATUSES,
  type OpenStatus,
  type RequestChange,
  type StoredRequest,
} from './request-collection.js';

/** The requests in the database. Everything a citizen or a manager waits for is looked up by code alone. */
export interface RequestStore extends RequestQueries, RequestPages, NearbyRequests, UnfedEvents {
  find(code: TrackingCode): Promise<StoredRequest | undefined>;
  /** Loads several requests at once. */
  readonly findMany: FindMany;
  /** Adds a new request; if the code exists already, returns false and changes nothing. */
  insert(change: RequestChange): Promise<boolean>;
  /** Records a change decided on revision `rev`; false if another change came first. */
  update(rev: number, change: RequestChange): Promise<boolean>;
  /**
   * Counts one revision more without any event, so that whatever others decided on `rev` is decided anew; false
   * when the request is not at `rev` any more.
   */
  touch(code: TrackingCode, rev: number): Promise<boolean>;
  /** Corrects the time of the next action of a request that is still at `rev`. */
  reschedule(code: TrackingCode, rev: number, nextActionAt: Date | undefined): Promise<void>;
  /**
   * Codes of the requests that name a citizen: filed by them, followed by them, or with an event of theirs.
   */
  naming(citizen: string): Promise<readonly TrackingCode[]>;
  /** Those of these files that a request has, from its citizen or with an answer. */
  usingFiles(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Replaces a citizen's id wherever a request names them; an unknown code is ignored. */
  renameCitizen(code: TrackingCode, from: string, to: string): Promise<void>;
  /**
   * Erases what whoever withdrew a request at event `seq` had told until then: their exact place, and, unless they let
   * it go along or `always`, what they wrote and sent. Repeating it changes nothing; an unknown code is ignored.
   */
  eraseLeaver(code: TrackingCode, seq: number, always?: 'always'): Promise<void>;
  /** Codes of closed requests to which nothing has happened since that moment, at most `limit`. */
  closedBefore(moment: Date, limit: number): Promise<readonly TrackingCode[]>;
  remove(code: TrackingCode): Promise<void>;
  /**
   * Calls a listener with the code of each request of which this store changes otherwise than by `update` what it says,
   * or which it removes: whoever remembers a request has to forget it then.
   */
  onRewritten(listener: (code: TrackingCode) => void): void;
  /** Makes the places of closed requests coarse whose citizens are gone; resolves to how many, at most `limit`. */
  roundPlacesOfGone(limit: number): Promise<number>;
  /** Records that the deliveries of these events are planned. */
  markPlanned(code: TrackingCode, seqs: readonly number[]): Promise<void>;
}

/** Events of a request of which it is planned who must hear of them. */
interface Planned {
  readonly code: TrackingCode;
  readonly seqs: readonly number[];
}

/** Where a request of an earlier version names citizens. */
const NAMED_INSIDE = ['state.citizen', 'state.followers', 'events.actor.citizen'];

/** The most requests that are remembered. */
const MOST_REMEMBERED = 500;

/**
 * The request store on a connection. Where `hasIndexes` is false the database looks up by `_id` alone and belongs to this
 * process: then this store has to make all changes of requests, and remembers what time will do to them.
 */
export function createRequestStore(
  connection: Connection,
  {
    hasIndexes = true,
    alonePeriod = () => undefined,
  }: {
    readonly hasIndexes?: boolean;
    /** The period in which no other process changes requests: what `findMany` has read is remembered in it. */
    readonly alonePeriod?: () => number | undefined;
  } = {},
): RequestStore {
  const model = openRequestCollection(connection);
  const collection = typedCollection(model);
  const looks = createRequestQueries(model);
  const upgrades = createUpgradeStore(connection);
  const nearby = createNearbyRequests(connection, findMany);
  const rewrittenListeners: ((code: TrackingCode) => void)[] = [];
  const dueTimes = hasIndexes ? undefined : createDueTimes(storedTimesIn(model));

  const states = createMemory<Request>({ alonePeriod, most: MOST_REMEMBERED });

  /** Remembers the next action of a request that is being written, and forgets what it was, whatever comes of it. */
  async function noting<Result>(
    code: TrackingCode,
    nextActionAt: Date | undefined,
    write: Promise<Result>,
  ): Promise<Result> {
    try {
      return await write;
    } finally {
      dueTimes?.note(code, nextActionAt);
      states.forget(code);
    }
  }

  const markTogether = inLots<Planned, void>(async (planned) => {
    await collection.bulkWrite(
      planned.map(({ code: _id, seqs }) => ({
        updateOne: { filter: { _id }, update: { $pull: { undelivered: { $in: [...seqs] } } } },
      })),
    );
    return planned.map(() => undefined);
  });

  async function findMany(codes: readonly TrackingCode[]): Promise<readonly Request[]> {
    const found = await states.findMany(codes, async (unknown) => {
      const read = await model
        .find({ _id: { $in: unknown } }, { state: 1 })
        .lean<Pick<RequestDocument, '_id' | 'state'>[]>()
        .exec();
      return new Map(read.map(({ _id, state }) => [_id, state]));
    });
    return codes.flatMap((code) => found.get(code) ?? []);
  }

  function tellRewritten(code: TrackingCode): void {
    states.forget(code);
    for (const listener of rewrittenListeners) listener(code);
  }

  /** Changes what a request says of people and places, and nothing that happened to it. */
  async function rewrite(
    code: TrackingCode,
    change: (stored: NamingCitizens) => NamingCitizens,
    mark: Pick<RequestDocument, 'isPlaceRounded'> = {},
  ): Promise<void> {
    for (;;) {
      const stored = await model.findById(code).lean<RequestDocument>().exec();
      if (stored === null) return;
      const { state, events, rev } = stored;
      const changed = change({ request: state, events });
      const { matchedCount } = await collection.updateOne(
        { _id: code, rev },
        {
          $set: {
            state: changed.request,
            events: [...changed.events],
            named: [...citizensNamedIn(changed)],
            ...mark,
          },
          $inc: { rev: 1 },
        },
      );
      if (matchedCount === 1) return tellRewritten(code);
      // It has been changed concurrently and must be read again.
    }
  }

  return {
    ...looks,
    ...createRequestPages(model),
    ...nearby,
    ...createUnfedEvents(model),
    due: dueTimes?.due ?? looks.due,

    async find(code) {
      const found = await model.findById(code).lean<RequestDocument>().exec();
      if (!found) return undefined;
      const { state: request, rev, events, undelivered } = found;
      return { request, rev, events, undelivered };
    },

    findMany,

    async insert(change) {
      const { request, events, nextActionAt } = change;
      const write = collection.insertOne({
        _id: request.code,
        rev: 1,
        ...foundBy(change),
        state: request,
        events: [...events],
        named: [...citizensNamedIn(change)],
        undelivered: events.map(({ seq }) => seq),
        unfed: events.map(({ seq }) => seq),
      });
      try {
        await noting(request.code, nextActionAt, write);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async update(rev, change) {
      const { request, events, nextActionAt } = change;
      const write = collection.updateOne(
        { _id: request.code, rev },
        {
          $set: { ...foundBy(change), state: request },
          $inc: { rev: 1 },
          $addToSet: { named: { $each: [...citizensNamedIn(change)] } },
          $push: {
            events: { $each: [...events] },
            undelivered: { $each: events.map(({ seq }) => seq) },
            unfed: { $each: events.map(({ seq }) => seq) },
          },
        },
      );
      const { matchedCount } = await noting(request.code, nextActionAt, write);
      return matchedCount === 1;
    },

    async touch(code, rev) {
      const { matchedCount } = await collection.updateOne({ _id: code, rev }, { $inc: { rev: 1 } });
      return matchedCount === 1;
    },

    async reschedule(code, rev, nextActionAt) {
      const changed = { $set: { nextActionAt: nextActionAt ?? null } };
      await noting(code, nextActionAt, collection.updateOne({ _id: code, rev }, changed));
    },

    async naming(citizen) {
      // Until the upgrade has gone through all requests, those it has not reached name citizens only inside.
      const isUpgraded = await upgrades.isDone(REQUESTS_ARE_FOUND);
      const inside = NAMED_INSIDE.map((field) => ({ [field]: citizen }));
      const found = await model
        .find(isUpgraded ? { named: citizen } : { $or: [{ named: citizen }, ...inside] }, { _id: 1 })
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async usingFiles(ids) {
      const found = await model
        .find({ 'events.attachments.id': { $in: ids } }, { 'events.attachments.id': 1 })
        .lean<
          { readonly events: readonly { readonly attachments?: readonly { readonly id: string }[] }[] }[]
        >()
        .exec();
      const used = found.flatMap(({ events }) => events).flatMap(({ attachments = [] }) => attachments);
      const asked = new Set(ids);
      return new Set(used.map(({ id }) => id).filter((id) => asked.has(id)));
    },

    async eraseLeaver(code, seq, always) {
      const stored = await model.findById(code).lean<RequestDocument>().exec();
      const left = stored?.events.find((event) => event.seq === seq);
      if (stored === null || left?.type !== 'leftToFollowers') return;
      await nearby.forgetNearby(stored.state, stored.events);
      await rewrite(code, (found) => withoutLeaver(found, left, always === undefined && left.keepsWords));
    },

    renameCitizen: (code, from, to) => rewrite(code, (stored) => withOtherCitizen(stored, from, to)),

    async closedBefore(moment, limit) {
      const found = await model
        .find({ changedAt: { $lt: moment }, status: 'closed' }, { _id: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async remove(code) {
      await collection.deleteOne({ _id: code });
      tellRewritten(code);
    },

    onRewritten(listener) {
      rewrittenListeners.push(listener);
    },

    async roundPlacesOfGone(limit) {
      const found = await model
        .find(
          { named: GONE_CITIZENS, 'state.citizen': GONE_CITIZENS, status: 'closed', isPlaceRounded: null },
          { _id: 1 },
        )
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      for (const { _id } of found) await rewrite(_id, withRoundedPlaces, { isPlaceRounded: true });
      return found.length;
    },

    markPlanned: (code, seqs) => markTogether({ code, seqs }),
  };
}
