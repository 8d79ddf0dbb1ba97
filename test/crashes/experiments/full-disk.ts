import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import type { Experiment, Stage } from './experiment.js';
import type { Program } from './program.js';

const TIMES = { short: 1, full: 8 } as const;
/** How long the disk stays full, at most, once the program has noticed. */
const FULL_MS = 3_000;
const NOTICES_WITHIN_MS = 20_000;
/** The database is started again after at most ten seconds, and the program finds it again some seconds later. */
const RETURNS_WITHIN_MS = 40_000;

/** The database can write nothing more, and later it can. */
export const fullDisk: Experiment = {
  name: 'disk',
  title: 'the disk of the database is full for a while',
  citizens: 6,
  async run(stage) {
    const { world, players, isShort, count, miss, settledRound, book } = stage;
    const { database, chance } = world;
    await database.keep();
    const program = await world.start();
    for (let round = 0; round < 3; round += 1) await settledRound();
    for (let time = 0; time < (isShort ? TIMES.short : TIMES.full); time += 1) {
      await database.fillDisk();
      try {
        await notice(program, stage);
        await pause(chance.between(0, FULL_MS));
      } finally {
        await database.freeDisk();
      }
      await eventually(async () => (await readinessOf(program)) === 200, { withinMs: RETURNS_WITHIN_MS });
      count('full disks');
      if (!WHY.test(database.lastWords()))
        miss(`The database did not say why it ended: ${database.lastWords()}`);
      await world.rest();
      await book.look();
      await settledRound();
    }
    players.fileNoMore();
    for (let round = 0; round < 3; round += 1) await settledRound();
  },
};

/** What the system says of a file that may not grow, or of a disk that is full. */
const WHY = /file too large|no space left/i;

/** People go on until the program says that it cannot serve. */
async function notice(program: Program, { players }: Stage): Promise<void> {
  const isNoticed = async () => {
    await players.round();
    return (await readinessOf(program)) === 503;
  };
  await eventually(isNoticed, { withinMs: NOTICES_WITHIN_MS });
}

async function readinessOf({ url }: Program): Promise<number> {
  return (await fetch(`${url}/health/ready`)).status;
}
