import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../database/duplicate-key.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { TrackingCode } from '../text/tracking-code.js';

/**
 * Which operator is working on a request of the 137 desk, so that two do not work on the same one. Claims
 * only keep operators out of each other's way: the lifecycle decides what may happen to the request.
 */
export interface ClaimStore {
  /**
   * Claims a request, or keeps the claim, for ten minutes of the city's clock. Resolves to undefined, or to
   * the time at which another operator's claim ends.
   */
  take(code: TrackingCode, person: string, now: Date): Promise<Date | undefined>;
  /** Releases the claim; another operator's claim is left alone. */
  release(code: TrackingCode, person: string): Promise<void>;
  /** Those of these requests that another operator has claimed. */
  heldByOthers(codes: readonly TrackingCode[], person: string, now: Date): Promise<ReadonlySet<TrackingCode>>;
}

const CLAIM_MS = 10 * 60_000;

interface ClaimDocument {
  readonly _id: TrackingCode;
  readonly person: string;
  readonly until: Date;
}

const claimSchema = createDocumentSchema<ClaimDocument>('claims', {
  _id: { type: String, required: true },
  person: { type: String, required: true },
  until: { type: Date, required: true },
});

/** The claims on a connection; every access goes by the codes. */
export function createClaimStore(connection: Connection): ClaimStore {
  const model = connection.model<ClaimDocument>('Claim', claimSchema);

  return {
    async take(code, person, now) {
      const until = new Date(now.getTime() + CLAIM_MS);
      try {
        await model
          .updateOne(
            { _id: code, $or: [{ person }, { until: { $lte: now } }] },
            { $set: { person, until } },
            { upsert: true },
          )
          .exec();
        return undefined;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const found = await model.findById(code).lean<ClaimDocument>().exec();
        return found?.until ?? now;
      }
    },

    async release(code, person) {
      await model.deleteOne({ _id: code, person }).exec();
    },

    async heldByOthers(codes, person, now) {
      if (codes.length === 0) return new Set();
      const found = await model
        .find({ _id: { $in: codes } })
        .lean<ClaimDocument[]>()
        .exec();
      const held = found.filter((claim) => claim.person !== person && claim.until > now);
      return new Set(held.map(({ _id }) => _id));
    },
  };
}
