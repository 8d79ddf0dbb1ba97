import type { Experiment } from './experiment.js';
import { dieAt } from './named-points.js';

/**
 * A little of everything in one world, for the tests of every day: three named moments, one death of the database with
 * the program, a lost answer and a repeated update.
 */
export const everything: Experiment = {
  name: 'everything',
  title: 'a few moments of each kind, in seconds',
  citizens: 4,
  async run(stage) {
    const { world, players, count, settledRound } = stage;
    const deaths = [
      { point: 'handled', passing: 3 },
      { point: 'planned', passing: 2 },
      { point: 'taken', passing: 3 },
    ] as const;
    await dieAt(deaths, stage);

    await world.startAgain();
    await world.rest();
    await world.fault({ kind: 'duplicateUpdate', times: 4 });
    await world.fault({ kind: 'lostAnswer', method: 'sendMessage', bot: 'staff', times: 1 });
    await settledRound();
    await players.round();
    await Promise.all([world.database.kill(), ...world.programs().map((program) => program.kill())]);
    count('kills of both');
    await world.database.startAgain();
    await world.startAgain();
    await world.rest();
    players.fileNoMore();
    for (let round = 0; round < 2; round += 1) await settledRound();
  },
};
