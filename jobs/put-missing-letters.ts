import type { RecurringJob } from './job.js';

/** Makes the letters in Gam that are missing, where a unit was connected through it and a crash came between. */
export function putMissingLetters(options: { readonly gam: { catchUp(): Promise<void> } }): RecurringJob {
  return {
    name: 'put missing letters into Gam',
    everySeconds: 3600,
    async run() {
      await options.gam.catchUp();
    },
  };
}
