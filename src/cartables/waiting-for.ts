import type { Request } from '../requests/lifecycle/request.js';
import type { FindMany } from '../requests/request-queries.js';
import type { CartableStore } from './cartable-store.js';

/**
 * Loads the requests in the cartables of some positions. The list of a cartable follows the requests with a short delay,
 * so that a reader checks each with `cartableOf`.
 */
export type FindWaiting = (positions: readonly string[]) => Promise<readonly Request[]>;

/** Reads the cartables of some positions. */
export function createFindWaiting(stores: {
  readonly cartables: Pick<CartableStore, 'codesOf'>;
  readonly requests: { readonly findMany: FindMany };
}): FindWaiting {
  return async (positions) => {
    const codes = await Promise.all(positions.map((position) => stores.cartables.codesOf(position)));
    return stores.requests.findMany([...new Set(codes.flat())]);
  };
}
