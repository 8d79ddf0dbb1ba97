import type { Connection } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';

/** A person who wants to be forgotten, as long as any of their data is left. */
interface Departure {
  /** Id of the citizen. */
  readonly _id: string;
  /** The pseudonym that replaces their id in what is kept. */
  readonly pseudonym: string;
  readonly at: Date;
  /** The same moment by the city's clock; absent where an earlier version recorded it. */
  readonly cityAt?: Date;
  /** Only the chat is left, in which the person's last press is still being handled. */
  readonly isGone: boolean;
}

/** The departures in progress; a finished one is not remembered. */
export interface DepartureStore {
  /** Records that a person leaves; if that is recorded already, the first record counts. */
  begin(departure: Omit<Departure, 'isGone'>): Promise<Departure>;
  /** Records that nothing but the chat is left. */
  markGone(id: string): Promise<void>;
  /** Departures that began before that moment, at most `limit`. */
  begunBefore(moment: Date, limit: number): Promise<readonly Departure[]>;
  end(id: string): Promise<void>;
}

const departureSchema = createDocumentSchema<Departure>('departures', {
  _id: { type: String, required: true },
  pseudonym: { type: String, required: true },
  at: { type: Date, required: true },
  cityAt: { type: Date },
  isGone: { type: Boolean, required: true },
});
departureSchema.index({ at: 1 });

/** The departure store on a connection. */
export function createDepartureStore(connection: Connection): DepartureStore {
  const model = connection.model<Departure>('Departure', departureSchema);

  return {
    async begin({ _id, ...departure }) {
      const begun = await model
        .findOneAndUpdate(
          { _id },
          { $setOnInsert: { ...departure, isGone: false } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<Departure>()
        .exec();
      if (begun === null) throw new Error('An upsert returned nothing.');
      return begun;
    },

    async markGone(id) {
      await model.updateOne({ _id: id }, { $set: { isGone: true } }).exec();
    },

    async begunBefore(moment, limit) {
      return model
        .find({ at: { $lt: moment } })
        .limit(limit)
        .lean<Departure[]>()
        .exec();
    },

    async end(id) {
      await model.deleteOne({ _id: id }).exec();
    },
  };
}
