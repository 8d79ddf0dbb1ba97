import type { UnusedFiles } from '../src/attachments/unused-files.js';
import type { RecurringJob } from './job.js';

/** Removes files that neither a request nor a draft uses. */
export function removeUnusedFiles(options: {
  readonly unusedFiles: Pick<UnusedFiles, 'remove'>;
}): RecurringJob {
  return {
    name: 'remove unused files',
    everySeconds: 3600,
    async run() {
      await options.unusedFiles.remove();
    },
  };
}
