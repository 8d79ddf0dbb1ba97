import { type Connection, Schema } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { Incident } from './incidents.js';

/** A current incident. */
export interface OpenIncident {
  readonly _id: string;
  /** The incident as first noticed. */
  readonly incident: Incident;
  /** When it was first noticed; together with the id it identifies this incident and no later one. */
  readonly firstSeenAt: Date;
  /** When administrators were told; absent while it may still resolve itself. */
  readonly toldAt?: Date;
}

/** The current incidents. */
export interface IncidentStore {
  listAll(): Promise<readonly OpenIncident[]>;
  /** Records an incident; a known one stays as it is. Resolves to the stored one. */
  note(id: string, incident: Incident, at: Date): Promise<OpenIncident>;
  markTold(open: OpenIncident, at: Date): Promise<void>;
  /** Removes one that is over. */
  end(open: OpenIncident): Promise<void>;
}

const incidentSchema = createDocumentSchema<OpenIncident>('incidents', {
  _id: { type: String, required: true },
  incident: { type: Schema.Types.Mixed, required: true },
  firstSeenAt: { type: Date, required: true },
  toldAt: { type: Date },
});

/** The incidents on a connection. */
export function createIncidentStore(connection: Connection): IncidentStore {
  const model = connection.model<OpenIncident>('Incident', incidentSchema);

  return {
    async listAll() {
      return model.find().lean<OpenIncident[]>().exec();
    },
    async note(id, incident, at) {
      const noted = await model
        .findOneAndUpdate(
          { _id: id },
          { $setOnInsert: { incident, firstSeenAt: at } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<OpenIncident>()
        .exec();
      if (noted === null) throw new Error('An upsert returned nothing.');
      return noted;
    },
    async markTold({ _id, firstSeenAt }, at) {
      await model.updateOne({ _id, firstSeenAt }, { $set: { toldAt: at } }).exec();
    },
    async end({ _id, firstSeenAt }) {
      await model.deleteOne({ _id, firstSeenAt }).exec();
    },
  };
}
