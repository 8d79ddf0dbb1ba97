import { type Connection, Schema, type UpdateQuery } from 'mongoose';
import { botFor, type PersonAddress, personAddress, personId } from '../channel/person-id.js';
import type { Locale } from '../config.js';
import { createPersonCacheStore, type PersonCache } from '../mailbox/person-cache.js';
import type { Reachability } from '../mailbox/reachability.js';
import { callerId } from '../requests/lifecycle/callers.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** All news, or those only that ask something of the citizen or answer him. */
export type News = 'all' | 'answers';

/** Keeps a person from using the citizen bot. */
export interface Block {
  readonly reason: string;
  readonly until: Date;
}

/** A citizen as far as the product knows them. `_id` is the id of the person (src/channel), or `phone:<E.164>` for a caller. */
export interface Citizen {
  readonly _id: string;
  /** The chat with the citizen bot; absent for a caller who never opened it. */
  readonly chatId?: number;
  /** As the person wants to be called. */
  readonly name?: string;
  /** E.164, proved by sharing one's own contact or given on the phone. */
  readonly phone?: string;
  readonly locale: Locale;
  readonly reachable: Reachability;
  /** When the person agreed to the processing of what he sends. */
  readonly consentAt?: Date;
  /** He was asked for his number before his first request and went on without it. */
  readonly isWithoutPhone?: boolean;
  /** Which news of his requests reach him; absent: all of them. */
  readonly news?: News;
  /** Set while he is kept from using the bot. */
  readonly block?: Block;
  /** For a caller whose number a person has proved to be his own: the id of that person. */
  readonly mergedInto?: string;
  /** Codes of the requests of which news did not reach him while he could not be written to. */
  readonly missed?: readonly TrackingCode[];
  /** Codes of the requests this person filed, oldest first. */
  readonly requests: readonly TrackingCode[];
  /** Codes of the requests of others that this person follows. */
  readonly following: readonly TrackingCode[];
}

/** The citizens in the database; every access goes by id. */
export interface CitizenStore {
  find(id: string): Promise<Citizen | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Citizen[]>;
  /**
   * Makes sure that the person who writes to the bot is known and counts as reachable; returns him. `locale`
   * is used only when he is new.
   */
  meet(person: PersonAddress & { readonly locale: Locale }): Promise<Citizen>;
  /** Changes what the person told about himself. */
  update(
    id: string,
    changes: Partial<Pick<Citizen, 'name' | 'phone' | 'locale' | 'consentAt' | 'isWithoutPhone' | 'news'>>,
  ): Promise<void>;
  /** Forgets something that the person told about himself. */
  forget(id: string, what: 'name' | 'phone'): Promise<void>;
  /**
   * Whoever calls from a number: the person who has proved that it is his, or else the caller of that number, who
   * is known from now on. `locale` is used only when he is new.
   */
  meetCaller(caller: { phone: string; locale: Locale }): Promise<Citizen>;
  /** Lets a number lead to a person from now on; resolves to whom it led before. */
  leadTo(id: string, caller: { phone: string; locale: Locale }): Promise<Citizen | undefined>;
  /** Keeps a person from using the bot until that moment, or lets him use it again. */
  block(id: string, block: Block): Promise<void>;
  unblock(id: string): Promise<void>;
  /** Removes a person, and the numbers that lead to him. */
  remove(id: string): Promise<void>;
  /** Removes a number that leads to somebody. */
  removeCaller(phone: string): Promise<void>;
  setReachable(id: string, reachable: Reachability): Promise<void>;
  /** Notes that a request is this person's; noting it twice is noting it once. */
  addRequest(id: string, code: TrackingCode): Promise<void>;
  addFollowing(id: string, code: TrackingCode): Promise<void>;
  removeFollowing(id: string, code: TrackingCode): Promise<void>;
  /** Notes that news of these requests did not reach the person; noting it twice is noting it once. */
  noteMissed(id: string, codes: readonly TrackingCode[]): Promise<void>;
  /** Forgets what he has been told since. */
  forgetMissed(id: string, codes: readonly TrackingCode[]): Promise<void>;
  /**
   * The same store while an update of that person is handled: after a change he is known as he is then, and need
   * not be read again for his next update.
   */
  inVisitOf(id: string, personCache: PersonCache): CitizenStore;
}

const citizenSchema = new Schema<Citizen>(
  {
    _id: { type: String, required: true },
    chatId: { type: Number },
    name: { type: String },
    phone: { type: String },
    locale: { type: String, required: true },
    reachable: { type: String, required: true },
    consentAt: { type: Date },
    isWithoutPhone: { type: Boolean },
    news: { type: String },
    block: { type: Schema.Types.Mixed } as never,
    mergedInto: { type: String },
    missed: { type: [String], default: undefined } as never,
    requests: { type: [String], required: true } as never,
    following: { type: [String], required: true } as never,
  },
  { collection: 'citizens', versionKey: false, autoIndex: false },
);
citizenSchema.index({ phone: 1 }, { sparse: true });
citizenSchema.index({ mergedInto: 1 }, { sparse: true });

/** The citizen store on a connection. */
export function createCitizenStore(connection: Connection): CitizenStore {
  return storeOn(connection);
}

/** Somebody of whom an update is handled. */
interface Visitor {
  readonly of: string;
  readonly personCache: PersonCache;
}

function storeOn(connection: Connection, visit?: Visitor): CitizenStore {
  const model = connection.model<Citizen>('Citizen', citizenSchema);
  const personCaches = createPersonCacheStore(connection);

  async function find(id: string): Promise<Citizen | undefined> {
    return (await model.findById(id).lean<Citizen>().exec()) ?? undefined;
  }

  /** Changes a citizen; once it is done, his chat with the bot does not know him as he was. */
  async function change(id: string, update: UpdateQuery<Citizen>): Promise<void> {
    if (id === visit?.of) return changeVisitor(visit, update);
    await model.updateOne({ _id: id }, update).exec();
    await endPersonCache(id);
  }

  async function changeVisitor({ of, personCache }: Visitor, update: UpdateQuery<Citizen>): Promise<void> {
    const changed = await model
      .findOneAndUpdate({ _id: of }, update, { returnDocument: 'after' })
      .lean<Citizen>()
      .exec();
    if (changed !== null) personCache.keep(changed);
  }

  /** Ends what the chat with the bot knows of a person; a caller has no chat. */
  async function endPersonCache(id: string): Promise<void> {
    const address = personAddress(id);
    if (address === undefined) return;
    await personCaches.end({ bot: botFor('citizen', id), chatId: address.userId });
  }

  return {
    find,

    async findMany(ids) {
      if (ids.length === 0) return [];
      return model
        .find({ _id: { $in: ids } })
        .lean<Citizen[]>()
        .exec();
    },

    async meet({ messenger, userId, locale }) {
      const found = await model
        .findOneAndUpdate(
          { _id: personId({ messenger, userId }) },
          {
            $set: { chatId: userId, reachable: 'yes' },
            $setOnInsert: { locale, requests: [], following: [] },
          },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Citizen>()
        .exec();
      if (found === null) throw new Error('An upsert returned nothing.');
      return found;
    },

    async update(id, changes) {
      await change(id, { $set: changes });
    },

    async forget(id, what) {
      await change(id, { $unset: { [what]: 1 } });
    },

    async meetCaller({ phone, locale }) {
      const caller = await model
        .findOneAndUpdate(
          { _id: callerId(phone) },
          { $set: { phone }, $setOnInsert: { locale, reachable: 'yes', requests: [], following: [] } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Citizen>()
        .exec();
      if (caller === null) throw new Error('An upsert returned nothing.');
      return caller.mergedInto === undefined ? caller : ((await find(caller.mergedInto)) ?? caller);
    },

    async leadTo(id, { phone, locale }) {
      const before = await model
        .findOneAndUpdate(
          { _id: callerId(phone) },
          {
            $set: { mergedInto: id },
            $unset: { phone: 1 },
            $setOnInsert: { locale, reachable: 'yes', requests: [], following: [] },
          },
          { upsert: true, returnDocument: 'before' },
        )
        .lean<Citizen>()
        .exec();
      return before ?? undefined;
    },

    async block(id, block) {
      await change(id, { $set: { block } });
    },

    async unblock(id) {
      await change(id, { $unset: { block: 1 } });
    },

    async remove(id) {
      await model.deleteMany({ mergedInto: id }).exec();
      await model.deleteOne({ _id: id }).exec();
      await endPersonCache(id);
    },

    async removeCaller(phone) {
      await model.deleteOne({ _id: callerId(phone) }).exec();
    },

    async setReachable(id, reachable) {
      await change(id, { $set: { reachable } });
    },

    async addRequest(id, code) {
      await change(id, { $addToSet: { requests: code } });
    },

    async addFollowing(id, code) {
      await change(id, { $addToSet: { following: code } });
    },

    async removeFollowing(id, code) {
      await change(id, { $pull: { following: code } });
    },

    async noteMissed(id, codes) {
      await change(id, { $addToSet: { missed: { $each: [...codes] } } });
    },

    async forgetMissed(id, codes) {
      if (codes.length === 0) return;
      await change(id, { $pullAll: { missed: [...codes] } });
    },

    inVisitOf: (of, personCache) => storeOn(connection, { of, personCache }),
  };
}
