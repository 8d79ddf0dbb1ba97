import type { Connection } from 'mongoose';
import { createDocumentSchema, typedCollection } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** What was done in Gam, and what became of it here. */
export interface StoredAct {
  /** Gam's id of the act. */
  readonly _id: string;
  /** Absent for an act with a letter that is not ours. */
  readonly code?: TrackingCode;
  readonly position?: string;
  readonly signer?: string;
  readonly at: Date;
  readonly result: 'accepted' | 'refused';
  /** The sentence that went back to the desk. */
  readonly sentence?: string;
  /** The words of an act that was refused; absent for one that was carried out. */
  readonly words?: string;
  /** It is an answer that came when its position no longer had the request: the operators get to read it. */
  readonly isSetAside?: true;
  /** It stands for a file of that name, which cannot be read. */
  readonly file?: string;
}

/** The acts in the database, so that one that comes again is known. */
export interface ActStore {
  find(id: string): Promise<StoredAct | undefined>;
  /** Keeps an act; one that is known stays as it is. */
  keep(act: StoredAct): Promise<void>;
  /** Forgets acts of before that moment: an older one that comes again is refused or recognised by the request itself. */
  removeOld(before: Date): Promise<void>;
  /** Forgets what was done with a request that is no more. */
  forget(code: TrackingCode): Promise<void>;
}

const actSchema = createDocumentSchema<StoredAct>('gamActs', {
  _id: { type: String, required: true },
  code: { type: String },
  position: { type: String },
  signer: { type: String },
  at: { type: Date, required: true },
  result: { type: String, required: true },
  sentence: { type: String },
  words: { type: String },
  isSetAside: { type: Boolean },
  file: { type: String },
});
actSchema.index({ at: 1 });
actSchema.index({ code: 1 });

/** The act store on a connection. */
export function createActStore(connection: Connection): ActStore {
  const collection = typedCollection(connection.model<StoredAct>('GamAct', actSchema));
  return {
    async find(id) {
      return (await collection.findOne({ _id: id })) ?? undefined;
    },
    async keep({ _id, ...act }) {
      await collection.updateOne({ _id }, { $setOnInsert: act }, { upsert: true });
    },
    async removeOld(before) {
      await collection.deleteMany({ at: { $lt: before } });
    },
    async forget(code) {
      await collection.deleteMany({ code });
    },
  };
}
