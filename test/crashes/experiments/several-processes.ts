import { type Experiment, HOUR_MS } from './experiment.js';

const FREEZES = { short: 1, full: 6 } as const;
/** How long a process is frozen, by the clock of all others. */
const FROZEN_MS = 90_000;
/** Milliseconds by which the clocks of two machines differ. */
const SKEW_MS = 5_000;
/** How long writing takes where two look for what is due: so long that both have looked before one has written. */
const SLOW_MS = 1_000;

/** One process receives, two work: both look for what is due at the same time, one is killed, one freezes and wakes. */
export const severalProcesses: Experiment = {
  name: 'processes',
  title: 'two workers and a receiver on one database; one worker is killed, one freezes and wakes',
  citizens: 8,
  async run({ world, players, isShort, count, settledRound, book }) {
    await world.start({ role: 'web' });
    let first = await world.start({ role: 'worker' });
    let second = await world.start({ role: 'worker', skewMs: SKEW_MS });
    for (let round = 0; round < 6; round += 1) await settledRound();
    for (let freeze = 0; freeze < (isShort ? FREEZES.short : FREEZES.full); freeze += 1) {
      // Frozen in the middle of its work: what it holds goes to the other one, and it wakes without it.
      await players.round();
      first.freeze();
      world.advance(FROZEN_MS);
      await world.rest();
      await players.round();
      first.wake();
      count('freezes');
      await world.rest();
      await book.look();

      await players.round();
      await second.kill();
      count('kills');
      await world.startAgain({ role: 'worker', skewMs: SKEW_MS }).then((again) => {
        second = again;
      });
      await world.rest();
      await settledRound();

      // Nobody works while the deadlines pass; then both begin at once, and each looks for what is due.
      await first.kill();
      await second.kill();
      world.advance(73 * HOUR_MS);
      [first, second] = await Promise.all([
        world.startAgain({ role: 'worker', slownessMs: SLOW_MS }),
        world.startAgain({ role: 'worker', slownessMs: SLOW_MS, skewMs: SKEW_MS }),
      ]);
      count('sweeps of two at once');
      await world.rest();
      await book.look();
    }
    players.fileNoMore();
    await settledRound();
  },
};
