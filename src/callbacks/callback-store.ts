import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** Something that a caller without the bot has to be told by phone. */
export interface Callback {
  /** Computed, so that adding it twice adds it once; it reveals nothing about the caller. */
  readonly id: string;
  readonly code: TrackingCode;
  /** The event that the caller is told of. */
  readonly seq: number;
  readonly citizen: string;
  /** `news`: something else of which a short message did not reach them. */
  readonly what: 'question' | 'answer' | 'news';
  /** When the event happened. */
  readonly at: Date;
  /** How often the caller did not pick up. */
  readonly tries: number;
}

/**
 * How it ended: the caller was told; never picked up; it was no longer true; or the caller is told in the
 * bot, having proved that the number is theirs.
 */
type CallbackEnding = 'told' | 'missed' | 'over' | 'moved';

/** What operators have to tell by phone. */
export interface CallbackStore {
  add(callback: Omit<Callback, 'id' | 'tries'>): Promise<void>;
  /** Undefined if it is not due yet, has ended, or does not exist. */
  find(id: string, now: Date): Promise<Callback | undefined>;
  /** Those that are due, oldest first. */
  waiting(now: Date, limit: number): Promise<readonly Callback[]>;
  waitingOf(citizen: string): Promise<readonly Callback[]>;
  /** Counts that the caller did not pick up; nothing changes while another try is already scheduled. */
  postpone(id: string, when: { readonly now: Date; readonly until: Date }): Promise<void>;
  /** Ends it; repeating that changes nothing. */
  end(id: string, how: CallbackEnding, at: Date): Promise<void>;
  /** Removes callbacks that ended before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface CallbackDocument extends Omit<Callback, 'id'> {
  readonly _id: string;
  readonly status: 'waiting' | CallbackEnding;
  readonly notBefore: Date;
  readonly endedAt?: Date;
}

const callbackSchema = createDocumentSchema<CallbackDocument>('callbacks', {
  _id: { type: String, required: true },
  code: { type: String, required: true },
  seq: { type: Number, required: true },
  citizen: { type: String, required: true },
  what: { type: String, required: true },
  at: { type: Date, required: true },
  tries: { type: Number, required: true },
  status: { type: String, required: true },
  notBefore: { type: Date, required: true },
  endedAt: { type: Date },
});
callbackSchema.index({ status: 1, at: 1 });
callbackSchema.index({ citizen: 1 });
callbackSchema.index({ endedAt: 1 });

const DIGITS_OF_ID = 20;

/** The callbacks on a connection. */
export function createCallbackStore(connection: Connection): CallbackStore {
  const model = connection.model<CallbackDocument>('Callback', callbackSchema);

  return {
    async add({ at, ...callback }) {
      const { code, seq, citizen } = callback;
      const _id = createHash('sha256')
        .update(`${code}:${seq}:${citizen}`)
        .digest('hex')
        .slice(0, DIGITS_OF_ID);
      await model
        .updateOne(
          { _id },
          { $setOnInsert: { ...callback, at, tries: 0, status: 'waiting', notBefore: at } },
          { upsert: true },
        )
        .exec();
    },

    async find(id, now) {
      const found = await model
        .findOne({ _id: id, status: 'waiting', notBefore: { $lte: now } })
        .lean<CallbackDocument>()
        .exec();
      return found === null ? undefined : callbackOf(found);
    },

    async waiting(now, limit) {
      const found = await model
        .find({ status: 'waiting', notBefore: { $lte: now } })
        .sort({ at: 1 })
        .limit(limit)
        .lean<CallbackDocument[]>()
        .exec();
      return found.map(callbackOf);
    },

    async waitingOf(citizen) {
      const found = await model.find({ citizen, status: 'waiting' }).lean<CallbackDocument[]>().exec();
      return found.map(callbackOf);
    },

    async postpone(id, { now, until }) {
      await model
        .updateOne(
          { _id: id, status: 'waiting', notBefore: { $lte: now } },
          { $set: { notBefore: until }, $inc: { tries: 1 } },
        )
        .exec();
    },

    async end(id, how, at) {
      await model.updateOne({ _id: id, status: 'waiting' }, { $set: { status: how, endedAt: at } }).exec();
    },

    async removeOld(before) {
      await model.deleteMany({ endedAt: { $lt: before } }).exec();
    },
  };
}

function callbackOf({ _id: id, code, seq, citizen, what, at, tries }: CallbackDocument): Callback {
  return { id, code, seq, citizen, what, at, tries };
}
