import type { Connection } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import { MINUTE_MS } from '../requests/lifecycle/rules.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** A letter that Gam does not take is tried again after so long, in the city's time: somebody may have put it right. */
export const AFTER_REFUSAL_MS = 15 * MINUTE_MS;

/** A letter of ours in Gam: what it was last told, and what it has to be told. It has no words of anybody. */
export interface StoredLetter {
  /** `<tracking code>-<number of the event that brought the request to the position>`. */
  readonly _id: string;
  readonly code: TrackingCode;
  /** The event that brought the request to the position. */
  readonly seq: number;
  readonly position: string;
  /** The newest event that Gam has to know of. */
  readonly wanted: number;
  /** The newest event that Gam knows of; 0: the letter was not put yet. */
  readonly told: number;
  /** Gam knows something older than it has to. */
  readonly isDue: boolean;
  /** When it became so, by the city's clock; after a refusal, when it is tried again. */
  readonly dueAt: Date;
  /** Gam knows that nothing is to be done with it any more. */
  readonly isOver: boolean;
  /** The number under which Gam has registered it. */
  readonly indicator?: string;
  /** Why Gam did not take it the last time. */
  readonly refusedBecause?: string;
  /** The number of the last act that was carried out or refused. */
  readonly lastAct: number;
}

/** The letters in the database. */
export interface LetterStore {
  /** Makes a letter that has to be put; repeating it changes nothing. */
  add(letter: Pick<StoredLetter, 'code' | 'seq' | 'position' | 'wanted' | 'dueAt'>): Promise<void>;
  /**
   * Has the letters of a request told of an event; repeating it, or an older event, changes nothing. Without `all` those
   * with which nothing is to be done any more stay as they are.
   */
  want(code: TrackingCode, seq: number, when: { readonly now: Date; readonly all: boolean }): Promise<void>;
  find(id: string): Promise<StoredLetter | undefined>;
  /** Those of these requests that have no living letter. */
  withoutLiving(codes: readonly TrackingCode[]): Promise<readonly TrackingCode[]>;
  /** Letters of which Gam has to be told something, the one that waits longest first. */
  due(now: Date, limit: number): Promise<readonly StoredLetter[]>;
  /** Gam was told everything up to that event. */
  noteTold(id: string, told: Pick<StoredLetter, 'told' | 'isOver' | 'indicator'>): Promise<void>;
  /** Gam did not take it; it is tried again at that moment. */
  noteRefused(id: string, because: string, again: Date): Promise<void>;
  /** Gam says later what became of a letter that it was told: its number, or that it has to be put again. */
  noteReceipt(
    id: string,
    receipt: { readonly indicator: string } | { readonly refusedBecause: string; readonly again: Date },
  ): Promise<void>;
  noteAct(id: string, number: number): Promise<void>;
  /** Forgets the letters of a request that is no more. */
  forget(code: TrackingCode): Promise<void>;
}

const letterSchema = createDocumentSchema<StoredLetter>('gamLetters', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
  seq: { type: Number, required: true },
  position: { type: String, required: true },
  wanted: { type: Number, required: true },
  told: { type: Number, required: true },
  isDue: { type: Boolean, required: true },
  dueAt: { type: Date, required: true },
  isOver: { type: Boolean, required: true },
  indicator: { type: String },
  refusedBecause: { type: String },
  lastAct: { type: Number, required: true },
});
letterSchema.index({ code: 1 });
letterSchema.index({ isDue: 1, dueAt: 1 });

/** The id of the letter by which an event brings a request to a position. */
function letterId(code: TrackingCode, seq: number): string {
  return `${code}-${seq}`;
}

/** The letter store on a connection. */
export function createLetterStore(connection: Connection): LetterStore {
  const collection = typedCollection(connection.model<StoredLetter>('GamLetter', letterSchema));

  return {
    async add({ code, seq, position, wanted, dueAt }) {
      const fresh = { code, seq, position, wanted, told: 0, isDue: true, dueAt, isOver: false, lastAct: 0 };
      await collection.updateOne({ _id: letterId(code, seq) }, { $setOnInsert: fresh }, { upsert: true });
    },

    async want(code, seq, { now, all }) {
      const behind = { code, ...(all ? {} : { isOver: false }), wanted: { $lt: seq } };
      // One that is due already keeps its place in the order.
      await collection.updateMany({ ...behind, isDue: true }, { $set: { wanted: seq } });
      await collection.updateMany(behind, { $set: { wanted: seq, isDue: true, dueAt: now } });
    },

    async find(id) {
      return (await collection.findOne({ _id: id })) ?? undefined;
    },

    async withoutLiving(codes) {
      const living = await collection
        .find({ code: { $in: [...codes] }, isOver: false }, { projection: { code: 1 } })
        .toArray();
      const have = new Set(living.map(({ code }) => code));
      return codes.filter((code) => !have.has(code));
    },

    due: (now, limit) =>
      collection
        .find({ isDue: true, dueAt: { $lte: now } })
        .sort({ dueAt: 1, _id: 1 })
        .limit(limit)
        .toArray(),

    async noteTold(id, { told, isOver, indicator }) {
      const known = {
        $set: { told, isOver, ...(indicator === undefined ? {} : { indicator }) },
        $unset: { refusedBecause: '' as const },
      };
      const isAll = await collection.updateOne(
        { _id: id, wanted: { $lte: told } },
        { ...known, $set: { ...known.$set, isDue: false } },
      );
      if (isAll.matchedCount === 0) await collection.updateOne({ _id: id }, known);
    },

    async noteRefused(id, because, again) {
      await collection.updateOne({ _id: id }, { $set: { refusedBecause: because, dueAt: again } });
    },

    async noteReceipt(id, receipt) {
      const change =
        'indicator' in receipt
          ? { indicator: receipt.indicator }
          : { refusedBecause: receipt.refusedBecause, dueAt: receipt.again, isDue: true, told: 0 };
      await collection.updateOne({ _id: id }, { $set: change });
    },

    async noteAct(id, number) {
      await collection.updateOne({ _id: id, lastAct: { $lt: number } }, { $set: { lastAct: number } });
    },

    async forget(code) {
      await collection.deleteMany({ code });
    },
  };
}
