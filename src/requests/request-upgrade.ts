import type { Connection } from 'mongoose';
import type { DataUpgrade } from '../database/data-upgrades.js';
import { dropIndexes } from '../database/indexes.js';
import { typedCollection } from '../database/typed-collection.js';
import { citizensNamedIn } from './change-of-citizen.js';
import { isInHand, keysOf } from './nearby.js';
import { createNeighbourhoods } from './neighbourhoods.js';
import { openRequestCollection, REQUESTS_ARE_FOUND, type RequestDocument } from './request-collection.js';
import { offeredSince } from './similar-requests.js';

const BATCH = 200;

/**
 * Gives the requests of earlier versions what they are found by now: the list of citizens they name, and their
 * place among the nearby requests that are offered to others. `now` is the city's clock.
 */
export function upgradeRequests(connection: Connection, now: () => Date): DataUpgrade {
  const collection = typedCollection(openRequestCollection(connection));
  const neighbourhoods = createNeighbourhoods(connection);

  function readBatch(after = ''): Promise<RequestDocument[]> {
    return (
      collection
        // What an upgrade has noted is an id of this collection; every id follows the empty one.
        .find({ _id: { $gt: after as RequestDocument['_id'] } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
    );
  }

  /** False when a request was changed meanwhile: its names are then to be read again. */
  async function addNames(requests: readonly RequestDocument[]): Promise<boolean> {
    const { matchedCount } = await collection.bulkWrite(
      requests.map(({ _id, rev, state, events }) => ({
        updateOne: {
          filter: { _id, rev },
          update: { $addToSet: { named: { $each: [...citizensNamedIn({ request: state, events })] } } },
        },
      })),
      { ordered: false },
    );
    return matchedCount === requests.length;
  }

  return {
    name: REQUESTS_ARE_FOUND,
    async changeBatch(after) {
      let requests = await readBatch(after);
      while (requests.length > 0 && !(await addNames(requests))) requests = await readBatch(after);
      const since = offeredSince(now());
      for (const { state } of requests) {
        if (isInHand(state) && state.filedAt >= since)
          await neighbourhoods.addBehind(keysOf(state), state.code);
      }
      return requests.at(-1)?._id;
    },
    finish: () =>
      dropIndexes(connection, 'requests', ['state.citizen_1', 'state.followers_1', 'events.actor.citizen_1']),
  };
}
