import type { Logger } from '../logger.js';
import type { EventReference, UnfedEvents } from '../requests/unfed-events.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { FeedStore } from './feed-store.js';

/** Takes events of requests into the feed, each once (docs/decisions.md, the event feed). */
export interface Feeder {
  /**
   * Takes in what these requests have unfed, or whatever any request has. Resolves to how many events were added
   * and whether more may be left.
   */
  feed(codes?: readonly TrackingCode[]): Promise<{ readonly added: number; readonly hasMore: boolean }>;
  /** The number of the last entry that this process knows of. */
  last(): number;
  /** The end of the feed is read again before anything is added: another process may have added some. */
  doubt(): void;
}

/** The most events that are added at once; only among so many at the end of the feed can be some still marked. */
export const MOST_AT_ONCE = 500;
/** How many requests are looked at at once. */
export const REQUESTS_AT_ONCE = 200;

/** A feeder. Two may work at the same time, in two processes: one of them then begins anew. */
export function createFeeder(options: {
  readonly store: FeedStore;
  readonly requests: UnfedEvents;
  readonly logger: Logger;
}): Feeder {
  const { store, requests, logger } = options;
  let last = 0;
  let isCertain = false;

  /** Finds the end of the feed, and takes the marks away that whoever added it may have left. */
  async function findEnd(): Promise<void> {
    const end = await store.latest();
    const from = Math.max(end - MOST_AT_ONCE, 0) + 1;
    await requests.markFed(
      await store.among(Array.from({ length: end - from + 1 }, (_, index) => from + index)),
    );
    last = end;
    isCertain = true;
  }

  async function add(found: readonly EventReference[]): Promise<number> {
    const events = inOrder(found).slice(0, MOST_AT_ONCE);
    if (events.length === 0) return 0;
    // Whatever happens from here on, the end is only certain again once the marks are gone.
    isCertain = false;
    if (!(await store.append(last, events))) {
      logger.warn({ event: 'feedHasOtherWriter', after: last });
      return 0;
    }
    await requests.markFed(events);
    last += events.length;
    isCertain = true;
    return events.length;
  }

  return {
    async feed(codes) {
      if (!isCertain) await findEnd();
      const found = await (codes === undefined ? requests.unfed(REQUESTS_AT_ONCE) : requests.unfedOf(codes));
      const added = await add(found);
      const isAll = codes !== undefined || new Set(found.map(({ code }) => code)).size < REQUESTS_AT_ONCE;
      return { added, hasMore: added < found.length || !isAll };
    },
    last: () => last,
    doubt() {
      isCertain = false;
    },
  };
}

/** Events of several requests by time; those of one request keep their order, whatever the clock did. */
function inOrder(events: readonly EventReference[]): readonly EventReference[] {
  const latest = new Map<TrackingCode, number>();
  const timed = events.map((event) => {
    const time = Math.max(event.at.getTime(), latest.get(event.code) ?? 0);
    latest.set(event.code, time);
    return { event, time };
  });
  return timed.sort((one, other) => one.time - other.time).map(({ event }) => event);
}
