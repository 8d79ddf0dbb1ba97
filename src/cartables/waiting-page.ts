import type { Request } from '../requests/lifecycle/request.js';
import type { FindMany } from '../requests/request-queries.js';
import type { CartableStore } from './cartable-store.js';
import type { Selection } from './selection.js';
import { waitingRequest } from './waiting-request.js';

/** How some requests are looked up that wait at some places. */
interface PageQuery {
  readonly places: readonly string[];
  readonly selection: Selection;
  readonly skip: number;
  readonly limit: number;
}

/** Loads one page of what waits, in the order of the list. */
export type FindPage = (query: PageQuery) => Promise<readonly Request[]>;

/** Tries to find a page none of whose requests has moved meanwhile. */
const MOST_LOOKS = 3;

/**
 * Reads pages from the cartables. Where a list has not caught up with a request yet, it is brought up to date and
 * looked up again.
 */
export function createFindPage({
  cartables,
  requests,
}: {
  readonly cartables: Pick<CartableStore, 'page' | 'follow'>;
  readonly requests: { readonly findMany: FindMany };
}): FindPage {
  return async ({ places, selection, skip, limit }) => {
    let waiting: readonly Request[] = [];
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const found = await requests.findMany(await cartables.page(places, selection, { skip, limit }));
      const isHere = (request: Request) => places.includes(waitingRequest(request)?.place ?? '');
      waiting = found.filter(isHere);
      if (waiting.length === found.length) break;
      for (const request of found) if (!isHere(request)) await cartables.follow(request);
    }
    return waiting;
  };
}
