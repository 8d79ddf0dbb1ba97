import type { Mailbox } from '../src/mailbox/mailbox.js';
import type { RecurringJob } from './job.js';

/** Takes up the updates that a crash left waiting in their chats. */
export function resumeMailbox(options: {
  readonly mailbox: Pick<Mailbox, 'resume'>;
  readonly everySeconds: number;
}): RecurringJob {
  return {
    name: 'resume the mailbox',
    everySeconds: options.everySeconds,
    async run() {
      await options.mailbox.resume();
    },
  };
}
