import type { Clock } from '../src/clock.js';
import { DAY_MS } from '../src/requests/lifecycle/rules.js';
import type { RecurringJob } from './job.js';

/** Days for which a delivery that is done is remembered, so that planning it again finds it. */
const KEEP_DELIVERIES_DAYS = 30;

/** Removes what nobody needs any more. */
export function cleanUp(options: {
  readonly deliveries: { removeOld(before: Date): Promise<number> };
  readonly clock: Clock;
}): RecurringJob {
  return {
    name: 'clean up',
    everySeconds: 24 * 3600,
    async run() {
      await options.deliveries.removeOld(
        new Date(options.clock.now().getTime() - KEEP_DELIVERIES_DAYS * DAY_MS),
      );
    },
  };
}
