import { typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { EventType } from './lifecycle/events.js';
import type { RequestCollection, RequestDocument } from './request-collection.js';

/** An event by reference: what it says stands in its request, and only there. */
export interface EventReference {
  readonly code: TrackingCode;
  /** Its number within the request. */
  readonly seq: number;
  readonly type: EventType;
  /** When it happened, by the city's clock. */
  readonly at: Date;
}

/**
 * The events that are not in the event feed yet. Each is marked by the write that records it, and the mark is taken
 * away once it is in the feed.
 */
export interface UnfedEvents {
  /** The unfed events of these requests, those of one request in their order. */
  unfedOf(codes: readonly TrackingCode[]): Promise<readonly EventReference[]>;
  /** The unfed events of any requests, those of one request in their order; `limit` requests are looked at. */
  unfed(limit: number): Promise<readonly EventReference[]>;
  /** Records that these events are in the feed; repeating it changes nothing. */
  markFed(events: readonly Pick<EventReference, 'code' | 'seq'>[]): Promise<void>;
}

type Found = Pick<RequestDocument, '_id' | 'unfed'> & {
  readonly events: readonly Pick<EventReference, 'seq' | 'type' | 'at'>[];
};

/** What is read of a request: nothing of what anybody has said. */
const FIELDS = { unfed: 1, 'events.seq': 1, 'events.type': 1, 'events.at': 1 };

/** The unfed events of a collection of requests. */
export function createUnfedEvents(model: RequestCollection): UnfedEvents {
  const collection = typedCollection(model);

  return {
    async unfedOf(codes) {
      const found = await model
        .find({ _id: { $in: codes } }, FIELDS)
        .lean<Found[]>()
        .exec();
      return found.flatMap(unfedIn);
    },

    async unfed(limit) {
      const found = await model
        // A comparison instead of `$exists`, so that the partial index serves it.
        .find({ 'unfed.0': { $gte: 1 } }, FIELDS)
        .limit(limit)
        .lean<Found[]>()
        .exec();
      return found.flatMap(unfedIn);
    },

    async markFed(events) {
      const seqs = new Map<TrackingCode, number[]>();
      for (const { code, seq } of events) seqs.set(code, [...(seqs.get(code) ?? []), seq]);
      if (seqs.size === 0) return;
      await collection.bulkWrite(
        [...seqs].map(([_id, fed]) => ({
          updateOne: { filter: { _id }, update: { $pull: { unfed: { $in: fed } } } },
        })),
        { ordered: false },
      );
    },
  };
}

function unfedIn({ _id, unfed = [], events }: Found): readonly EventReference[] {
  return events
    .filter(({ seq }) => unfed.includes(seq))
    .map(({ seq, type, at }) => ({ code: _id, seq, type, at }));
}
