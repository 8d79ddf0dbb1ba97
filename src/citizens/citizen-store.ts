import { type Connection, type Model, Schema, type UpdateQuery } from 'mongoose';
import { botFor, type PersonAddress, personAddress, personId } from '../channel/person-id.js';
import type { Locale } from '../config.js';
import { createChangeTogether } from '../database/change-together.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import { createPersonCacheStore, type PersonCache } from '../mailbox/person-cache.js';
import type { Reachability } from '../mailbox/reachability.js';
import { callerId, isCaller } from '../requests/lifecycle/callers.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** All news, or only questions to the citizen and answers. */
export type News = 'all' | 'answers';

/** Keeps a person from using the citizen bot. */
export interface Block {
  readonly reason: string;
  readonly until: Date;
}

/**
 * A citizen as the product knows them. `_id` is the id of the person (src/channel), or `phone:<E.164>` for a
 * caller.
 */
export interface Citizen {
  readonly _id: string;
  /** The chat with the citizen bot; absent for a caller who never opened it. */
  readonly chatId?: number;
  /** As the person wants to be called. */
  readonly name?: string;
  /** E.164, proved by sharing one's own contact, or given by phone. */
  readonly phone?: string;
  readonly locale: Locale;
  readonly reachable: Reachability;
  /** When the person agreed to the processing of what they send. */
  readonly consentAt?: Date;
  /** The person was asked for their number before their first request and continued without giving it. */
  readonly isWithoutPhone?: boolean;
  /** Which news of their requests they receive; absent for all of them. */
  readonly news?: News;
  /** Set while they are blocked from the bot. */
  readonly block?: Block;
  /** For a caller whose number a person has proved to be their own: the id of that person. */
  readonly mergedInto?: string;
  /** Codes of the requests whose news did not reach them while they could not be written to. */
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
   * Makes sure that the person writing to the bot is known and counts as reachable; returns them. `locale` is
   * used only for a new person.
   */
  meet(person: PersonAddress & { readonly locale: Locale }): Promise<Citizen>;
  /** Changes what the person told about themselves. */
  update(
    id: string,
    changes: Partial<Pick<Citizen, 'name' | 'phone' | 'locale' | 'consentAt' | 'isWithoutPhone' | 'news'>>,
  ): Promise<void>;
  /** Forgets something that the person told about themselves. */
  forget(id: string, what: 'name' | 'phone'): Promise<void>;
  /**
   * The citizen calling from a number: the person who has proved that it is theirs, or else the caller of
   * that number, who is created if new. `locale` is used only for a new caller.
   */
  meetCaller(caller: { phone: string; locale: Locale }): Promise<Citizen>;
  /** Makes a number lead to a person from now on; resolves to the person it led to before. */
  leadTo(id: string, caller: { phone: string; locale: Locale }): Promise<Citizen | undefined>;
  /** Blocks a person from the bot until that moment, or lifts the block. */
  block(id: string, block: Block): Promise<void>;
  unblock(id: string): Promise<void>;
  /** Removes a person, and the numbers that lead to them. */
  remove(id: string): Promise<void>;
  /** Removes a number that leads to somebody. */
  removeCaller(phone: string): Promise<void>;
  setReachable(id: string, reachable: Reachability): Promise<void>;
  /** Records that a request is this person's; repeating it changes nothing. */
  addRequest(id: string, code: TrackingCode): Promise<void>;
  addFollowing(id: string, code: TrackingCode): Promise<void>;
  removeFollowing(id: string, code: TrackingCode): Promise<void>;
  /**
   * Forgets that people have filed or follow a request that is no longer kept, and the callers among them of
   * whom nothing else is known.
   */
  forgetRequest(code: TrackingCode, people: readonly string[]): Promise<void>;
  /** Records that news of these requests did not reach the person; repeating it changes nothing. */
  noteMissed(id: string, codes: readonly TrackingCode[]): Promise<void>;
  /** Forgets missed news that they have been told since. */
  forgetMissed(id: string, codes: readonly TrackingCode[]): Promise<void>;
  /** Calls a listener with the id of each person who may have been changed here, once that is done; none for several. */
  onChanged(listener: (id?: string) => void): void;
  /**
   * The same store while an update of that person is handled: each change also updates the person cache, so
   * that their next update need not read them again.
   */
  inVisitOf(id: string, personCache: PersonCache): CitizenStore;
}

const citizenSchema = createDocumentSchema<Citizen>('citizens', {
  _id: { type: String, required: true },
  chatId: { type: Number },
  name: { type: String },
  phone: { type: String },
  locale: { type: String, required: true },
  reachable: { type: String, required: true },
  consentAt: { type: Date },
  isWithoutPhone: { type: Boolean },
  news: { type: String },
  block: { type: Schema.Types.Mixed },
  mergedInto: { type: String },
  missed: { type: [String], default: undefined },
  requests: { type: [String], required: true },
  following: { type: [String], required: true },
});
citizenSchema.index({ mergedInto: 1 }, { sparse: true });

/** The citizen store on a connection. */
export function createCitizenStore(connection: Connection): CitizenStore {
  const model = connection.model<Citizen>('Citizen', citizenSchema);
  return storeOn({ connection, model, changeTogether: createChangeTogether(model), listeners: [] });
}

/** What a store shares with those of the same in a visit. */
interface Shared {
  readonly connection: Connection;
  readonly model: Model<Citizen>;
  readonly changeTogether: ReturnType<typeof createChangeTogether<Citizen>>;
  readonly listeners: ((id?: string) => void)[];
}

/** The person whose update is being handled. */
interface Visitor {
  readonly of: string;
  readonly personCache: PersonCache;
}

function storeOn(shared: Shared, visit?: Visitor): CitizenStore {
  const { connection, model, changeTogether, listeners } = shared;
  const personCaches = createPersonCacheStore(connection);

  async function find(id: string): Promise<Citizen | undefined> {
    return (await model.findById(id).lean<Citizen>().exec()) ?? undefined;
  }

  /** Tells whoever listens once a write is over: it may have been done where no answer came, too. */
  async function telling<Written>(id: string | undefined, write: Promise<Written>): Promise<Written> {
    return write.finally(() => {
      for (const listener of listeners) listener(id);
    });
  }

  /** Changes a citizen and invalidates the person cached in their chat with the bot. */
  async function change(id: string, update: UpdateQuery<Citizen>): Promise<void> {
    if (id === visit?.of) return telling(id, changeVisitor(visit, update));
    await telling(id, model.updateOne({ _id: id }, update).exec());
    await endPersonCache(id);
  }

  async function changeVisitor({ of, personCache }: Visitor, update: UpdateQuery<Citizen>): Promise<void> {
    const changed = await changeTogether({ id: of, update });
    if (changed !== undefined) personCache.keep(changed);
  }

  /** Invalidates the person cached in their chat with the bot; a caller has no chat. */
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
      const _id = personId({ messenger, userId });
      const met = changeTogether({
        id: _id,
        update: {
          $set: { chatId: userId, reachable: 'yes' },
          $setOnInsert: { locale, requests: [], following: [] },
        },
        isAdded: true,
      });
      const found = await telling(_id, met);
      if (found === undefined) throw new Error('An upsert returned nothing.');
      return found;
    },

    async update(id, changes) {
      await change(id, { $set: changes });
    },

    async forget(id, what) {
      await change(id, { $unset: { [what]: 1 } });
    },

    async meetCaller({ phone, locale }) {
      const met = model
        .findOneAndUpdate(
          { _id: callerId(phone) },
          { $set: { phone }, $setOnInsert: { locale, reachable: 'yes', requests: [], following: [] } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Citizen>()
        .exec();
      const caller = await telling(callerId(phone), met);
      if (caller === null) throw new Error('An upsert returned nothing.');
      return caller.mergedInto === undefined ? caller : ((await find(caller.mergedInto)) ?? caller);
    },

    async leadTo(id, { phone, locale }) {
      const led = model
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
      return (await telling(callerId(phone), led)) ?? undefined;
    },

    async block(id, block) {
      await change(id, { $set: { block } });
    },

    async unblock(id) {
      await change(id, { $unset: { block: 1 } });
    },

    async remove(id) {
      await telling(undefined, model.deleteMany({ mergedInto: id }).exec());
      await telling(id, model.deleteOne({ _id: id }).exec());
      await endPersonCache(id);
    },

    async removeCaller(phone) {
      await telling(callerId(phone), model.deleteOne({ _id: callerId(phone) }).exec());
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

    async forgetRequest(code, people) {
      for (const id of people) {
        await change(id, { $pull: { requests: code, following: code, missed: code } });
        if (!isCaller(id)) continue;
        const isNobodyElse = { _id: id, requests: [], following: [], mergedInto: null };
        await telling(id, model.deleteOne(isNobodyElse).exec());
      }
    },

    async noteMissed(id, codes) {
      await change(id, { $addToSet: { missed: { $each: [...codes] } } });
    },

    async forgetMissed(id, codes) {
      if (codes.length === 0) return;
      await change(id, { $pullAll: { missed: [...codes] } });
    },

    onChanged(listener) {
      listeners.push(listener);
    },

    inVisitOf: (of, personCache) => storeOn(shared, { of, personCache }),
  };
}
