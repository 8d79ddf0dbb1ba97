import type { Connection } from 'mongoose';
import type { Request } from './lifecycle/request.js';
import { isInHand, keysAround, keysOf, type Subject } from './nearby.js';
import { createNeighbourhoods } from './neighbourhoods.js';
import type { FindMany, RequestQueries } from './request-queries.js';

/** Requests that may be about the same thing at the same place. */
export interface NearbyRequests {
  /**
   * Requests that are being worked on, were filed since then and may be about the same thing at the same
   * place, newest first. Some of them lie slightly further away.
   */
  near(subject: Subject, since: Date, limit: number): Promise<readonly Request[]>;
  /**
   * Indexes a request for finding it nearby, or removes it from the index, according to its state; repeating
   * it changes nothing.
   */
  keepNearby(request: Request): Promise<void>;
  /** Indexes all requests filed since then if the index is empty, as an older version left it. */
  keepAllNearby(since: Date): Promise<void>;
}

/** The most requests, latest first, that are indexed when the index is empty. */
const MOST_KEPT_NEARBY = 20_000;

/** The nearby requests on a connection, on top of the request store. */
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
