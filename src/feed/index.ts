import type { Connection } from 'mongoose';
import type { Clock } from '../clock.js';
import { createLease, createLeaseStore } from '../database/lease.js';
import type { Logger } from '../logger.js';
import type { StoredRequest } from '../requests/request-store.js';
import type { UnfedEvents } from '../requests/unfed-events.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { type Consumer, type ConsumerDefinition, startConsumer } from './consumer.js';
import { type ConsumerState, createConsumerStore } from './consumer-store.js';
import { createFeedStore, type FeedEntry } from './feed-store.js';
import { createFeeder, MOST_AT_ONCE, REQUESTS_AT_ONCE } from './feeder.js';

export type { ConsumerDefinition, Handled } from './consumer.js';
export type { ConsumerState } from './consumer-store.js';
export type { FeedEntry } from './feed-store.js';
export type { RetryAt } from './progress.js';
export { resumed, retried, rewound } from './progress.js';

/** What follows a place in the feed. */
type FeedPage =
  | { readonly kind: 'page'; readonly entries: readonly FeedEntry[] }
  /** What followed is not kept any more; `first` is the earliest that is. */
  | { readonly kind: 'removed'; readonly first: number }
  /** The feed has never got there, or was restored from a copy of before. */
  | { readonly kind: 'ahead'; readonly latest: number };

/**
 * The event feed: every event of every request once, in one order, numbered without a gap. It refers to events and
 * says nothing of them: their content is read from the request, as far as it is still there.
 */
export interface Feed {
  /** Takes in what has just happened to a request, a moment later, together with what happens meanwhile. */
  onChanged(stored: StoredRequest): void;
  /** The entries that follow a number (0: from the beginning), at most `limit`. */
  readAfter(number: number, limit: number): Promise<FeedPage>;
  /** The number of the last entry; 0 if there is none. */
  latest(): Promise<number>;
  /**
   * Lets a consumer be told of each event, in one process at a time, as long as this one feeds; in place of one of the
   * same name. What it gives ends it here; its progress is kept.
   */
  consume(definition: ConsumerDefinition): { stop(): Promise<void> };
  /** Stores that a consumer begins with what happens from now on, before it does. */
  begin(name: string): Promise<void>;
  /** Changes the stored progress of a consumer; where it is at work it begins anew from there. */
  amend(name: string, change: (state: ConsumerState) => ConsumerState): Promise<void>;
  /** The number of the first kept entry of a moment or later; undefined if there is none. */
  firstSince(moment: Date): Promise<number | undefined>;
  /** How far a consumer has got, as stored within the last second; undefined if it never began. */
  progressOf(name: string): Promise<ConsumerState | undefined>;
  /** Forgets the progress of a consumer that has ended. */
  forget(name: string): Promise<void>;
  /** True while this process feeds nothing and its consumers have nothing to do. */
  isIdle(): boolean;
  /** Looks at once for what another process has left. */
  wake(): void;
  /** Removes entries of before that moment; resolves to how many. */
  removeOld(before: Date): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

export interface FeedOptions {
  readonly connection: Connection;
  readonly requests: UnfedEvents;
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock: leases, and gathering. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  /** Identifies this process; no two processes share an id. */
  readonly processId: string;
  /** As for deliveries (src/deliveries): changes once others may have taken this process for ended. */
  readonly epoch: () => number | undefined;
  /** Milliseconds between looks for what another process, or a write whose answer was lost, left unfed. */
  readonly pollMs: number;
  /** Milliseconds for which events are gathered before they are added together. */
  readonly gatherMs?: number;
}

const GATHER_MS = 100;
const PAUSE_AFTER_ERROR_MS = 1_000;

/** The feed of this process; nothing is added before `start`. */
export function createFeed(options: FeedOptions): Feed {
  const { connection, requests, clock, machineClock, logger, gatherMs = GATHER_MS } = options;
  const store = createFeedStore(connection);
  const consumers = createConsumerStore(connection);
  const feeder = createFeeder({ store, requests, logger });
  const lease = createLease({
    store: createLeaseStore(connection),
    name: 'feed',
    owner: options.processId,
    clock: machineClock,
    logger,
    epoch: options.epoch,
  });
  const stopping = new AbortController();
  const definitions = new Map<string, ConsumerDefinition>();
  const working = new Map<string, Consumer>();
  let changed = new Set<TrackingCode>();
  let mustLook = true;
  let isFeeding = false;
  let hasLease = false;
  let waiting = new AbortController();
  let running: Promise<void> = Promise.resolve();

  function stir(): void {
    waiting.abort('woken');
  }

  /** Consumers work where the feed grows, so that they need not ask for it. */
  function startConsumers(): void {
    for (const [name, definition] of definitions) {
      if (working.has(name)) continue;
      const mayWork = () => !stopping.signal.aborted && lease.isHeld();
      working.set(
        name,
        startConsumer({
          definition,
          feed: store,
          store: consumers,
          last: feeder.last,
          mayWork,
          clock,
          machineClock,
          logger,
        }),
      );
    }
  }

  async function stopConsumers(): Promise<void> {
    const all = [...working.values()];
    working.clear();
    await Promise.all(all.map((consumer) => consumer.stop()));
  }

  /** Stops one that is at work; while it is wanted, the next round starts it anew. */
  async function stopConsumer(name: string): Promise<void> {
    const consumer = working.get(name);
    await consumer?.stop();
    if (working.get(name) === consumer) working.delete(name);
    stir();
  }

  /** Adds what these requests have unfed, or whatever any has; what could not be added is looked for again. */
  async function add(codes?: readonly TrackingCode[]): Promise<void> {
    for (let hasMore = true; hasMore; ) {
      const fed = await feeder.feed(codes);
      hasMore = fed.hasMore && fed.added > 0;
      mustLook ||= fed.hasMore && fed.added === 0;
    }
  }

  /** Adds what has changed in this process or, if it has to look, whatever is unfed. */
  async function feed(): Promise<void> {
    const isLooking = mustLook;
    const codes = [...changed];
    changed = new Set();
    mustLook = false;
    if (isLooking) await add();
    for (let from = 0; !isLooking && from < codes.length; from += REQUESTS_AT_ONCE) {
      await add(codes.slice(from, from + REQUESTS_AT_ONCE));
    }
    for (const consumer of working.values()) consumer.wake();
  }

  async function work(): Promise<void> {
    if (!hasLease || !lease.isHeld()) {
      await stopConsumers();
      feeder.doubt();
      mustLook = true;
      hasLease = await lease.take();
      if (!hasLease) return changed.clear();
    }
    isFeeding = true;
    if (changed.size > 0) await machineClock.sleep(gatherMs, stopping.signal);
    if (mustLook || changed.size > 0) await feed();
    startConsumers();
  }

  async function pause(): Promise<void> {
    const { signal } = waiting;
    await machineClock.sleep(options.pollMs, signal);
    if (!signal.aborted) mustLook = true;
    waiting = new AbortController();
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await work();
        isFeeding = false;
        if (mustLook && hasLease) await machineClock.sleep(gatherMs, stopping.signal);
        else if (changed.size === 0) await pause();
      } catch (error) {
        isFeeding = false;
        logger.error({ event: 'feedFailed', error });
        mustLook = true;
        await machineClock.sleep(PAUSE_AFTER_ERROR_MS, stopping.signal);
      }
    }
  }

  return {
    onChanged({ request: { code } }) {
      if (!hasLease) return;
      changed.add(code);
      stir();
    },
    async readAfter(number, limit) {
      const entries = await store.after(number, limit);
      if (entries.length > 0) return { kind: 'page', entries };
      const latest = await store.latest();
      if (number > latest) return { kind: 'ahead', latest };
      const first = await store.firstAfter(number);
      return first === undefined || first === number + 1
        ? { kind: 'page', entries }
        : { kind: 'removed', first };
    },
    latest: () => store.latest(),
    consume(definition) {
      const { name } = definition;
      definitions.set(name, definition);
      void stopConsumer(name);
      return {
        async stop() {
          if (definitions.get(name) === definition) definitions.delete(name);
          await stopConsumer(name);
        },
      };
    },
    async begin(name) {
      await consumers.open(name, await store.latest());
    },
    async amend(name, change) {
      for (;;) {
        const stored = await consumers.find(name);
        if (stored === undefined || (await consumers.save(name, stored.rev, change(stored.state)))) break;
      }
      await stopConsumer(name);
    },
    firstSince: (moment) => store.firstSince(moment),
    progressOf: async (name) => (await consumers.find(name))?.state,
    forget: (name) => consumers.remove(name),
    isIdle: () =>
      !isFeeding && changed.size === 0 && [...working.values()].every((consumer) => consumer.isIdle()),
    wake() {
      mustLook = true;
      stir();
    },
    removeOld: (before) => store.removeOld(before, MOST_AT_ONCE),
    start() {
      running = run();
    },
    async stop() {
      stopping.abort();
      stir();
      await running;
      await stopConsumers();
      await lease.release();
    },
  };
}
