import type { Organization } from '../../../src/organization/organization.js';
import { describe, isForTelling, isScan } from '../commands.js';
import { type Filers, openFilers, type Question, says, stepsOf } from '../filers.js';
import type { BenchDatabase } from '../ground.js';
import { insertCopies, sampleOf } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import { citizenId, managerId } from '../people.js';
import type { Row } from '../row.js';
import { type CityDatabase, createCity, startProductSide } from '../sides.js';
import { median, type Spread, spreadOf } from '../statistics.js';
import { inThousands } from '../units.js';
import { startWatchedProduct } from '../watched-product.js';

const MEASURE = 'city';
const MOST = 1.3;
/** The position whose manager gets what the people of this benchmark file. */
const HEAD = 'district-9-civil-works-head';
const FIRST_COPY = 100_000;
/** The part of the wanted requests that a database without indexes gets: a start goes through all of them. */
const PART_WITHOUT_INDEXES = 0.01;

/** The same work in an empty city and in one with the requests of years. */
export const city: Measure = {
  name: MEASURE,
  title: 'filing, and the lists that people open, in an empty store and in a full one',
  async take(stage) {
    const { ground, sizes, say } = stage;
    const cities = { empty: await createCity(ground), full: await createCity(ground) };
    try {
      const stored = await fill(stage, cities.full);
      say(`${inWords(stored)} are in the store`);
      const empty: Work[] = [];
      const full: Work[] = [];
      for (let turn = 0; turn < sizes.repetitions; turn += 1) {
        empty.push(await workIn(stage, cities.empty, turn));
        full.push(await workIn(stage, cities.full, turn));
      }
      const wanted = { closed: sizes.closedInCity, open: sizes.openInCity };
      const rows = rowsOf(empty, full, { stored, wanted, hasIndexes: ground.hasIndexes });
      return [...rows, scanRow(await scansOf(ground))];
    } finally {
      await cities.empty.database.drop();
      await cities.full.database.drop();
    }
  },
};

interface Stored {
  readonly closed: number;
  readonly open: number;
}

/** How the work goes: updates a second, or milliseconds until an answer. */
interface Work {
  readonly updatesPerSecond: number;
  readonly cartable: number;
  readonly ownRequests: number;
  readonly lookUp: number;
}

async function workIn({ ground, sizes }: Stage, city: CityDatabase, turn: number): Promise<Work> {
  const { filersInCity: count, looks } = sizes;
  const warmUp = Math.ceil(count / 4);
  // Each turn has people of its own, and one more who only looks.
  const first = turn * (warmUp + count + 1);
  const stranger = first + warmUp + count;
  const side = await startProductSide(ground, { citizens: stranger + 1, in: city });
  const filers = await openFilers(side.telegram.address);
  try {
    await filers.file({ from: first, count: warmUp, atOnce: sizes.atOnce });
    const { updatesPerSecond } = await filers.file({ from: first + warmUp, count, atOnce: sizes.atOnce });
    const questions = questionsOf(filers, {
      manager: headOf(city.organization),
      filer: first,
      code: await codeOfRequest(city.database, first),
      stranger,
    });
    return {
      updatesPerSecond,
      cartable: await medianOf(looks, questions.cartable),
      ownRequests: await medianOf(looks, questions.ownRequests),
      lookUp: await medianOf(looks, questions.lookUp),
    };
  } finally {
    await filers.close();
    await side.close();
  }
}

function headOf({ positions }: Organization): number {
  return managerId(positions.findIndex(({ code }) => code === HEAD));
}

/** What people open: a manager his cartable, a citizen his requests, and somebody a request by its code. */
function questionsOf(
  filers: Filers,
  who: { readonly manager: number; readonly filer: number; readonly code: string; readonly stranger: number },
) {
  const ask = (person: number, text: string, isAnswer: Question['isAnswer']) => () =>
    filers.ask({ person, bot: person === who.manager ? 'staff' : 'citizen', text, isAnswer });
  return {
    cartable: ask(who.manager, '/cartable', says('درخواست منتظر شماست')),
    ownRequests: ask(citizenId(who.filer), '/requests', says('درخواست‌های شما')),
    lookUp: ask(citizenId(who.stranger), who.code, () => true),
  };
}

async function codeOfRequest({ connection }: BenchDatabase, filer: number): Promise<string> {
  const citizen = await connection
    .collection<{ readonly _id: string; readonly requests: readonly string[] }>('citizens')
    .findOne({ _id: String(citizenId(filer)) });
  const [code] = citizen?.requests ?? [];
  if (code === undefined) throw new Error('What was filed is not among the requests of whoever filed it.');
  return code;
}

async function medianOf(times: number, ask: () => Promise<number>): Promise<number> {
  const waits: number[] = [];
  for (let time = 0; time <= times; time += 1) waits.push(await ask());
  // The first time warms up.
  return median(waits.slice(1));
}

/** Fills the store with what is wanted, or with as much of each kind as there is time for and the database bears. */
async function fill(
  { ground, sizes, say }: Stage,
  { database: { connection }, organization }: CityDatabase,
): Promise<Stored> {
  const part = ground.hasIndexes ? 1 : PART_WITHOUT_INDEXES;
  const { closedInCity, openInCity, fillMinutes } = sizes;
  const [closed, open] = [closedInCity * part, openInCity * part];
  const began = performance.now();
  const minutes = () => (performance.now() - began) / 60_000;
  const share = open / (open + closed);
  const samples = {
    open: await sampleOf('open', connection, organization),
    closed: await sampleOf('closed', connection, organization),
  };
  say(`filling the store, ${fillMinutes} minutes at most …`);
  const stored = {
    open: await insertCopies(connection, samples.open, {
      from: FIRST_COPY,
      count: open,
      isFoundNearby: true,
      isEnough: () => minutes() > fillMinutes * share,
    }),
    closed: 0,
  };
  const from = FIRST_COPY + stored.open;
  stored.closed = await insertCopies(connection, samples.closed, {
    from,
    count: closed,
    isEnough: () => minutes() > fillMinutes,
  });
  return stored;
}

function rowsOf(
  empty: readonly Work[],
  full: readonly Work[],
  found: { readonly stored: Stored; readonly wanted: Stored; readonly hasIndexes: boolean },
): readonly Row[] {
  const { stored, wanted, hasIndexes } = found;
  const isFull = stored.closed >= wanted.closed && stored.open >= wanted.open;
  const row = (what: string, name: keyof Work, unit: string): Row => {
    const [before, after] = [empty, full].map((work) => spreadOf(work.map((one) => one[name])));
    if (before === undefined || after === undefined) throw new Error('Nothing was measured.');
    const slower = after.median / before.median;
    const ratio = name === 'updatesPerSecond' ? 1 / slower : slower;
    const inWords = ({ median, least, most }: Spread) =>
      `${Math.round(median)} ${unit} (${Math.round(least)} to ${Math.round(most)})`;
    return {
      measure: MEASURE,
      what,
      ours: inWords(after),
      against: `empty: ${inWords(before)}`,
      ratio: ratio.toFixed(2),
      goal: `≤ ${MOST} with indexes`,
      verdict: !hasIndexes || !isFull ? 'unmeasured' : ratio <= MOST ? 'yes' : 'no',
      note: 'store',
    };
  };
  const size = `with ${inWords(stored)}`;
  return [
    row(`filing, ${size}`, 'updatesPerSecond', 'updates/s'),
    row(`cartable, ${size}`, 'cartable', 'ms'),
    row(`my requests, ${size}`, 'ownRequests', 'ms'),
    row(`look-up by code, ${size}`, 'lookUp', 'ms'),
  ];
}

/** What the database is asked on the hot path that it can answer without indexes only by looking at everything. */
async function scansOf(ground: Stage['ground']): Promise<readonly string[]> {
  const product = await startWatchedProduct(ground, { citizens: 2 });
  const filers = await openFilers(product.telegram.address);
  try {
    const sent = [];
    for (const step of stepsOf(0)) sent.push(...(await product.during(() => filers.step(0, step))));
    const manager = headOf(product.organization);
    const code = await codeOfRequest(product.database, 0);
    for (const ask of Object.values(questionsOf(filers, { manager, filer: 0, code, stranger: 1 }))) {
      sent.push(...(await product.during(ask)));
    }
    return [...new Set(sent.filter((one) => isScan(one) && !isForTelling(one)).map(describe))];
  } finally {
    await filers.close();
    await product.close();
  }
}

function scanRow(scans: readonly string[]): Row {
  return {
    measure: MEASURE,
    what: 'asked for otherwise than by _id on the hot path',
    ours: scans.length === 0 ? 'nothing' : scans.join(', '),
    goal: 'nothing',
    verdict: scans.length === 0 ? 'yes' : 'no',
    note: 'scans',
  };
}

function inWords({ closed, open }: Stored): string {
  return `${inThousands(closed)} closed and ${inThousands(open)} open`;
}
