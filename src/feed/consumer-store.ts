import { type Connection, Schema } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** Entries of one request of which the first could not be handled: the others wait behind it, in their order. */
export interface ParkedLane {
  readonly code: TrackingCode;
  readonly numbers: readonly number[];
  /** When the first of them failed first. */
  readonly failedAt: Date;
  /** How often the first of them has failed. */
  readonly failures: number;
  /** When it is tried again, by the city's clock. */
  readonly retryAt: Date;
  /** Why it failed the last time, in one word. */
  readonly because: string;
}

/** An entry that was tried until no more attempt was left. */
export interface GivenUpEntry {
  readonly number: number;
  readonly code: TrackingCode;
  readonly at: Date;
  readonly because: string;
}

/** How far a consumer of the feed has got. Moments are of the city's clock. */
export interface ConsumerState {
  /** All entries up to this number are settled: handled, not wanted, parked or given up. */
  readonly cursor: number;
  /** Numbers behind the cursor that are settled already. */
  readonly settled: readonly number[];
  readonly parked: readonly ParkedLane[];
  readonly givenUp: readonly GivenUpEntry[];
  /** Failures since the last success. */
  readonly failures: number;
  readonly failingSince?: Date;
  readonly lastSuccessAt?: Date;
  readonly lastFailure?: { readonly at: Date; readonly because: string };
  /** Nothing is tried before this moment, because the other side asked for it. */
  readonly restsUntil?: Date;
  /** It takes nothing more until somebody resumes it. */
  readonly stopped?: { readonly at: Date; readonly because: string };
}

/** A stored state, with the revision that guards its next write. */
interface StoredState {
  readonly state: ConsumerState;
  readonly rev: number;
}

/** The consumers of the feed in the database. */
export interface ConsumerStore {
  find(name: string): Promise<StoredState | undefined>;
  /** The stored state of a consumer, which begins behind `cursor` if there was none. */
  open(name: string, cursor: number): Promise<StoredState>;
  /** Writes the state that follows revision `rev`; false if somebody else has written meanwhile. */
  save(name: string, rev: number, state: ConsumerState): Promise<boolean>;
  remove(name: string): Promise<void>;
}

interface ConsumerDocument extends ConsumerState {
  readonly _id: string;
  readonly rev: number;
}

const consumerSchema = createDocumentSchema<ConsumerDocument>('feedConsumers', {
  _id: { type: String, required: true },
  rev: { type: Number, required: true },
  cursor: { type: Number, required: true },
  settled: { type: [Number], required: true },
  parked: { type: [Schema.Types.Mixed], required: true },
  givenUp: { type: [Schema.Types.Mixed], required: true },
  failures: { type: Number, required: true },
  failingSince: { type: Date },
  lastSuccessAt: { type: Date },
  lastFailure: { type: Schema.Types.Mixed },
  restsUntil: { type: Date },
  stopped: { type: Schema.Types.Mixed },
});

/** The consumer store on a connection. */
export function createConsumerStore(connection: Connection): ConsumerStore {
  const collection = typedCollection(connection.model<ConsumerDocument>('FeedConsumer', consumerSchema));

  async function find(name: string): Promise<StoredState | undefined> {
    const found = await collection.findOne({ _id: name });
    if (found === null) return undefined;
    const { _id, rev, ...state } = found;
    return { state, rev };
  }

  return {
    find,

    async open(name, cursor) {
      const stored = await find(name);
      if (stored !== undefined) return stored;
      const state = { cursor, settled: [], parked: [], givenUp: [], failures: 0 };
      try {
        await collection.insertOne({ _id: name, rev: 1, ...state });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return this.open(name, cursor);
      }
      return { state, rev: 1 };
    },

    async save(name, rev, state) {
      const { matchedCount } = await collection.replaceOne({ _id: name, rev }, { ...state, rev: rev + 1 });
      return matchedCount === 1;
    },

    async remove(name) {
      await collection.deleteOne({ _id: name });
    },
  };
}
