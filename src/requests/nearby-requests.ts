import type { Connection } from 'mongoose';
import type { RequestEvent } from './lifecycle/events.js';
import type { Request } from './lifecycle/request.js';
import { isInHand, keysAround, keysOf, type Subject } from './nearby.js';
import { createNeighbourhoods } from './neighbourhoods.js';
import type { FindMany } from './request-queries.js';

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
  /** Removes a request from the index at the places that its events name; repeating it changes nothing. */
  forgetNearby(request: Request, events: readonly RequestEvent[]): Promise<void>;
}

/** The nearby requests on a connection, on top of the request store. */
export function createNearbyRequests(connection: Connection, findMany: FindMany): NearbyRequests {
  const neighbourhoods = createNeighbourhoods(connection);

  function keepNearby(request: Request): Promise<void> {
    const change = isInHand(request) ? neighbourhoods.add : neighbourhoods.remove;
    return change(keysOf(request), request.code);
  }

  return {
    async near(subject, since, limit) {
      const found = await findMany(await neighbourhoods.codesAt(keysAround(subject)));
      return found
        .filter((request) => request.category === subject.category && isInHand(request))
        .filter(({ filedAt }) => filedAt >= since)
        .sort((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
        .slice(0, limit);
    },

    keepNearby,

    async forgetNearby({ code, category }, events) {
      for (const event of events) {
        if (!('place' in event) || event.place === undefined || category === undefined) continue;
        await neighbourhoods.remove(keysOf({ category, place: event.place }), code);
      }
    },
  };
}
