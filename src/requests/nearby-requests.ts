import type { Connection } from 'mongoose';
import type { Request } from './lifecycle/request.js';
import { isInHand, keysAround, keysOf, type Subject } from './nearby.js';
import { createNeighbourhoods } from './neighbourhoods.js';
import type { FindMany, RequestQueries } from './request-queries.js';

/** Requests that may be about the same thing at the same place. */
export interface NearbyRequests {
  /**
   * Requests that are in hand, were filed since then and may be about the same thing at the same place, the
   * newest first: some lie a little further away.
   */
  near(subject: Subject, since: Date, limit: number): Promise<readonly Request[]>;
  /** Lets a request be found nearby, or not any more, as it stands; doing it again changes nothing. */
  keepNearby(request: Request): Promise<void>;
  /** Does so for all requests filed since then, where no request can be found nearby: as an older version left it. */
  keepAllNearby(since: Date): Promise<void>;
}

/** Requests that are put where they are found nearby when nobody has done so before, the latest ones. */
const MOST_KEPT_NEARBY = 20_000;

/** The requests nearby, on a connection and what else is kept of requests. */
export function createNearbyRequests(
  connection: Connection,
  requests: { readonly findMany: FindMany } & Pick<RequestQueries, 'openSince'>,
): NearbyRequests {
  const neighbourhoods = createNeighbourhoods(connection);

  function keepNearby(request: Request): Promise<void> {
    const change = isInHand(request) ? neighbourhoods.add : neighbourhoods.remove;
    return change(keysOf(request), request.code);
  }

  return {
    async near(subject, since, limit) {
      const found = await requests.findMany(await neighbourhoods.codesAt(keysAround(subject)));
      return found
        .filter((request) => request.category === subject.category && isInHand(request))
        .filter(({ filedAt }) => filedAt >= since)
        .sort((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
        .slice(0, limit);
    },

    keepNearby,

    async keepAllNearby(since) {
      if (!(await neighbourhoods.isEmpty())) return;
      for await (const request of requests.openSince(since, MOST_KEPT_NEARBY)) await keepNearby(request);
    },
  };
}
