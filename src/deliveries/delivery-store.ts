import { type Connection, Schema } from 'mongoose';
import type { BotKey } from '../channel/bot.js';
import { isDuplicateKey, placesRefused } from '../database/duplicate-key.js';
import { inLots } from '../database/lots.js';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Delivery, DeliveryStatus, StoredDelivery } from './delivery.js';

/** How sending a delivery ended. */
export interface Ending {
  readonly status: Exclude<DeliveryStatus, 'planned' | 'sending'>;
  readonly messageId?: number;
  /** Why it was cancelled or failed, in one word. */
  readonly because?: string;
  readonly at: Date;
}

/** A delivery as a sender knows it: how it was sent so far, unless it has just been planned. */
export type KnownDelivery = Delivery & Partial<Pick<StoredDelivery, 'attempts' | 'ambiguous'>>;

/** The deliveries in the database. */
export interface DeliveryStore {
  /** Adds deliveries; existing ones stay as they are. Resolves to those that were new. */
  insert(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>;
  /**
   * Claims a planned delivery for sending; undefined if it is no longer planned. Repeating it with the same
   * claim, as after a lost answer, succeeds again. What goes at the same moment is claimed in one lot.
   */
  claim(delivery: KnownDelivery, claim: string): Promise<StoredDelivery | undefined>;
  /** Records how a claimed delivery ended; does nothing if the claim was lost. */
  finish(id: string, claim: string, ending: Ending): Promise<void>;
  /** Returns a claimed delivery, to be retried at `retryAt`. */
  postpone(id: string, claim: string, retryAt: Date, ambiguous: boolean): Promise<void>;
  /** Cancels a delivery that nobody has claimed. */
  cancel(id: string, because: string, at: Date): Promise<void>;
  /** Codes of the requests with deliveries planned for a person. */
  plannedFor(recipient: Pick<Delivery, 'bot' | 'person'>): Promise<readonly TrackingCode[]>;
  /** Cancels everything that is planned for a person. */
  cancelAllOf(recipient: Pick<Delivery, 'bot' | 'person'>, because: string, at: Date): Promise<void>;
  /**
   * Planned deliveries of a bot that are due, including those that wait for another attempt, in order, at
   * most `limit`; the people in `except` are left out.
   */
  due(
    bot: BotKey,
    now: Date,
    options: { readonly limit: number; readonly except: readonly string[] },
  ): Promise<readonly StoredDelivery[]>;
  /** When the next planned delivery of a bot is due, if there is one ahead. */
  nextTime(bot: BotKey, now: Date): Promise<Date | undefined>;
  /** Deliveries of a bot that were claimed and never finished. */
  interrupted(bot: BotKey): Promise<readonly StoredDelivery[]>;
  /**
   * Plans an interrupted delivery again, or gives it up, and counts it as ambiguous if it may have gone out.
   */
  recover(
    id: string,
    to: { readonly status: 'planned' | 'unsure'; readonly ambiguous: boolean; readonly at: Date },
  ): Promise<void>;
  /** True when no planned delivery of these bots is due and none is being sent. */
  hasNothingDue(bots: readonly BotKey[], now: Date): Promise<boolean>;
  /**
   * How many deliveries of a bot are due and not sent, up to ten thousand, and since when the oldest has been
   * due.
   */
  backlog(bot: BotKey, now: Date): Promise<{ readonly count: number; readonly oldestAt?: Date }>;
  /** How many deliveries that ended since then may have arrived twice or not at all, up to a thousand. */
  countUnsure(since: Date): Promise<number>;
  /** Removes everything that a bot has sent or planned to send to a person. */
  removeAllOf(recipient: Pick<Delivery, 'bot' | 'person'>): Promise<void>;
  /** Removes deliveries that ended before that moment; resolves to how many. */
  removeOld(before: Date): Promise<number>;
}

interface DeliveryDocument extends StoredDelivery {
  readonly claim?: string;
  readonly endedAt?: Date;
  readonly sentMessageId?: number;
  readonly because?: string;
}

interface Claim {
  readonly delivery: Delivery;
  readonly claim: string;
}

interface Finish {
  readonly id: string;
  readonly claim: string;
  readonly ending: Ending;
}

/** The most deliveries that are counted. */
const MOST_COUNTED = 10_000;
const MOST_UNSURE = 1_000;

const deliverySchema = createDocumentSchema<DeliveryDocument>('deliveries', {
  _id: { type: String, required: true },
  bot: { type: String, required: true },
  person: { type: String, required: true },
  position: { type: String },
  kind: { type: String, required: true },
  code: { type: String },
  bundle: { type: String },
  bulletin: { type: Schema.Types.Mixed },
  seq: { type: Number, required: true },
  part: { type: Number, required: true },
  piece: { type: Number },
  asks: { type: Boolean },
  codes: { type: [String], default: undefined },
  messageId: { type: Number },
  eventAt: { type: Date, required: true },
  notBefore: { type: Date, required: true },
  status: { type: String, required: true },
  attempts: { type: Number, required: true },
  ambiguous: { type: Number, required: true },
  claim: { type: String },
  endedAt: { type: Date },
  sentMessageId: { type: Number },
  because: { type: String },
  retryAt: { type: Date },
});
deliverySchema.index({ bot: 1, status: 1, notBefore: 1 });
deliverySchema.index({ endedAt: 1 });
// Hardly any delivery is ambiguous, so that those of the last hour are counted in this index alone.
deliverySchema.index({ ambiguous: 1, endedAt: 1 }, { partialFilterExpression: { ambiguous: { $gt: 0 } } });
deliverySchema.index({ person: 1 });

/** The delivery store on a connection. */
export function createDeliveryStore(connection: Connection): DeliveryStore {
  const model = connection.model<DeliveryDocument>('Delivery', deliverySchema);
  const collection = typedCollection(model);

  const insertTogether = inLots<readonly Delivery[], readonly Delivery[]>(async (planned) => {
    let known = new Set<Delivery>();
    const documents = planned.flat().map(
      (delivery): DeliveryDocument => ({
        ...delivery,
        status: 'planned',
        attempts: 0,
        ambiguous: 0,
      }),
    );
    try {
      await collection.insertMany(documents, { ordered: false });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const all = planned.flat();
      known = new Set(placesRefused(error).flatMap((place) => all[place] ?? []));
    }
    return planned.map((some) => some.filter((delivery) => !known.has(delivery)));
  });

  /** Claims deliveries that were never tried; undefined for those that somebody has tried after all. */
  const claimTogether = inLots<Claim, StoredDelivery | undefined>(async (claims) => {
    const { matchedCount } = await collection.bulkWrite(
      claims.map(({ delivery: { _id }, claim }) => ({
        updateOne: {
          filter: { _id, status: 'planned', attempts: 0, ambiguous: 0 },
          update: { $set: { status: 'sending', claim }, $inc: { attempts: 1 } },
        },
      })),
    );
    if (matchedCount === claims.length) {
      return claims.map(({ delivery }) => ({ ...delivery, status: 'sending', attempts: 1, ambiguous: 0 }));
    }
    const ids = claims.map(({ delivery }) => delivery._id);
    const found = await collection.find({ _id: { $in: ids }, status: 'sending' }).toArray();
    return claims.map(({ delivery, claim }) =>
      found.find((one) => one._id === delivery._id && one.claim === claim),
    );
  });

  async function claimAlone(_id: string, claim: string): Promise<StoredDelivery | undefined> {
    const claimed = await collection.findOneAndUpdate(
      { _id, $or: [{ status: 'planned' }, { status: 'sending', claim }] },
      { $set: { status: 'sending', claim }, $inc: { attempts: 1 } },
      { returnDocument: 'after' },
    );
    return claimed ?? undefined;
  }

  const finishTogether = inLots<Finish, void>(async (finishes) => {
    await collection.bulkWrite(
      finishes.map(({ id: _id, claim, ending: { status, at, messageId, because } }) => ({
        updateOne: {
          filter: { _id, claim, status: 'sending' },
          update: {
            $set: {
              status,
              endedAt: at,
              ...(messageId === undefined ? {} : { sentMessageId: messageId }),
              ...(because === undefined ? {} : { because }),
            },
            ...(status === 'unsure' ? { $inc: { ambiguous: 1 } } : {}),
          },
        },
      })),
    );
    return finishes.map(() => undefined);
  });

  return {
    async insert(deliveries) {
      return deliveries.length === 0 ? [] : insertTogether(deliveries);
    },

    async claim(delivery, claim) {
      const { attempts = 0, ambiguous = 0 } = delivery;
      const isFresh = attempts === 0 && ambiguous === 0;
      const together = isFresh ? await claimTogether({ delivery, claim }) : undefined;
      return together ?? claimAlone(delivery._id, claim);
    },

    finish: (id, claim, ending) => finishTogether({ id, claim, ending }),

    async postpone(id, claim, retryAt, ambiguous) {
      await collection.updateOne(
        { _id: id, claim, status: 'sending' },
        { $set: { status: 'planned', retryAt }, $inc: { ambiguous: ambiguous ? 1 : 0 } },
      );
    },

    async cancel(id, because, at) {
      await collection.updateOne(
        { _id: id, status: 'planned' },
        { $set: { status: 'cancelled', because, endedAt: at } },
      );
    },

    async plannedFor({ bot, person }) {
      const codes = await collection.distinct('code', { bot, status: 'planned', person });
      return codes.flatMap((code) => code ?? []);
    },

    async cancelAllOf({ bot, person }, because, at) {
      await collection.updateMany(
        { bot, status: 'planned', person },
        { $set: { status: 'cancelled', because, endedAt: at } },
      );
    },

    async due(bot, now, { limit, except }) {
      return model
        .find({
          bot,
          status: 'planned',
          notBefore: { $lte: now },
          ...(except.length === 0 ? {} : { person: { $nin: except } }),
        })
        .sort({ eventAt: 1, code: 1, seq: 1, part: 1 })
        .limit(limit)
        .lean<StoredDelivery[]>()
        .exec();
    },

    async nextTime(bot, now) {
      const next = await model
        .findOne({ bot, status: 'planned', notBefore: { $gt: now } }, { notBefore: 1 })
        .sort({ notBefore: 1 })
        .lean<Pick<StoredDelivery, 'notBefore'>>()
        .exec();
      return next?.notBefore;
    },

    async interrupted(bot) {
      return model.find({ bot, status: 'sending' }).lean<StoredDelivery[]>().exec();
    },

    async recover(id, { status, ambiguous, at }) {
      await collection.updateOne(
        { _id: id, status: 'sending' },
        {
          $set: status === 'unsure' ? { status, endedAt: at } : { status },
          $inc: { ambiguous: ambiguous ? 1 : 0 },
        },
      );
    },

    async hasNothingDue(bots, now) {
      const found = await collection.findOne(
        { bot: { $in: bots }, status: { $in: ['planned', 'sending'] }, notBefore: { $lte: now } },
        { projection: { _id: 1 } },
      );
      return found === null;
    },

    async backlog(bot, now) {
      const filter = { bot, status: 'planned', notBefore: { $lte: now } } as const;
      const [count, oldest] = await Promise.all([
        collection.countDocuments(filter, { limit: MOST_COUNTED }),
        collection.findOne(filter, { sort: { notBefore: 1 }, projection: { notBefore: 1 } }),
      ]);
      return { count, ...(oldest === null ? {} : { oldestAt: oldest.notBefore }) };
    },

    countUnsure: (since) =>
      collection.countDocuments({ ambiguous: { $gt: 0 }, endedAt: { $gte: since } }, { limit: MOST_UNSURE }),

    async removeAllOf({ bot, person }) {
      await collection.deleteMany({ bot, person });
    },

    async removeOld(before) {
      const { deletedCount } = await model.deleteMany({ endedAt: { $lt: before } }).exec();
      return deletedCount;
    },
  };
}
