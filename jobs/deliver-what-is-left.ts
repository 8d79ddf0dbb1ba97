import type { RecurringJob } from './job.js';

/** Plans the deliveries that a crash left unplanned and wakes the senders for those that wait. */
export function deliverWhatIsLeft(options: {
  readonly deliveries: { planLeftOvers(): Promise<number>; wake(): void };
  readonly everySeconds: number;
}): RecurringJob {
  return {
    name: 'deliver what is left',
    everySeconds: options.everySeconds,
    async run() {
      await options.deliveries.planLeftOvers();
      options.deliveries.wake();
    },
  };
}
