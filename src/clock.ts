import { setMaxListeners } from 'node:events';

/**
 * Time as the product sees it. Only implementations of this read the machine's clock: every module is given
 * its `Clock`, so that a test or the simulator can move it.
 */
export interface Clock {
  /** The current moment. */
  now(): Date;
  /**
   * Resolves when `ms` milliseconds of this clock have passed, or as soon as `signal` aborts; it never
   * rejects. Moving a clock forward wakes the sleepers that are due.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that can be moved forward: the simulator's, and a test's. */
export interface MovableClock extends Clock {
  /** Milliseconds by which this clock is ahead of the one it is based on. */
  readonly offset: number;
  /** Moves the clock forward by `ms` milliseconds (0 or more) and wakes the sleepers that are due. */
  advance(ms: number): void;
}

/** Why a sleep is over; without a reason an error would be made for each, with its stack. */
const WOKEN = 'woken';
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => timer(ms, signal),
};

/**
 * A clock that runs as fast as `base` and is ahead of it by an offset that only grows. `initialOffset`
 * (milliseconds) lets a restarted simulation continue from the day it had reached.
 */
export function createMovableClock(base: Clock = systemClock, initialOffset = 0): MovableClock {
  let offset = initialOffset;
  const sleepers = new Set<AbortController>();

  return {
    get offset() {
      return offset;
    },
    now: () => new Date(base.now().getTime() + offset),
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError('A clock moves forward only.');
      offset += ms;
      for (const sleeper of [...sleepers]) sleeper.abort(WOKEN);
    },
    async sleep(ms, signal) {
      const until = base.now().getTime() + offset + ms;
      for (;;) {
        const left = until - (base.now().getTime() + offset);
        if (left <= 0 || signal?.aborted) return;
        const sleeper = new AbortController();
        const wake = () => sleeper.abort(WOKEN);
        sleepers.add(sleeper);
        listen(signal, wake);
        await base.sleep(left, sleeper.signal);
        signal?.removeEventListener('abort', wake);
        sleepers.delete(sleeper);
      }
    },
  };
}

/**
 * A clock that stands still at `start` until it is advanced, for tests in which a second matters. Sleepers on
 * it wake only by `advance`.
 */
export function createManualClock(start: Date): MovableClock {
  const frozen: Clock = {
    now: () => start,
    sleep: (_ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) resolve();
        else listen(signal, () => resolve());
      }),
  };
  return createMovableClock(frozen);
}

function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (ms <= 0 || signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(handle);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const handle = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS));
    listen(signal, done);
  });
}

/**
 * Listens to a signal once. Any number may sleep on the same signal, so the platform need not warn of a leak.
 */
function listen(signal: AbortSignal | undefined, onAbort: () => void): void {
  if (signal === undefined) return;
  setMaxListeners(0, signal);
  signal.addEventListener('abort', onAbort, { once: true });
}
