import type { Connection } from 'mongoose';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/**
 * What waits for each position, as a list of codes that follows the requests with a short delay. The request
 * itself says who owns it: every reader of the list checks the requests it loads.
 */
export interface CartableStore {
  /** Codes of the requests in the cartable of a position, in the order of their arrival. */
  codesOf(position: string): Promise<readonly TrackingCode[]>;
  /** The cartables of all positions with something waiting. */
  all(): Promise<ReadonlyMap<string, readonly TrackingCode[]>>;
  add(position: string, code: TrackingCode): Promise<void>;
  remove(position: string, code: TrackingCode): Promise<void>;
}

interface CartableDocument {
  _id: string;
  codes: TrackingCode[];
}

const cartableSchema = createDocumentSchema<CartableDocument>('cartables', {
  _id: { type: String, required: true },
  codes: { type: [String], required: true },
});

/** The cartables on a connection. */
export function createCartableStore(connection: Connection): CartableStore {
  const model = connection.model<CartableDocument>('Cartable', cartableSchema);

  return {
    async codesOf(position) {
      const found = await model.findById(position).lean<CartableDocument>().exec();
      return found?.codes ?? [];
    },
    async all() {
      const found = await model.find().lean<CartableDocument[]>().exec();
      return new Map(found.flatMap(({ _id, codes }) => (codes.length === 0 ? [] : [[_id, codes]])));
    },
    async add(position, code) {
      await model.updateOne({ _id: position }, { $addToSet: { codes: code } }, { upsert: true }).exec();
    },
    async remove(position, code) {
      await model.updateOne({ _id: position }, { $pull: { codes: code } }).exec();
    },
  };
}
