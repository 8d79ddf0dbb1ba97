import type { Request } from '../requests/lifecycle/request.js';
import type { FindMany } from '../requests/request-queries.js';
import { cartableOf } from './cartable.js';
import type { CartableStore } from './cartable-store.js';

/** Loads the requests that wait for some positions, in no particular order and a hundred at a time. */
export type FindWaiting = (positions: readonly string[]) => AsyncIterable<readonly Request[]>;

/** Reads the cartables of some positions; what has left them by now is left out. */
export function createFindWaiting(stores: {
  readonly cartables: Pick<CartableStore, 'batches'>;
  readonly requests: { readonly findMany: FindMany };
}): FindWaiting {
  return async function* findWaiting(positions) {
    for await (const codes of stores.cartables.batches(positions)) {
      const found = await stores.requests.findMany(codes);
      yield found.filter((request) => positions.includes(cartableOf(request) ?? ''));
    }
  };
}
