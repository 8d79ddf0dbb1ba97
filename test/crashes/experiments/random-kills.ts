import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, HOUR_MS } from './experiment.js';

/** Milliseconds after the beginning of a round within which the program is ended. */
const WITHIN_MS = 250;
const MOMENTS = { short: 4, full: 200 } as const;
/** How often more than a day passes before a round, so that time has something to do as well. */
const SHARE_OF_DAYS = 0.3;
/** How often a program takes the one before it for stopped in order, and handles updates before it stores them. */
const SHARE_ALONE = 0.5;

/** The program is ended again and again while people are at it. */
export const randomKills: Experiment = {
  name: 'kill',
  title: 'the program is killed at random moments',
  citizens: 6,
  async run({ world, players, isShort, count, settledRound, book }) {
    const { chance } = world;
    let program = await world.start();
    let isAlone = true;
    for (let round = 0; round < 3; round += 1) await settledRound();
    for (let moment = 0; moment < (isShort ? MOMENTS.short : MOMENTS.full); moment += 1) {
      if (chance.happens(SHARE_OF_DAYS)) world.advance(25 * HOUR_MS);
      else world.advance(5_000);
      if (isAlone) await world.findAlone();
      const ended = pause(chance.between(0, WITHIN_MS)).then(() => program.kill());
      await players.round();
      await ended;
      count('kills');
      isAlone = chance.happens(SHARE_ALONE);
      if (isAlone) await world.forgetEnds();
      program = await world.startAgain();
      await world.rest();
      await book.look();
    }
    players.fileNoMore();
    for (let round = 0; round < 4; round += 1) await settledRound();
    for (const hours of [49, 21, 4]) {
      world.advance(hours * HOUR_MS);
      await world.rest();
    }
  },
};
