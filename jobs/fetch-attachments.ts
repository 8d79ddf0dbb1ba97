import type { RecurringJob } from './job.js';

const BATCH = 50;

/** Downloads the files that people sent and that are not stored yet. */
export function fetchAttachments(options: {
  readonly attachments: { fetchPending(limit: number): Promise<number> };
}): RecurringJob {
  return {
    name: 'fetch attachments',
    everySeconds: 60,
    async run() {
      await options.attachments.fetchPending(BATCH);
    },
  };
}
