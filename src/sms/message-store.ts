import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** Replies that ask something about an answer. */
const ASKING_REPLIES = ['whichRequest', 'sureToAccept', 'sureToObject'] as const;
/** Replies that end what was asked. */
const ENDING_REPLIES = ['accepted', 'objected', 'dropped'] as const;
/** What is said of an answer that cannot be judged, or not in this way. */
const EXPLAINING_REPLIES = [
  'judgeByWord',
  'nothingToJudge',
  'tooLate',
  'alreadyObjected',
  'promiseOpen',
  'notYours',
] as const;

/**
 * The replies to what telephones send: whom to call in danger, how a request stands, that no request has that code, what
 * can be sent, and those of judging an answer.
 */
export type SmsReply =
  | 'danger'
  | 'status'
  | 'unknownCode'
  | 'hint'
  | (typeof ASKING_REPLIES)[number]
  | (typeof ENDING_REPLIES)[number]
  | (typeof EXPLAINING_REPLIES)[number];

/** What somebody wants of an answer. */
export type Judgement = 'accept' | 'object';

/** What a short message tells, and whom: of an event of a request, or in reply to a message of theirs. */
export interface SmsSubject {
  /** The id of the caller; their number is read when the message is sent. */
  readonly citizen: string;
  readonly code?: TrackingCode;
  /** The event it tells of. */
  readonly seq?: number;
  readonly reply?: SmsReply;
  /** Of a question: what it is about, for which of these requests, and the message that says already what is wrong. */
  readonly wants?: Judgement;
  readonly codes?: readonly TrackingCode[];
  readonly wordsFrom?: string;
  /** Telephone numbers to call now, the most important first; forgotten once the provider has the message. */
  readonly call?: readonly string[];
}

/**
 * How it ended: it arrived; it does not arrive; it was no longer true; nobody can know whether it was sent; the provider
 * never said what became of it.
 */
type SmsEnding = 'delivered' | 'failed' | 'over' | 'unsure' | 'silent';

/** A short message and what is known of it. Neither words nor number are kept. */
export interface StoredSms extends SmsSubject {
  /** Computed, so that putting it twice puts it once. */
  readonly _id: string;
  /** The id by which the provider knows it. */
  readonly smsId: string;
  /** By night and beyond the budget too. */
  readonly isUrgent: boolean;
  readonly createdAt: Date;
  /** `sending`: given to the provider, whose answer is not known; `accepted`: the provider has it. */
  readonly status: 'waiting' | 'sending' | 'accepted' | SmsEnding;
  /** When, by the city's clock, something is to be done with it next: sent, looked for, asked about. */
  readonly notBefore: Date;
  /** Whether the provider keeps our id with it, so that it can be looked for; of the latest attempt. */
  readonly keepsId?: boolean;
  /** When it was last given to the provider, and in how many parts. */
  readonly sentAt?: Date;
  readonly parts?: number;
  /** The provider's id. */
  readonly reference?: string;
  /** How often it was given to the provider. */
  readonly attempts: number;
  /** How often the provider was asked what became of it. */
  readonly asks: number;
  /** Why it waits or failed, in one word. */
  readonly because?: string;
}

/** The short messages in the database. */
export interface SmsStore {
  /** Adds a message; one that is there stays as it is. */
  put(message: SmsSubject & Pick<StoredSms, '_id' | 'isUrgent' | 'createdAt' | 'notBefore'>): Promise<void>;
  /** Those with which something is to be done, the longest due first. */
  due(now: Date, limit: number): Promise<readonly StoredSms[]>;
  /** When something is to be done next, if anything is. */
  nextTime(now: Date): Promise<Date | undefined>;
  /** Notes that a message is given to the provider now; false if it has ended or been accepted meanwhile. */
  claim(
    id: string,
    attempt: { readonly at: Date; readonly lookAt: Date; readonly parts: number; readonly keepsId: boolean },
  ): Promise<boolean>;
  /** Lets a message wait, to be sent or looked for again. */
  postpone(
    id: string,
    to: { readonly status: 'waiting' | 'sending'; readonly until: Date; readonly because?: string },
  ): Promise<void>;
  /** Notes that the provider has it, and when to ask what becomes of it. */
  accept(id: string, to: { readonly reference: string; readonly askAt: Date }): Promise<void>;
  /** Notes that the provider was asked. */
  askAgain(id: string, at: Date): Promise<void>;
  end(
    id: string,
    ending: { readonly status: SmsEnding; readonly because?: string; readonly at: Date },
  ): Promise<void>;
  /** The newest reply to somebody that asks about an answer, or that ended such a question. */
  latestQuestion(citizen: string): Promise<StoredSms | undefined>;
  /** Parts that were given to the provider since then. */
  partsSince(since: Date): Promise<number>;
  /** Messages that have been due for longer than that and are not sent, up to a thousand, and why the oldest waits. */
  late(dueBefore: Date): Promise<{ readonly count: number; readonly because?: string }>;
  /** Forgets messages that ended before that moment. */
  removeOld(before: Date): Promise<void>;
}

interface SmsDocument extends StoredSms {
  readonly endedAt?: Date;
}

const smsSchema = createDocumentSchema<SmsDocument>('shortMessages', {
  _id: { type: String, required: true },
  smsId: { type: String, required: true },
  code: { type: String },
  seq: { type: Number },
  reply: { type: String },
  wants: { type: String },
  codes: { type: [String], default: undefined },
  wordsFrom: { type: String },
  call: { type: [String], default: undefined },
  citizen: { type: String, required: true },
  isUrgent: { type: Boolean, required: true },
  createdAt: { type: Date, required: true },
  status: { type: String, required: true },
  notBefore: { type: Date, required: true },
  keepsId: { type: Boolean },
  sentAt: { type: Date },
  parts: { type: Number },
  reference: { type: String },
  attempts: { type: Number, required: true },
  asks: { type: Number, required: true },
  because: { type: String },
  endedAt: { type: Date },
});
smsSchema.index({ status: 1, notBefore: 1 });
smsSchema.index({ sentAt: 1 });
smsSchema.index({ endedAt: 1 });
smsSchema.index({ citizen: 1, createdAt: -1 });

const MOST_COUNTED = 1_000;
const OPEN = ['waiting', 'sending', 'accepted'] as const;
const UNSENT = ['waiting', 'sending'] as const;
/** Hexadecimal digits of the id that goes along: a number that JSON carries whole, of up to 15 digits. */
const DIGITS_OF_ID = 12;

/** The short messages on a connection. */
export function createSmsStore(connection: Connection): SmsStore {
  const model = connection.model<SmsDocument>('ShortMessage', smsSchema);
  const collection = typedCollection(model);

  return {
    async put({ _id, ...message }) {
      const hash = createHash('sha256').update(_id).digest('hex').slice(0, DIGITS_OF_ID);
      const smsId = String(Number.parseInt(hash, 16));
      await collection.updateOne(
        { _id },
        {
          $setOnInsert: { ...message, smsId, status: 'waiting', attempts: 0, asks: 0 },
        },
        { upsert: true },
      );
    },

    due: (now, limit) =>
      collection
        .find({ status: { $in: OPEN }, notBefore: { $lte: now } })
        .sort({ notBefore: 1, createdAt: 1 })
        .limit(limit)
        .toArray(),

    async nextTime(now) {
      const next = await collection.findOne(
        { status: { $in: OPEN }, notBefore: { $gt: now } },
        { sort: { notBefore: 1 }, projection: { notBefore: 1 } },
      );
      return next?.notBefore;
    },

    async claim(_id, { at, lookAt, parts, keepsId }) {
      const { matchedCount } = await collection.updateOne(
        { _id, status: { $in: UNSENT } },
        { $set: { status: 'sending', notBefore: lookAt, sentAt: at, parts, keepsId }, $inc: { attempts: 1 } },
      );
      return matchedCount === 1;
    },

    async postpone(_id, { status, until, because }) {
      await collection.updateOne(
        { _id, status: { $in: UNSENT } },
        {
          $set: { status, notBefore: until, ...(because === undefined ? {} : { because }) },
          // What was not sent is not paid for.
          ...(status === 'waiting' ? { $unset: { sentAt: '' } } : {}),
        },
      );
    },

    async accept(_id, { reference, askAt }) {
      await collection.updateOne(
        { _id, status: { $in: UNSENT } },
        { $set: { status: 'accepted', reference, notBefore: askAt }, $unset: { because: '', call: '' } },
      );
    },

    async askAgain(_id, at) {
      await collection.updateOne({ _id, status: 'accepted' }, { $set: { notBefore: at }, $inc: { asks: 1 } });
    },

    async end(_id, { status, because, at }) {
      await collection.updateOne(
        { _id, status: { $in: OPEN } },
        {
          $set: { status, endedAt: at, ...(because === undefined ? {} : { because }) },
          $unset: { call: '' },
        },
      );
    },

    async latestQuestion(citizen) {
      const filter = { citizen, reply: { $in: [...ASKING_REPLIES, ...ENDING_REPLIES] } };
      return (await collection.findOne(filter, { sort: { createdAt: -1 } })) ?? undefined;
    },

    async partsSince(since) {
      const [sum] = await collection
        .aggregate<{ parts: number }>([
          { $match: { sentAt: { $gte: since } } },
          { $group: { _id: null, parts: { $sum: '$parts' } } },
        ])
        .toArray();
      return sum?.parts ?? 0;
    },

    async late(dueBefore) {
      const filter = { status: { $in: UNSENT }, notBefore: { $lt: dueBefore } };
      const [count, oldest] = await Promise.all([
        collection.countDocuments(filter, { limit: MOST_COUNTED }),
        collection.findOne(filter, { sort: { notBefore: 1 }, projection: { because: 1 } }),
      ]);
      return { count, ...(oldest?.because === undefined ? {} : { because: oldest.because }) };
    },

    async removeOld(before) {
      await collection.deleteMany({ endedAt: { $lt: before } });
    },
  };
}
