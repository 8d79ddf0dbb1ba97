import { zonedDayStart } from '../../../src/calendar.js';
import { type Experiment, HOUR_MS } from './experiment.js';
import { brokenMornings } from './mornings.js';

const TIME_ZONE = 'Europe/Berlin';
/** The day before summer begins, with a night of 23 hours, and before it ends, with one of 25. */
const EVES = [
  { year: 2027, month: 3, day: 27 },
  { year: 2027, month: 10, day: 30 },
] as const;
/** Hours by which time goes on: hour by hour over the night and the morning, then up to the deadlines. */
const STEPS = [23, ...Array.from({ length: 10 }, () => 1), 11, 12, 12, 12];

/** A city whose summer begins and ends: deadlines are hours, mornings are mornings, and no hour counts twice. */
export const summerTime: Experiment = {
  name: 'summer',
  title: 'summer time begins and ends',
  citizens: 6,
  async run({ world, players, settledRound, book, count, miss }) {
    await world.start({ timeZone: TIME_ZONE });
    for (const eve of EVES) {
      const at = zonedDayStart(eve, TIME_ZONE).getTime();
      world.advance(at - world.now().getTime());
      await world.rest();
      for (let round = 0; round < 6; round += 1) await settledRound();
      for (const hours of STEPS) {
        world.advance(hours * HOUR_MS);
        await world.rest();
      }
      await book.look();
      count('changes of the hour');
    }
    players.fileNoMore();
    await settledRound();
    for (const problem of await brokenMornings(world, TIME_ZONE)) miss(problem);
  },
};
