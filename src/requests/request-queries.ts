import type { TrackingCode } from '../text/tracking-code.js';
import type { NextAction, StoredTimes } from './due-times.js';
import type { RequestEvent } from './lifecycle/events.js';
import type { Request } from './lifecycle/request.js';
import {
  NEVER,
  OPEN_STATUSES,
  type OpenStatus,
  type RequestCollection,
  type RequestDocument,
  type StoredRequest,
} from './request-collection.js';

/** Loads the states of several requests, in the order of the codes; unknown codes are left out. */
export type FindMany = (codes: readonly TrackingCode[]) => Promise<readonly Request[]>;

/** Answers that somebody sent, as one of these positions, between two moments, both included. */
interface SentBetween {
  readonly positions: readonly string[];
  readonly person: string;
  readonly from: Date;
  readonly to: Date;
}

/** Queries over many requests: for jobs, figures, and reports. */
export interface RequestQueries {
  /** Codes of requests whose next action is due, the longest overdue first, at most `limit`. */
  due(now: Date, limit: number): Promise<readonly TrackingCode[]>;
  /** Codes of requests referred to these positions whose clock is running, at most `limit`. */
  referredTo(positions: readonly string[], limit: number): Promise<readonly TrackingCode[]>;
  /** How many requests are open, by status; `MOST_COUNTED` are looked at. */
  countOpen(): Promise<Readonly<Record<OpenStatus, number>>>;
  /**
   * How many requests each position has although a deadline has passed: its own, or below it the one before. Positions
   * without any are left out.
   */
  countLateByOwner(now: Date): Promise<ReadonlyMap<string, number>>;
  /**
   * The events of requests that any of these positions has had and that have changed since then: the latest
   * changes first, at most 2,000 requests for a position.
   */
  heldBySince(positions: readonly string[], since: Date): Promise<readonly (readonly RequestEvent[])[]>;
  /**
   * Codes of requests that any of these positions has had and to which this member of staff sent an answer that was
   * held back, between two moments, whatever has become of it; at most `limit`.
   */
  answersHeld(sent: SentBetween & { readonly limit: number }): Promise<readonly TrackingCode[]>;
  /** Those of these requests that a client (src/clients) registered. */
  registeredBy(client: string, codes: readonly TrackingCode[]): Promise<ReadonlySet<TrackingCode>>;
  /** Codes of requests with events whose deliveries have not been planned, at most `limit`. */
  unplanned(limit: number): Promise<readonly TrackingCode[]>;
  /** The latest requests, newest first: for the simulator's page. */
  latest(limit: number): Promise<readonly Request[]>;
  /** Open requests filed since then, newest first, at most `limit`, one at a time. */
  openSince(since: Date, limit: number): AsyncIterable<Request>;
  /** The positions on the map of open requests that have a point, at most `limit`. */
  openPlaces(limit: number): Promise<readonly { readonly latitude: number; readonly longitude: number }[]>;
  /**
   * Requests with an answer that was rated low, objected to or disapproved, the latest judgement first: at
   * most `limit`, after skipping `skip`.
   */
  poorlyJudged(skip: number, limit: number): Promise<readonly Request[]>;
  /** Requests of which the citizen lets everybody read more than an operator has looked at, the longest waiting first. */
  waitingForPublication(skip: number, limit: number): Promise<readonly Request[]>;
  /** Requests that have changed since then, in no particular order, one at a time. */
  changedSince(
    since: Date,
  ): AsyncIterable<{ readonly request: Request; readonly events: readonly RequestEvent[] }>;
  /** Which requests have changed since then, and when they were filed, one at a time. */
  filingsChangedSince(
    since: Date,
  ): AsyncIterable<{ readonly code: TrackingCode; readonly filedAt: Date; readonly changedAt: Date }>;
  /** All requests in the order of their codes: those behind a code, or the first ones, at most `limit`. */
  storedAfter(code: string | undefined, limit: number): Promise<readonly StoredRequest[]>;
  /** Requests filed from one moment until before another, earliest first, one at a time. */
  filedBetween(from: Date, to: Date): AsyncIterable<{ readonly events: readonly RequestEvent[] }>;
}

/** Batch size for going through many requests. */
const READ_AT_ONCE = 100;
/** The same where little of each is read. */
const TIMES_AT_ONCE = 5_000;
/** The most open requests that are counted: ten times a week of a city with ten thousand a day. */
const MOST_COUNTED = 700_000;
/** The most requests from which one position's figures are computed. */
const MOST_HISTORIES = 2_000;

/** The queries on the request collection. */
export function createRequestQueries(model: RequestCollection): RequestQueries {
  return {
    async due(now, limit) {
      const found = await model
        .find({ nextActionAt: { $gt: NEVER, $lte: now } }, { _id: 1 })
        .sort({ nextActionAt: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async referredTo(positions, limit) {
      const found = await model
        .find({ status: 'referred', owner: { $in: positions } }, { _id: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async registeredBy(client, codes) {
      const found = await model
        .find({ _id: { $in: codes } }, { 'events.actor': 1 })
        .lean<{ readonly _id: TrackingCode; readonly events: readonly Pick<RequestEvent, 'actor'>[] }[]>()
        .exec();
      const isTheirs = (actor: RequestEvent['actor'] | undefined) =>
        actor?.kind === 'client' && actor.client === client;
      return new Set(found.filter(({ events }) => isTheirs(events[0]?.actor)).map(({ _id }) => _id));
    },

    async countOpen() {
      const found = await model
        .aggregate<{ readonly _id: string; readonly count: number }>([
          { $match: { status: { $in: [...OPEN_STATUSES] } } },
          { $limit: MOST_COUNTED },
          // Nothing but the status is needed, so that an index of it is all that is looked at.
          { $group: { _id: '$status', count: { $sum: 1 } } },
        ])
        .exec();
      const counts = new Map(found.map(({ _id, count }) => [_id, count]));
      const all = OPEN_STATUSES.map((status) => [status, counts.get(status) ?? 0] as const);
      // Every status is among them, which the compiler does not carry over.
      return Object.fromEntries(all) as Record<OpenStatus, number>;
    },

    async countLateByOwner(now) {
      const isLate = {
        $or: [{ 'state.stage.referral.because': 'late' }, { 'state.stage.referral.dueAt': { $lte: now } }],
      };
      const found = await model
        .aggregate<{ readonly _id: string; readonly count: number }>([
          { $match: { status: 'referred', ...isLate } },
          { $group: { _id: '$owner', count: { $sum: 1 } } },
        ])
        .exec();
      return new Map(found.map(({ _id, count }) => [_id, count]));
    },

    async heldBySince(positions, since) {
      const found = await model
        .find({ 'state.heldBy': { $in: positions }, changedAt: { $gte: since } }, { events: 1 })
        .sort({ changedAt: -1 })
        .limit(MOST_HISTORIES * positions.length)
        .lean<Pick<RequestDocument, 'events'>[]>()
        .exec();
      return found.map(({ events }) => events);
    },

    async answersHeld({ positions, person, from, to, limit }) {
      const sent = {
        type: 'answerHeld',
        at: { $gte: from, $lte: to },
        'actor.kind': 'manager',
        'actor.person': person,
      };
      const found = await model
        .find(
          {
            'state.heldBy': { $in: positions },
            changedAt: { $gte: from },
            events: { $elemMatch: sent },
          },
          { _id: 1 },
        )
        .sort({ _id: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async unplanned(limit) {
      const found = await model
        // A comparison instead of `$exists`, so that the partial index serves it.
        .find({ 'undelivered.0': { $gte: 1 } }, { _id: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async latest(limit) {
      const found = await model
        .find({}, { state: 1 })
        .sort({ 'state.filedAt': -1 })
        .limit(limit)
        .lean<Pick<RequestDocument, 'state'>[]>()
        .exec();
      return found.map(({ state }) => state);
    },

    async *openSince(since, limit) {
      const found = model
        .find({ 'state.filedAt': { $gte: since }, status: { $in: [...OPEN_STATUSES] } }, { state: 1 })
        .sort({ 'state.filedAt': -1 })
        .limit(limit)
        .lean<Pick<RequestDocument, 'state'>>()
        .cursor();
      for await (const { state } of found) yield state;
    },

    async openPlaces(limit) {
      const found = await model
        .find({ status: { $in: [...OPEN_STATUSES] } }, { 'state.place': 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, 'state'>[]>()
        .exec();
      return found.flatMap(({ state }) => {
        const { latitude, longitude } = state.place ?? {};
        return latitude === undefined || longitude === undefined ? [] : [{ latitude, longitude }];
      });
    },

    async poorlyJudged(skip, limit) {
      const found = await model
        .find({ poorlyJudgedAt: { $gt: NEVER } }, { state: 1 })
        .sort({ poorlyJudgedAt: -1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<RequestDocument, 'state'>[]>()
        .exec();
      return found.map(({ state }) => state);
    },

    async waitingForPublication(skip, limit) {
      const found = await model
        .find({ publicationAskedAt: { $gt: NEVER } }, { state: 1 })
        .sort({ publicationAskedAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<RequestDocument, 'state'>[]>()
        .exec();
      return found.map(({ state }) => state);
    },

    async *changedSince(since) {
      const changed = model
        .find({ changedAt: { $gte: since } }, { state: 1, events: 1 })
        .lean<Pick<RequestDocument, 'state' | 'events'>[]>()
        .cursor({ batchSize: READ_AT_ONCE });
      for await (const { state, events } of changed) yield { request: state, events };
    },

    async *filingsChangedSince(since) {
      const changed = model
        .find({ changedAt: { $gte: since } }, { 'state.filedAt': 1, changedAt: 1 })
        .lean<Pick<RequestDocument, '_id' | 'state' | 'changedAt'>>()
        .cursor({ batchSize: TIMES_AT_ONCE });
      for await (const { _id: code, state, changedAt } of changed) {
        yield { code, filedAt: state.filedAt, changedAt };
      }
    },

    async storedAfter(code, limit) {
      const found = await model
        // Every code follows the empty text.
        .find({ _id: { $gt: (code ?? '') as TrackingCode } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<RequestDocument[]>()
        .exec();
      return found.map(({ state: request, rev, events, undelivered }) => ({
        request,
        rev,
        events,
        undelivered,
      }));
    },

    async *filedBetween(from, to) {
      const filed = model
        .find({ 'state.filedAt': { $gte: from, $lt: to } }, { events: 1 })
        .sort({ 'state.filedAt': 1 })
        .lean<Pick<RequestDocument, 'events'>[]>()
        .cursor({ batchSize: READ_AT_ONCE });
      for await (const { events } of filed) yield { events };
    },
  };
}

/** The next actions as the requests have them, in no particular order. */
export function storedTimesIn(model: RequestCollection): StoredTimes {
  type Timed = { readonly _id: TrackingCode; readonly nextActionAt: Date };
  const fields = { nextActionAt: 1 } as const;
  const asNextAction = ({ _id: code, nextActionAt: at }: Timed): NextAction => ({ code, at });
  return {
    async *all() {
      const found = model
        .find({ nextActionAt: { $gt: NEVER } }, fields)
        .lean<Timed[]>()
        .cursor({ batchSize: TIMES_AT_ONCE });
      for await (const timed of found) yield asNextAction(timed);
    },

    async of(codes) {
      const found = await model
        .find({ _id: { $in: codes }, nextActionAt: { $gt: NEVER } }, fields)
        .lean<Timed[]>()
        .exec();
      return found.map(asNextAction);
    },
  };
}
