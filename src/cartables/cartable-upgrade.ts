import type { Connection } from 'mongoose';
import type { DataUpgrade } from '../database/data-upgrades.js';
import { createDocumentSchema } from '../database/typed-collection.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { FindMany } from '../requests/request-queries.js';
import type { TrackingCode } from '../text/tracking-code.js';

/** The upgrade after which no cartable is a list of codes any more. */
export const CARTABLES_HAVE_LINES = 'a document for each waiting request';

/** A cartable of an earlier version: one document that lists what waits for a position. */
interface FormerCartable {
  _id: string;
  codes: TrackingCode[];
}

const formerSchema = createDocumentSchema<FormerCartable>('cartables', {
  _id: { type: String, required: true },
  codes: { type: [String], required: true },
});

const BATCH = 200;

/** Carries over what earlier versions listed at these places; repeating it, or doing it twice at once, changes nothing. */
export function createCarryOver(
  connection: Connection,
  options: { readonly findMany: FindMany; readonly follow: (request: Request) => Promise<void> },
): (places: readonly string[]) => Promise<void> {
  const model = openFormerCartables(connection);
  return async (places) => {
    for (const { _id, codes } of await model
      .find({ _id: { $in: places } })
      .lean<FormerCartable[]>()
      .exec()) {
      for (let from = 0; from < codes.length; from += BATCH) {
        const requests = await options.findMany(codes.slice(from, from + BATCH));
        await Promise.all(requests.map(options.follow));
      }
      await model.deleteOne({ _id }).exec();
    }
  };
}

/** Gives every request that waits a document of its own, one cartable at a time, and removes its list. */
export function upgradeCartables(
  connection: Connection,
  options: Parameters<typeof createCarryOver>[1],
): DataUpgrade {
  const model = openFormerCartables(connection);
  const carryOver = createCarryOver(connection, options);
  return {
    name: CARTABLES_HAVE_LINES,
    async changeBatch(after = '') {
      const [next] = await model
        .find({ _id: { $gt: after } }, { _id: 1 })
        .sort({ _id: 1 })
        .limit(1)
        .lean<Pick<FormerCartable, '_id'>[]>()
        .exec();
      if (next === undefined) return undefined;
      await carryOver([next._id]);
      return next._id;
    },
  };
}

function openFormerCartables(connection: Connection) {
  return connection.model<FormerCartable>('FormerCartable', formerSchema);
}
