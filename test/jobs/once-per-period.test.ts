import { createPeriodicalJob } from '../../jobs/once-per-period.js';
import { createManualClock } from '../../src/clock.js';

/** A paper whose only issue goes out by `tell`. */
function paperOf(tell: () => Promise<number>) {
  const done = new Set<string>();
  const once = {
    isDone: async (what: string) => done.has(what),
    markDone: async (what: string) => void done.add(what),
  };
  const clock = createManualClock(new Date('2026-01-05T08:00:00Z'));
  return createPeriodicalJob(
    { once, clock, everySeconds: 60 },
    { name: 'paper', issueAt: () => ({ name: 'today' }), tell },
  );
}

it('ends a sweep only after the one that began before, and publishes an issue once', async () => {
  const ended: string[] = [];
  const paper = paperOf(async () => {
    await new Promise(setImmediate);
    ended.push('telling');
    return 3;
  });
  const round = paper.run();
  const swept = paper.sweep().finally(() => ended.push('sweep'));
  await round;
  expect(await swept).toBe(0);
  expect(ended).toEqual(['telling', 'sweep']);
});

it('publishes what a sweep that failed did not', async () => {
  let tries = 0;
  const paper = paperOf(async () => {
    tries += 1;
    if (tries === 1) throw new Error('The database is away.');
    return 3;
  });
  await expect(paper.sweep()).rejects.toThrow('away');
  expect(await paper.sweep()).toBe(3);
});
