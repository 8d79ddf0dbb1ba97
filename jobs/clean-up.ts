import type { Clock } from '../src/clock.js';
import { DAY_MS } from '../src/requests/lifecycle/rules.js';
import type { RecurringJob } from './job.js';

/** Days for which a delivery or a callback that is done is remembered, so that planning it again finds it. */
const KEEP_DAYS = 30;

/** Removes what nobody needs any more. */
export function cleanUp(options: {
  readonly deliveries: { removeOld(before: Date): Promise<number> };
  readonly callbacks: { removeOld(before: Date): Promise<void> };
  readonly clock: Clock;
}): RecurringJob {
  return {
    name: 'clean up',
    everySeconds: 24 * 3600,
    async run() {
      const before = new Date(options.clock.now().getTime() - KEEP_DAYS * DAY_MS);
      await options.deliveries.removeOld(before);
      await options.callbacks.removeOld(before);
    },
  };
}
