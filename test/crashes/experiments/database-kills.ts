import { setTimeout as pause } from 'node:timers/promises';
import type { Experiment } from './experiment.js';

const MOMENTS = { short: 3, full: 30 } as const;
const MOST_ROUNDS_BEFORE = 20;
/** Milliseconds after the beginning of a round within which the database is ended. */
const WITHIN_MS = 200;
/** How long it stays away, at most. */
const AWAY_MS = 1_500;
/** How often the program ends with it. */
const SHARE_OF_BOTH = 0.4;

/** The database is ended in the middle of the work, alone or with the program. */
export const databaseKills: Experiment = {
  name: 'database',
  title: 'the database is killed at random moments, alone or with the program',
  citizens: 6,
  async run({ world, players, isShort, count, settledRound, book }) {
    const { chance, database } = world;
    let program = await world.start();
    // The first time it is ended something has been acknowledged that might be lost.
    for (let round = 0; round < MOST_ROUNDS_BEFORE && book.acknowledged.length === 0; round += 1) {
      await settledRound();
    }
    for (let moment = 0; moment < (isShort ? MOMENTS.short : MOMENTS.full); moment += 1) {
      const isBoth = chance.happens(SHARE_OF_BOTH);
      world.advance(5_000);
      const ended = pause(chance.between(0, WITHIN_MS)).then(async () => {
        await Promise.all([database.kill(), isBoth ? program.kill() : undefined]);
      });
      await players.round();
      await ended;
      await pause(chance.between(0, AWAY_MS));
      await database.startAgain();
      count(isBoth ? 'kills of both' : 'kills of the database');
      if (isBoth) program = await world.startAgain();
      await world.rest();
      await book.look();
    }
    players.fileNoMore();
    for (let round = 0; round < 3; round += 1) await settledRound();
  },
};
