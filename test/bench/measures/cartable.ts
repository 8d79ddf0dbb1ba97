import { setTimeout as pause } from 'node:timers/promises';
import type { Organization } from '../../../src/organization/organization.js';
import { openFilers } from '../filers.js';
import { insertCopies, sampleOf } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import { managerId } from '../people.js';
import { answerTime, callsAt } from '../recorded-calls.js';
import type { Row } from '../row.js';
import { type CityDatabase, createCity, startProductSide } from '../sides.js';
import { type Spread, spreadOf } from '../statistics.js';

const MEASURE = 'cartable';
const MOST_MS = 30;
/** Milliseconds between two looks, so that each finds the program idle. */
const APART_MS = 50;
const FULL = 'district-9-civil-works-head';
const EMPTY = 'district-2-civil-works-head';
/** Whose requests the deputy above them sees below. */
const BELOW = 'district-1-civil-works-head';

/** The first page of a cartable, empty and full, and of a deputy below whom much waits. */
export const cartable: Measure = {
  name: MEASURE,
  title: 'a manager opens a full cartable, and a deputy one above many requests',
  async take(stage) {
    const { ground, sizes } = stage;
    const city = await createCity(ground);
    await fill(city, sizes);
    const side = await startProductSide(ground, { citizens: 0, in: city });
    const filers = await openFilers(side.telegram.address);
    const open = async (position: string): Promise<Spread> => {
      const person = idOf(city.organization, position);
      const waits: number[] = [];
      for (let look = 0; look <= sizes.looks; look += 1) {
        await filers.ask({ person, bot: 'staff', text: '/cartable', isAnswer: () => true });
        const { newest } = await callsAt(side.telegram.address);
        // The first time warms up.
        if (look > 0) waits.push(answerTime(newest, 'message'));
        await pause(APART_MS);
      }
      return spreadOf(waits);
    };
    try {
      const empty = await open(EMPTY);
      const full = await open(FULL);
      const deputy = await open(city.organization.superiorOf(BELOW) ?? '');
      return [
        rowOf(`first page of ${sizes.waiting} waiting`, full, empty, stage),
        rowOf(`first page of a deputy, ${sizes.below} below`, deputy, empty, stage),
      ];
    } finally {
      await filers.close();
      await side.close();
      await city.database.drop();
    }
  },
};

async function fill({ database, organization }: CityDatabase, sizes: Stage['sizes']): Promise<void> {
  const { connection } = database;
  await insertCopies(connection, await sampleOf('open', connection, organization), {
    from: 0,
    count: sizes.waiting + sizes.below,
    positionOf: (index) => (index < sizes.waiting ? FULL : BELOW),
  });
}

function idOf({ positions }: Organization, position: string): number {
  const at = positions.findIndex(({ code }) => code === position);
  if (at === -1) throw new Error(`There is no position «${position}».`);
  return managerId(at);
}

function rowOf(what: string, took: Spread, empty: Spread, { sizes }: Stage): Row {
  return {
    measure: MEASURE,
    what: `${what}, median of ${sizes.looks}`,
    ours: inMs(took),
    against: `empty: ${inMs(empty)}`,
    ratio: (took.median / empty.median).toFixed(2),
    goal: `≤ ${MOST_MS} ms`,
    verdict: took.median <= MOST_MS ? 'yes' : 'no',
    note: 'pages',
  };
}

function inMs({ median, least, most }: Spread): string {
  return `${median.toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)})`;
}
