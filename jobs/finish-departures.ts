import type { RecurringJob } from './job.js';

/** Finishes the departures that a crash left, and removes the chats of citizens who are gone. */
export function finishDepartures(options: {
  readonly departures: { finish(): Promise<number> };
  readonly everySeconds: number;
}): RecurringJob {
  return {
    name: 'finish departures',
    everySeconds: options.everySeconds,
    async run() {
      await options.departures.finish();
    },
  };
}
