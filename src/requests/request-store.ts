import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { withOtherCitizen } from './change-of-citizen.js';
import type { RequestEvent } from './lifecycle/events.js';
import type { Request } from './lifecycle/request.js';
import { LOW_RATING } from './lifecycle/rules.js';
import { isInHand, keysAround, keysOf, type Subject } from './nearby.js';
import { createNeighbourhoods } from './neighbourhoods.js';

/** A request as it is kept: its state, all its events, and what of them has not been planned for delivery. */
export interface StoredRequest {
  readonly request: Request;
  /** Grows by one with each change; a write names the one it was decided on. */
  readonly rev: number;
  readonly events: readonly RequestEvent[];
  /** Numbers of the events for which nobody has planned yet who must hear of them. */
  readonly undelivered: readonly number[];
}

/** The statuses of requests that are not closed. */
export const OPEN_STATUSES = ['intake', 'referred', 'waiting', 'followUp', 'answered'] as const;
export type OpenStatus = (typeof OPEN_STATUSES)[number];

/** What a command changes in the store, in one write. */
export interface RequestChange {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
  readonly nextActionAt: Date | undefined;
}

/** The requests in the database. Everything a citizen or a manager waits for goes by the code alone. */
export interface RequestStore {
  find(code: TrackingCode): Promise<StoredRequest | undefined>;
  /** The states of several requests, in the order of the codes; unknown codes are left out. */
  findMany(codes: readonly TrackingCode[]): Promise<readonly Request[]>;
  /** Adds a new request; false when the code exists already, and then nothing is changed. */
  insert(change: RequestChange): Promise<boolean>;
  /** Records a change decided on revision `rev`; false when somebody else was faster. */
  update(rev: number, change: RequestChange): Promise<boolean>;
  /**
   * Requests that are in hand, were filed since then and may be about the same thing at the same place, the
   * newest first: some lie a little further away.
   */
  near(subject: Subject, since: Date, limit: number): Promise<readonly Request[]>;
  /** Lets a request be found nearby, or not any more, as it stands; doing it again changes nothing. */
  keepNearby(request: Request): Promise<void>;
  /** Does so for all requests filed since then, where no request can be found nearby: as an older version left it. */
  keepAllNearby(since: Date): Promise<void>;
  /** Codes of requests whose next action has come, the longest overdue first, at most `limit`. */
  due(now: Date, limit: number): Promise<readonly TrackingCode[]>;
  /** Codes of requests that lie with these positions, while their clock runs, at most `limit`. */
  referredTo(positions: readonly string[], limit: number): Promise<readonly TrackingCode[]>;
  /** How many requests are open, by status. */
  countOpen(): Promise<Readonly<Record<OpenStatus, number>>>;
  /** All requests whose clock runs with a position, with that position. */
  running(): Promise<readonly (Pick<Request, 'stage'> & { readonly owner: string })[]>;
  /**
   * The events of requests that any of these positions has had and in which something has happened since then,
   * those of the latest changes, at most 2,000 for a position.
   */
  heldBySince(positions: readonly string[], since: Date): Promise<readonly (readonly RequestEvent[])[]>;
  /** Codes of requests with events that nobody has planned deliveries for, at most `limit`. */
  unplanned(limit: number): Promise<readonly TrackingCode[]>;
  /** Corrects the time of the next action of a request that is still at `rev`. */
  reschedule(code: TrackingCode, rev: number, nextActionAt: Date | undefined): Promise<void>;
  /** The requests filed last, the newest first: for the simulator's page. */
  latest(limit: number): Promise<readonly Request[]>;
  /** Open requests that were filed since then, the newest first, at most `limit`, one after the other. */
  openSince(since: Date, limit: number): AsyncIterable<Request>;
  /**
   * Requests with an answer that was rated low, objected to or not accepted, the latest such judgement first,
   * after `skip` of them and at most `limit`.
   */
  poorlyJudged(skip: number, limit: number): Promise<readonly Request[]>;
  /** Requests filed from a moment on and before another, the earliest first, one after the other. */
  filedBetween(from: Date, to: Date): AsyncIterable<{ readonly events: readonly RequestEvent[] }>;
  /** Codes of the requests that name a citizen: filed by him, followed by him, or with an act of his. */
  naming(citizen: string): Promise<readonly TrackingCode[]>;
  /** Puts another id into every place of a request that names a citizen; nothing for a code that is not there. */
  renameCitizen(code: TrackingCode, from: string, to: string): Promise<void>;
  /** Notes that the deliveries of these events are planned. */
  markPlanned(code: TrackingCode, seqs: readonly number[]): Promise<void>;
}

interface RequestDocument {
  _id: TrackingCode;
  rev: number;
  status: string;
  owner: string | null;
  nextActionAt: Date | null;
  /** When the newest event happened. */
  changedAt: Date;
  /** When somebody was last not content with an answer; absent: never. */
  poorlyJudgedAt?: Date;
  state: Request;
  events: RequestEvent[];
  undelivered: number[];
}

/** Requests that are read at once where many are gone through. */
const READ_AT_ONCE = 100;

const requestSchema = new Schema<RequestDocument>(
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    status: { type: String, required: true },
    owner: { type: String, default: null },
    nextActionAt: { type: Date, default: null },
    changedAt: { type: Date },
    poorlyJudgedAt: { type: Date },
    state: { type: Schema.Types.Mixed, required: true },
    events: { type: [Schema.Types.Mixed], required: true } as never,
    undelivered: { type: [Number], required: true },
  },
  { collection: 'requests', versionKey: false, minimize: false, autoIndex: false },
);
requestSchema.index({ nextActionAt: 1 });
requestSchema.index(
  { 'undelivered.0': 1 },
  { partialFilterExpression: { 'undelivered.0': { $exists: true } } },
);
requestSchema.index({ status: 1, owner: 1 });
requestSchema.index({ 'state.heldBy': 1, changedAt: -1 });
requestSchema.index({ 'state.filedAt': -1 });
requestSchema.index({ poorlyJudgedAt: -1 });
requestSchema.index({ 'state.citizen': 1 });
requestSchema.index({ 'state.followers': 1 });
requestSchema.index({ 'events.actor.citizen': 1 });

/** Requests of which one position's figures are made at most. */
const MOST_HISTORIES = 2_000;
/** Requests that are put where they are found nearby when nobody has done so before, the latest ones. */
const MOST_KEPT_NEARBY = 20_000;

/** The request store on a connection. */
export function createRequestStore(connection: Connection): RequestStore {
  const model = connection.model<RequestDocument>('Request', requestSchema);
  const neighbourhoods = createNeighbourhoods(connection);

  async function findMany(codes: readonly TrackingCode[]): Promise<readonly Request[]> {
    if (codes.length === 0) return [];
    const found = await model
      .find({ _id: { $in: codes } }, { state: 1 })
      .lean<Pick<RequestDocument, '_id' | 'state'>[]>()
      .exec();
    const byCode = new Map(found.map(({ _id, state }) => [_id, state]));
    return codes.flatMap((code) => byCode.get(code) ?? []);
  }

  async function* openSince(since: Date, limit: number): AsyncIterable<Request> {
    const found = model
      .find({ 'state.filedAt': { $gte: since }, status: { $ne: 'closed' } }, { state: 1 })
      .sort({ 'state.filedAt': -1 })
      .limit(limit)
      .lean<Pick<RequestDocument, 'state'>>()
      .cursor();
    for await (const { state } of found) yield state;
  }

  function keepNearby(request: Request): Promise<void> {
    const change = isInHand(request) ? neighbourhoods.add : neighbourhoods.remove;
    return change(keysOf(request), request.code);
  }

  return {
    async find(code) {
      const found = await model.findById(code).lean<RequestDocument>().exec();
      if (!found) return undefined;
      const { state: request, rev, events, undelivered } = found;
      return { request, rev, events, undelivered };
    },

    findMany,

    async insert(change) {
      const { request, events } = change;
      try {
        await model.collection.insertOne({
          _id: request.code,
          rev: 1,
          ...indexed(change),
          state: request,
          events: [...events],
          undelivered: events.map(({ seq }) => seq),
        } as never);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async update(rev, change) {
      const { request, events } = change;
      const result = await model.collection.updateOne(
        { _id: request.code as never, rev },
        {
          $set: { ...indexed(change), state: request },
          $inc: { rev: 1 },
          $push: {
            events: { $each: [...events] },
            undelivered: { $each: events.map(({ seq }) => seq) },
          } as never,
        },
      );
      return result.matchedCount === 1;
    },

    async near(subject, since, limit) {
      const found = await findMany(await neighbourhoods.codesAt(keysAround(subject)));
      return found
        .filter((request) => request.category === subject.category && isInHand(request))
        .filter(({ filedAt }) => filedAt >= since)
        .sort((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
        .slice(0, limit);
    },

    keepNearby,

    async keepAllNearby(since) {
      if (!(await neighbourhoods.isEmpty())) return;
      for await (const request of openSince(since, MOST_KEPT_NEARBY)) await keepNearby(request);
    },

    async due(now, limit) {
      const found = await model
        .find({ nextActionAt: { $lte: now } }, { _id: 1 })
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

    async countOpen() {
      const found = await model
        .aggregate<{ readonly _id: string; readonly count: number }>([
          { $match: { status: { $in: [...OPEN_STATUSES] } } },
          { $group: { _id: '$status', count: { $sum: 1 } } },
        ])
        .exec();
      const counts = new Map(found.map(({ _id, count }) => [_id, count]));
      const all = OPEN_STATUSES.map((status) => [status, counts.get(status) ?? 0] as const);
      // Every status is among them, which the compiler does not carry over.
      return Object.fromEntries(all) as Record<OpenStatus, number>;
    },

    async running() {
      const found = await model
        .find({ status: 'referred' }, { owner: 1, 'state.stage': 1 })
        .lean<Pick<RequestDocument, 'owner' | 'state'>[]>()
        .exec();
      return found.map(({ owner, state }) => ({ owner: owner ?? '', stage: state.stage }));
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

    async unplanned(limit) {
      const found = await model
        // A comparison and not `$exists`, so that the partial index serves it.
        .find({ 'undelivered.0': { $gte: 1 } }, { _id: 1 })
        .limit(limit)
        .lean<Pick<RequestDocument, '_id'>[]>()
        .exec();
      return found.map(({ _id }) => _id);
    },

    async reschedule(code, rev, nextActionAt) {
      await model.collection.updateOne(
        { _id: code as never, rev },
        { $set: { nextActionAt: nextActionAt ?? null } },
      );
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

    openSince,

    async poorlyJudged(skip, limit) {
      const found = await model
        .find({ poorlyJudgedAt: { $gt: new Date(0) } }, { state: 1 })
        .sort({ poorlyJudgedAt: -1 })
        .skip(skip)
        .limit(limit)
        .lean<Pick<RequestDocument, 'state'>[]>()
        .exec();
      return found.map(({ state }) => state);
    },

    async *filedBetween(from, to) {
      const filed = model
        .find({ 'state.filedAt': { $gte: from, $lt: to } }, { events: 1 })
        .sort({ 'state.filedAt': 1 })
        .lean<Pick<RequestDocument, 'events'>[]>()
        .cursor({ batchSize: READ_AT_ONCE });
      for await (const { events } of filed) yield { events };
    },

    async naming(citizen) {
      const found = await Promise.all(
        [
          { 'state.citizen': citizen },
          { 'state.followers': citizen },
          { 'events.actor.citizen': citizen },
        ].map((filter) => model.find(filter, { _id: 1 }).lean<Pick<RequestDocument, '_id'>[]>().exec()),
      );
      return [...new Set(found.flat().map(({ _id }) => _id))];
    },

    async renameCitizen(code, from, to) {
      for (;;) {
        const stored = await model.findById(code).lean<RequestDocument>().exec();
        if (stored === null) return;
        const { state, events, rev } = stored;
        const renamed = withOtherCitizen({ request: state, events }, from, to);
        const { matchedCount } = await model.collection.updateOne(
          { _id: code as never, rev },
          { $set: { state: renamed.request, events: [...renamed.events] }, $inc: { rev: 1 } },
        );
        // Otherwise somebody has changed it meanwhile, and what he wrote has to be read again.
        if (matchedCount === 1) return;
      }
    },

    async markPlanned(code, seqs) {
      await model.collection.updateOne(
        { _id: code as never },
        { $pull: { undelivered: { $in: [...seqs] } } as never },
      );
    },
  };
}

function indexed({ request, events, nextActionAt }: RequestChange) {
  const { stage } = request;
  const owner = stage.status === 'referred' ? stage.referral.position : null;
  const changedAt = events.at(-1)?.at ?? request.filedAt;
  const judged = events.findLast(isPoorJudgement);
  return {
    status: stage.status,
    owner,
    nextActionAt: nextActionAt ?? null,
    changedAt,
    ...(judged === undefined ? {} : { poorlyJudgedAt: judged.at }),
  };
}

/** True for an event by which somebody says that an answer was none. */
function isPoorJudgement(event: RequestEvent): boolean {
  switch (event.type) {
    case 'rated':
      return event.score <= LOW_RATING;
    case 'objected':
      return true;
    case 'escalated':
      return event.because === 'disapproved';
    default:
      return false;
  }
}
