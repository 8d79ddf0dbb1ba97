import type { JobAnswer, JobCall, JobTable } from './job.js';

/** Does jobs for the process that started this one, and ends with it. */
export function serveJobs(jobs: JobTable): void {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (message) => {
    // Only the sandbox of the same program writes into this channel.
    const { id, name, input } = message as JobCall;
    let answer: JobAnswer;
    try {
      const job = jobs[name];
      if (job === undefined) throw new Error(`There is no job ${name}.`);
      answer = { id, ok: true, value: await job(input as never) };
    } catch {
      answer = { id, ok: false };
    }
    process.send?.(answer);
  });
}
