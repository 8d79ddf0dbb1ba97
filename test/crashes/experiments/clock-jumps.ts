import { zonedDayStart } from '../../../src/calendar.js';
import { type Experiment, HOUR_MS, type Stage } from './experiment.js';
import { brokenMornings } from './mornings.js';

const TIME_ZONE = 'Asia/Tehran';
const WEEK_MS = 7 * 24 * HOUR_MS;
/** The eve of 30 Esfand 1408, a leap year, and of 29 Esfand 1406, which is none. */
const NEW_YEARS = [
  { year: 2028, month: 3, day: 18 },
  { year: 2030, month: 3, day: 18 },
] as const;

/** Machines whose clock jumps: a week ahead, an hour back, and over the end of a year, with and without a leap day. */
export const clockJumps: Experiment = {
  name: 'clock',
  title: 'the clock jumps a week ahead and an hour back, and years end on 29 and 30 Esfand',
  citizens: 6,
  async run(stage) {
    const { world, players, settledRound, count } = stage;
    await world.start();
    for (let round = 0; round < 7; round += 1) await settledRound();

    const before = await levels(stage);
    world.advance(WEEK_MS);
    await world.rest();
    for (const [code, level] of await levels(stage)) {
      const jump = level - (before.get(code) ?? level);
      if (jump > 1) stage.miss(`${code}: a week made it climb ${jump} levels at once`);
    }
    count('weeks ahead');

    world.shiftMachines(-HOUR_MS);
    for (let round = 0; round < 5; round += 1) await settledRound();
    count('hours back');
    world.shiftMachines(HOUR_MS);
    await settledRound();

    for (const eve of NEW_YEARS) {
      const at = zonedDayStart(eve, TIME_ZONE).getTime();
      world.advance(at - world.now().getTime());
      await world.rest();
      for (let round = 0; round < 6; round += 1) await settledRound();
      for (const hours of [9, 14, 10, 14, 24, 24]) {
        world.advance(hours * HOUR_MS);
        await world.rest();
      }
      count('ends of a year');
    }
    players.fileNoMore();
    await settledRound();
    for (const problem of await brokenMornings(world, TIME_ZONE)) stage.miss(problem);
  },
};

async function levels({ world }: Stage): Promise<ReadonlyMap<string, number>> {
  const found = await world.connection.collection('requests').find({ status: 'referred' }).toArray();
  return new Map(found.map(({ _id, state }) => [String(_id), Number(state.stage.referral.level)]));
}
