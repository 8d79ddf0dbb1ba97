import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { ProcessSignStore } from './process-signs.js';

/** Whether this process alone uses the database, so that it knows what nobody else has changed. */
export interface Solitude {
  /**
   * The number of the period in which this process has been alone, the same as long as nobody else can have been there;
   * undefined while somebody else is, or may be.
   */
  period(): number | undefined;
  /** The same, but undefined for an hour after a process that did not end in order. */
  calmPeriod(): number | undefined;
  /**
   * Looks whether others are there, and goes on looking. Resolves when whoever was alone until now must know of this
   * process: from then on it may change what the other one remembers.
   */
  start(): Promise<void>;
  /** Notes that a process ended which had not stopped in order. */
  noteEnd(): void;
  /** Looks no more; this process takes itself for one of several from then on. */
  stop(): Promise<void>;
}

/** How often it is looked for others. */
const LOOK_EVERY_MS = 1_000;
/** A look counts for so long: a process that was held up for longer takes itself for one of several. */
const LOOK_COUNTS_MS = 3_000;
/** How often, and how many times, whoever comes waits for others to know of it: together longer than a look counts. */
const WAIT_MS = 250;
const MOST_WAITS = 14;
/**
 * Milliseconds after an end out of order in which every update is stored before it is handled: whatever was in hand comes
 * again within them, and if it is what ends processes, its ends are counted.
 */
export const CAREFUL_MS = 3_600_000;

/** The solitude of a process on a database that nobody else can use. */
export function createLockedSolitude(options: {
  readonly clock: Clock;
  readonly endedInOrder: boolean;
}): Solitude {
  const { clock, endedInOrder } = options;
  const startedAt = clock.now().getTime();
  return {
    period: () => 0,
    calmPeriod: () => (endedInOrder || clock.now().getTime() - startedAt >= CAREFUL_MS ? 0 : undefined),
    start: async () => undefined,
    noteEnd: () => undefined,
    stop: async () => undefined,
  };
}

/**
 * The solitude of a process that gives signs of life to others. Whoever claims to be alone writes that down before
 * looking for others, and whoever comes gives a sign before looking for such a claim: one of the two sees the other.
 */
export function createSharedSolitude(options: {
  readonly store: Pick<ProcessSignStore, 'claimAlone' | 'claims'>;
  readonly processId: string;
  /** False where it gains nothing from being alone: it lets others know of it, and never takes itself to be alone. */
  readonly mayBeAlone: boolean;
  /** The machine's clock. */
  readonly clock: Clock;
  readonly logger: Logger;
}): Solitude {
  const { store, processId, mayBeAlone, clock, logger } = options;
  const stopping = new AbortController();
  let running = Promise.resolve();
  let isAlone = false;
  let number = 0;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let carefulUntil = Number.NEGATIVE_INFINITY;

  const age = () => Math.abs(clock.now().getTime() - lookedAt);

  /** Looks for others; true if one of them claims to be alone. */
  async function look(): Promise<boolean> {
    const before = clock.now().getTime();
    const claims = await store.claims();
    const isClaimed = claims.get(processId) === true;
    claims.delete(processId);
    const isCompany = claims.size > 0;
    if (isAlone && (isCompany || !isClaimed || age() >= LOOK_COUNTS_MS)) isAlone = false;
    lookedAt = before;
    if (isCompany && isClaimed) await store.claimAlone(processId, false);
    if (mayBeAlone && !isCompany && !isAlone) await claim();
    return [...claims.values()].includes(true);
  }

  async function claim(): Promise<void> {
    if (!(await store.claimAlone(processId, true))) return;
    const before = clock.now().getTime();
    const others = await store.claims();
    others.delete(processId);
    if (others.size > 0) return;
    lookedAt = before;
    number += 1;
    isAlone = true;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(LOOK_EVERY_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      await look().catch((error) => logger.warn({ event: 'solitudeUnknown', error }));
    }
  }

  const period = () => (isAlone && age() < LOOK_COUNTS_MS ? number : undefined);

  return {
    period,
    calmPeriod: () => (clock.now().getTime() >= carefulUntil ? period() : undefined),
    async start() {
      let isClaimedByOther = await look();
      for (let waits = 0; isClaimedByOther && waits < MOST_WAITS; waits += 1) {
        await clock.sleep(WAIT_MS, stopping.signal);
        isClaimedByOther = await look();
      }
      if (mayBeAlone) running = run();
    },
    noteEnd() {
      carefulUntil = clock.now().getTime() + CAREFUL_MS;
    },
    async stop() {
      stopping.abort();
      await running;
      isAlone = false;
    },
  };
}
