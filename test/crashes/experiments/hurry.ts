import { setMaxListeners } from 'node:events';
import { type Clock, systemClock } from '../../../src/clock.js';

/** How often it is looked whether the machine's clock was moved. */
const LOOK_EVERY_MS = 10;

/**
 * Lets whoever sleeps in this process wake as soon as the machine's clock has been moved so far, and not only after
 * so long: minutes that Telegram asks for then take as long as somebody needs to move a clock. What libraries time by
 * themselves, as an answer that does not come, takes as long as ever.
 */
export function hurrySleepers(): void {
  const sleepers = new Set<AbortController>();
  const sleepAsEver = systemClock.sleep;
  let last = { date: Date.now(), machine: performance.now() };
  setInterval(() => {
    const present = { date: Date.now(), machine: performance.now() };
    const moved = present.date - last.date - (present.machine - last.machine);
    last = present;
    if (moved > LOOK_EVERY_MS) for (const sleeper of sleepers) sleeper.abort();
  }, LOOK_EVERY_MS).unref();

  const sleep: Clock['sleep'] = async (ms, signal) => {
    const until = Date.now() + ms;
    for (let left = ms; left > 0 && signal?.aborted !== true; left = until - Date.now()) {
      const sleeper = new AbortController();
      const wake = () => sleeper.abort();
      sleepers.add(sleeper);
      if (signal !== undefined) setMaxListeners(0, signal);
      signal?.addEventListener('abort', wake, { once: true });
      await sleepAsEver(left, sleeper.signal);
      signal?.removeEventListener('abort', wake);
      sleepers.delete(sleeper);
    }
  };
  systemClock.sleep = sleep;
}
