import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { EventReference } from '../requests/unfed-events.js';

/** One event of one request, at its place in the feed. */
export interface FeedEntry extends EventReference {
  /** Its place: 1 for the first event of the feed, and one more for each that follows, without a gap. */
  readonly number: number;
}

/** The event feed in the database: entries are added at its end, never changed, and removed from its beginning. */
export interface FeedStore {
  /**
   * Adds events behind entry `last`, in their order. False if somebody else has added some: what was added of
   * these up to there stays, so the end of the feed has to be read again.
   */
  append(last: number, events: readonly EventReference[]): Promise<boolean>;
  /** The entries that follow a number, without a gap, at most `limit`. */
  after(number: number, limit: number): Promise<readonly FeedEntry[]>;
  /** These entries, in their order; those that are not there are left out. */
  among(numbers: readonly number[]): Promise<readonly FeedEntry[]>;
  /** The number of the last entry; 0 if there is none. */
  latest(): Promise<number>;
  /** The number of the first entry that is kept behind a number; undefined if there is none. */
  firstAfter(number: number): Promise<number | undefined>;
  /** The number of the first kept entry of a moment or later; undefined if there is none. */
  firstSince(moment: Date): Promise<number | undefined>;
  /** Removes entries of before a moment, but not the last `keep` ones; resolves to how many. */
  removeOld(before: Date, keep: number): Promise<number>;
}

interface FeedDocument extends EventReference {
  readonly _id: string;
}

const feedSchema = createDocumentSchema<FeedDocument>('feed', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
  seq: { type: Number, required: true },
  type: { type: String, required: true },
  at: { type: Date, required: true },
});

/** Digits of a number in an id: ids are ordered as texts. */
const DIGITS = 15;
const REMOVED_AT_ONCE = 1_000;
/** Entries among which one may be older than those before it: what happened is added in the order in which it is seen. */
const DISORDER = 200;

/**
 * The feed on a connection. Since its numbers have no gap, whatever follows a number is asked for by the ids
 * themselves, which each database finds without reading others.
 */
export function createFeedStore(connection: Connection): FeedStore {
  const collection = typedCollection(connection.model<FeedDocument>('FeedEntry', feedSchema));

  async function among(numbers: readonly number[]): Promise<readonly FeedEntry[]> {
    if (numbers.length === 0) return [];
    const found = await collection.find({ _id: { $in: numbers.map(idOf) } }).toArray();
    return found.map(entryOf).sort((one, other) => one.number - other.number);
  }

  async function after(number: number, limit: number): Promise<readonly FeedEntry[]> {
    const found = await among(Array.from({ length: limit }, (_, index) => number + 1 + index));
    // What is added while this is read may be seen without what was added just before it.
    const end = found.findIndex((entry, index) => entry.number !== number + 1 + index);
    return end === -1 ? found : found.slice(0, end);
  }

  async function latest(): Promise<number> {
    const [last] = await collection.find().sort({ _id: -1 }).limit(1).toArray();
    return last === undefined ? 0 : numberOf(last);
  }

  async function firstAfter(number: number): Promise<number | undefined> {
    const [first] = await collection
      .find({ _id: { $gt: idOf(number) } })
      .sort({ _id: 1 })
      .limit(1)
      .toArray();
    return first === undefined ? undefined : numberOf(first);
  }

  /** Finds where a moment begins: by halves, then as far back as entries of later moments reach. */
  async function firstSince(moment: Date): Promise<number | undefined> {
    const end = (await latest()) + 1;
    let low = (await firstAfter(0)) ?? end;
    for (let high = end; low < high; ) {
      const middle = Math.floor((low + high) / 2);
      const [entry] = await among([middle]);
      if (entry !== undefined && entry.at >= moment) high = middle;
      else low = middle + 1;
    }
    for (;;) {
      const from = Math.max(low - DISORDER, 1);
      const before = await among(Array.from({ length: low - from }, (_, index) => from + index));
      const earlier = before.find(({ at }) => at >= moment);
      if (earlier === undefined) return low < end ? low : undefined;
      low = earlier.number;
    }
  }

  return {
    among,
    firstSince,

    async append(last, events) {
      const documents = events.map(({ code, seq, type, at }, index) => ({
        _id: idOf(last + 1 + index),
        code,
        seq,
        type,
        at,
      }));
      try {
        // In order, so that whoever loses the first number loses all: two writers never take turns.
        await collection.insertMany(documents, { ordered: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    after,
    latest,
    firstAfter,

    async removeOld(before, keep) {
      const end = (await latest()) - keep;
      let removed = 0;
      for (;;) {
        const first = await firstAfter(0);
        if (first === undefined) return removed;
        const oldest = await after(first - 1, REMOVED_AT_ONCE);
        const old = oldest.filter(({ number, at }) => number <= end && at < before);
        await collection.deleteMany({ _id: { $in: old.map(({ number }) => idOf(number)) } });
        removed += old.length;
        if (old.length < REMOVED_AT_ONCE) return removed;
      }
    },
  };
}

function idOf(number: number): string {
  return String(number).padStart(DIGITS, '0');
}

function numberOf({ _id }: Pick<FeedDocument, '_id'>): number {
  return Number(_id);
}

function entryOf({ _id, code, seq, type, at }: FeedDocument): FeedEntry {
  return { number: Number(_id), code, seq, type, at };
}
