import type { CartableStore } from '../cartables/cartable-store.js';
import type { Clock } from '../clock.js';
import { cardsChangedAfter } from '../deliveries/planning/audience.js';
import type { OrganizationStore } from '../organization/organization-store.js';
import type { RequestStore, StoredRequest } from '../requests/request-store.js';
import { isBringing } from './letter.js';
import type { LetterStore } from './letter-store.js';

/** Keeps the letters in step with the requests. */
export interface LetterKeeper {
  /** Notes what Gam has to be told of a changed request; repeating it changes nothing. */
  follow(stored: StoredRequest): Promise<void>;
  /** Makes the letters that the positions lack which are reached through Gam: what they had before they were. */
  catchUp(): Promise<void>;
}

/** The keeper on the stores; `onDue` hears when there is something to tell. */
export function createLetterKeeper(options: {
  readonly letters: LetterStore;
  readonly requests: Pick<RequestStore, 'find'>;
  readonly cartables: Pick<CartableStore, 'batches'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly clock: Clock;
  readonly onDue: () => void;
}): LetterKeeper {
  const { letters, requests, cartables, organization, clock, onDue } = options;

  return {
    async follow({ request, events, undelivered }) {
      const city = await organization.current();
      if (!city.usesGam) return;
      const { code, lastSeq } = request;
      const changed = events.filter(({ seq }) => undelivered.includes(seq));
      const first = changed[0];
      if (first === undefined || cardsChangedAfter(events, first.seq - 1) === undefined) return;
      const now = clock.now();
      const isErased = changed.some(({ type }) => type === 'leftToFollowers');
      await letters.want(code, lastSeq, { now, all: isErased });
      for (const { to, seq } of changed.filter(isBringing)) {
        if (!city.isReachedBy(to, 'gam')) continue;
        await letters.add({ code, seq, position: to, wanted: lastSeq, dueAt: now });
      }
      onDue();
    },

    async catchUp() {
      const city = await organization.current();
      if (!city.usesGam) return;
      const positions = city.positions.flatMap(({ code }) => (city.isReachedBy(code, 'gam') ? [code] : []));
      for await (const codes of cartables.batches(positions)) {
        for (const code of await letters.withoutLiving(codes)) {
          const stored = await requests.find(code);
          const brought = stored?.events.findLast(isBringing);
          if (stored === undefined || brought === undefined || !positions.includes(brought.to)) continue;
          const { lastSeq } = stored.request;
          const { to: position, seq } = brought;
          await letters.add({ code, seq, position, wanted: lastSeq, dueAt: clock.now() });
        }
      }
      onDue();
    },
  };
}
