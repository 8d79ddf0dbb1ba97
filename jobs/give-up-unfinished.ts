import type { Clock } from '../src/clock.js';
import type { Mailbox } from '../src/mailbox/mailbox.js';
import type { RecurringJob } from './job.js';

/** Gives up the expired conversations of citizens, and tells each of them. */
export function giveUpUnfinished(options: {
  readonly mailbox: Pick<Mailbox, 'giveUpExpired'>;
  readonly clock: Clock;
  readonly everySeconds: number;
}): RecurringJob {
  return {
    name: 'give up what is unfinished',
    everySeconds: options.everySeconds,
    async run() {
      await options.mailbox.giveUpExpired(options.clock.now());
    },
  };
}
