import type { Request } from '../requests/lifecycle/request.js';
import type { RequestService } from '../requests/request-service.js';
import { cartableOf } from './cartable.js';
import type { CartableStore } from './cartable-store.js';
import { DESK } from './operator-queue.js';

/** How many requests are open in each part of the organisation; parts without any are left out. */
export interface OpenWork {
  atPositions(positions: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Requests that wait at the follow-up desk of 137 for units. */
  inFollowUpFor(units: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** Counts on the cartables; each request confirms where it is. */
export function createOpenWork(stores: {
  readonly cartables: Pick<CartableStore, 'codesOf'>;
  readonly requests: Pick<RequestService, 'findMany'>;
}): OpenWork {
  async function requestsIn(cartable: string): Promise<readonly Request[]> {
    const codes = await stores.cartables.codesOf(cartable);
    return codes.length === 0 ? [] : stores.requests.findMany(codes);
  }

  return {
    async atPositions(positions) {
      const counts = new Map<string, number>();
      for (const position of positions) {
        const open = (await requestsIn(position)).filter((request) => cartableOf(request) === position);
        if (open.length > 0) counts.set(position, open.length);
      }
      return counts;
    },

    async inFollowUpFor(units) {
      const counts = new Map<string, number>();
      if (units.length === 0) return counts;
      for (const { stage } of await requestsIn(DESK)) {
        if (stage.status !== 'followUp' || !units.includes(stage.unit)) continue;
        counts.set(stage.unit, (counts.get(stage.unit) ?? 0) + 1);
      }
      return counts;
    },
  };
}
