import { type Connection, Schema } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { RequestEvent } from './lifecycle/events.js';
import { waitsForPublication } from './lifecycle/publishing.js';
import type { Request } from './lifecycle/request.js';
import { LOW_RATING } from './lifecycle/rules.js';

/**
 * A request as it is stored: its state, all its events, and the events that have not been planned for
 * delivery.
 */
export interface StoredRequest {
  readonly request: Request;
  /** Grows by one with each change; a write names the revision it was decided on. */
  readonly rev: number;
  readonly events: readonly RequestEvent[];
  /** Numbers of the events whose deliveries have not been planned yet. */
  readonly undelivered: readonly number[];
}

/** The statuses of requests that are not closed. */
export const OPEN_STATUSES = ['intake', 'referred', 'waiting', 'followUp', 'answered'] as const;
export type OpenStatus = (typeof OPEN_STATUSES)[number];

/** A moment before every other one. */
export const NEVER = new Date(0);

/** What a command changes in the store, in one write. */
export interface RequestChange {
  readonly request: Request;
  readonly events: readonly RequestEvent[];
  readonly nextActionAt: Date | undefined;
}

/** A request as it lies in the database, with the fields it is found by. */
export interface RequestDocument {
  _id: TrackingCode;
  rev: number;
  status: string;
  owner: string | null;
  nextActionAt: Date | null;
  /** When the newest event happened. */
  changedAt: Date;
  /** When an answer was last judged poor; absent if never. */
  poorlyJudgedAt?: Date;
  /** Since when what its citizen lets everybody read waits for an operator; absent or null if nothing does. */
  publicationAskedAt?: Date | null;
  state: Request;
  events: RequestEvent[];
  /** The ids of all citizens that the state or an event names; shorter in data of earlier versions. */
  named: string[];
  undelivered: number[];
  /** Numbers of the events that are not in the event feed yet; absent in data of earlier versions. */
  unfed?: number[];
  /** Its citizen is gone and it is closed, so that its places were made coarse. */
  isPlaceRounded?: true;
}

const requestSchema = createDocumentSchema<RequestDocument>(
  'requests',
  {
    _id: { type: String, required: true },
    rev: { type: Number, required: true },
    status: { type: String, required: true },
    owner: { type: String, default: null },
    nextActionAt: { type: Date, default: null },
    changedAt: { type: Date },
    poorlyJudgedAt: { type: Date },
    publicationAskedAt: { type: Date },
    state: { type: Schema.Types.Mixed, required: true },
    events: { type: [Schema.Types.Mixed], required: true },
    named: { type: [String], required: true },
    undelivered: { type: [Number], required: true },
    unfed: { type: [Number], default: undefined },
    isPlaceRounded: { type: Boolean },
  },
  { keepsEmpty: true },
);
// Comparisons instead of `$type` or `$exists`: only with a comparison in the query as well does a server use a
// partial index. Closed requests have no next action, and few have ever been judged.
requestSchema.index({ nextActionAt: 1 }, { partialFilterExpression: { nextActionAt: { $gt: NEVER } } });
requestSchema.index(
  { 'undelivered.0': 1 },
  { partialFilterExpression: { 'undelivered.0': { $exists: true } } },
);
requestSchema.index({ 'unfed.0': 1 }, { partialFilterExpression: { 'unfed.0': { $exists: true } } });
requestSchema.index({ status: 1, owner: 1 });
requestSchema.index({ 'state.heldBy': 1, changedAt: -1 });
requestSchema.index({ 'state.filedAt': -1 });
requestSchema.index({ poorlyJudgedAt: -1 }, { partialFilterExpression: { poorlyJudgedAt: { $gt: NEVER } } });
requestSchema.index(
  { publicationAskedAt: 1 },
  { partialFilterExpression: { publicationAskedAt: { $gt: NEVER } } },
);
requestSchema.index({ status: 1, 'state.filedAt': -1 });
requestSchema.index({ changedAt: 1, _id: 1 });
requestSchema.index({ named: 1 });
requestSchema.index({ 'events.attachments.id': 1 }, { sparse: true });

/** The upgrade after which every request has all that it is found by (request-upgrade.ts). */
export const REQUESTS_ARE_FOUND = 'what requests are found by';

/** The collection of the requests. */
export function openRequestCollection(connection: Connection) {
  return connection.model<RequestDocument>('Request', requestSchema);
}

/** The opened collection, shared by the parts of the request store. */
export type RequestCollection = ReturnType<typeof openRequestCollection>;

/** What a request is found by once it is changed, beside its code. */
export function foundBy({ request, events, nextActionAt }: RequestChange) {
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
    ...publicationOf(request, changedAt),
  };
}

/** Where nothing was ever said of publishing, nothing is stored of it. */
function publicationOf(request: Request, changedAt: Date) {
  if (request.publication === undefined) return {};
  return { publicationAskedAt: waitsForPublication(request) ? changedAt : null };
}

/** True for an event that judges an answer as poor. */
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
