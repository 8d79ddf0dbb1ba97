import { type Connection, Schema } from 'mongoose';
import type { Locale } from '../config.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** Whether messages reach a person: `blocked` and `deactivated` people are not written to. */
export type Reachability = 'yes' | 'blocked' | 'deactivated';

/** A citizen as far as the product knows him. `_id` is the Telegram user id, or `phone:<E.164>` for a caller. */
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
  meet(person: { chatId: number; locale: Locale }): Promise<Citizen>;
  /** Changes what the person told about himself. */
  update(
    id: string,
    changes: Partial<Pick<Citizen, 'name' | 'phone' | 'locale' | 'consentAt'>>,
  ): Promise<void>;
  setReachable(id: string, reachable: Reachability): Promise<void>;
  /** Notes that a request is this person's; noting it twice is noting it once. */
  addRequest(id: string, code: TrackingCode): Promise<void>;
  addFollowing(id: string, code: TrackingCode): Promise<void>;
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
    requests: { type: [String], required: true } as never,
    following: { type: [String], required: true } as never,
  },
  { collection: 'citizens', versionKey: false, autoIndex: false },
);
citizenSchema.index({ phone: 1 }, { sparse: true });

/** The id under which a Telegram user is kept as a citizen. */
export function citizenId(telegramUserId: number): string {
  return String(telegramUserId);
}

/** The citizen store on a connection. */
export function createCitizenStore(connection: Connection): CitizenStore {
  const model = connection.model<Citizen>('Citizen', citizenSchema);

  return {
    async find(id) {
      return (await model.findById(id).lean<Citizen>().exec()) ?? undefined;
    },

    async findMany(ids) {
      if (ids.length === 0) return [];
      return model
        .find({ _id: { $in: ids } })
        .lean<Citizen[]>()
        .exec();
    },

    async meet({ chatId, locale }) {
      const found = await model
        .findOneAndUpdate(
          { _id: citizenId(chatId) },
          { $set: { chatId, reachable: 'yes' }, $setOnInsert: { locale, requests: [], following: [] } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Citizen>()
        .exec();
      if (found === null) throw new Error('An upsert returned nothing.');
      return found;
    },

    async update(id, changes) {
      await model.updateOne({ _id: id }, { $set: changes }).exec();
    },

    async setReachable(id, reachable) {
      await model.updateOne({ _id: id }, { $set: { reachable } }).exec();
    },

    async addRequest(id, code) {
      await model.updateOne({ _id: id }, { $addToSet: { requests: code } }).exec();
    },

    async addFollowing(id, code) {
      await model.updateOne({ _id: id }, { $addToSet: { following: code } }).exec();
    },
  };
}
