import { cleanUp } from '../../jobs/clean-up.js';
import { createManualClock } from '../../src/clock.js';

it('removes what was done with thirty days ago, by the clock of the city', async () => {
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  const removedBefore: Date[] = [];
  const deliveries = {
    async removeOld(before: Date) {
      removedBefore.push(before);
      return 0;
    },
  };
  const others = { removeOld: async () => undefined };
  const job = cleanUp({ deliveries, callbacks: others, keptAnswers: others, once: others, clock });
  await job.run();
  clock.advance(24 * 3_600_000);
  await job.run();
  expect(removedBefore).toEqual([new Date('2026-10-25T05:30:00Z'), new Date('2026-10-26T05:30:00Z')]);
});
