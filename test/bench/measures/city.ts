import type { Organization } from '../../../src/organization/organization.js';
import { describe, isForTelling, isScan } from '../commands.js';
import { type Filers, openFilers, says, stepsOf } from '../filers.js';
import type { BenchDatabase } from '../ground.js';
import { codeOf, insertCopies, sampleOf } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import { citizenId, managerId } from '../people.js';
import type { Row } from '../row.js';
import { startProductSide } from '../sides.js';
import { median } from '../statistics.js';
import { startWatchedProduct } from '../watched-product.js';

const MEASURE = 'city';
const MOST = 1.3;
/** The position whose manager gets what the people of this benchmark file. */
const HEAD = 'district-9-civil-works-head';
const FIRST_COPY = 1_000;
/** The part of the wanted requests that a database without indexes gets: a start goes through all of them. */
const PART_WITHOUT_INDEXES = 0.01;

/** The same work in an empty city and in one with the requests of years. */
export const city: Measure = {
  name: MEASURE,
  title: 'filing, and the lists that people open, in an empty store and in a full one',
  async take(stage) {
    const { ground, say } = stage;
    const empty = await workIn(stage, async () => undefined);
    let stored: Stored = { closed: 0, open: 0 };
    const full = await workIn(stage, async (database, organization) => {
      stored = await fill(stage, database, organization);
      say(`${inWords(stored)} are in the store`);
    });
    const scans = await scansOf(ground);
    return [
      ...rowsOf(empty, full, {
        stored,
        wanted: { closed: stage.sizes.closedInCity, open: stage.sizes.openInCity },
        hasIndexes: ground.hasIndexes,
      }),
      scanRow(scans),
    ];
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

async function workIn(
  { ground, sizes }: Stage,
  fillStore: (database: BenchDatabase, organization: Organization) => Promise<void>,
): Promise<Work> {
  const { filersInCity: count, looks } = sizes;
  const warmUp = Math.ceil(count / 4);
  let manager = 0;
  const side = await startProductSide(ground, {
    citizens: count + warmUp + 1,
    async fill(database, organization) {
      manager = managerId(organization.positions.findIndex(({ code }) => code === HEAD));
      await fillStore(database, organization);
    },
  });
  const filers = await openFilers(side.telegram.address);
  try {
    await filers.file({ from: 0, count: warmUp, atOnce: sizes.atOnce });
    const { updatesPerSecond } = await filers.file({ from: warmUp, count, atOnce: sizes.atOnce });
    const code = await codeOfFirst(side.database);
    const questions = questionsOf(filers, { manager, code, stranger: count + warmUp });
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

/** What people open: a manager his cartable, a citizen his requests, and somebody a request by its code. */
function questionsOf(
  filers: Filers,
  { manager, code, stranger }: { readonly manager: number; readonly code: string; readonly stranger: number },
) {
  return {
    cartable: () =>
      filers.ask({ person: manager, bot: 'staff', text: '/cartable', isAnswer: says('درخواست منتظر شماست') }),
    ownRequests: () =>
      filers.ask({
        person: citizenId(0),
        bot: 'citizen',
        text: '/requests',
        isAnswer: says('درخواست‌های شما'),
      }),
    lookUp: () =>
      filers.ask({ person: citizenId(stranger), bot: 'citizen', text: code, isAnswer: () => true }),
  };
}

async function codeOfFirst({ connection }: BenchDatabase): Promise<string> {
  const filer = await connection
    .collection<{ readonly _id: string; readonly requests: readonly string[] }>('citizens')
    .findOne({ _id: String(citizenId(0)) });
  return filer?.requests[0] ?? codeOf(0);
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
  { connection }: BenchDatabase,
  organization: Organization,
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
  empty: Work,
  full: Work,
  {
    stored,
    wanted,
    hasIndexes,
  }: { readonly stored: Stored; readonly wanted: Stored; readonly hasIndexes: boolean },
): readonly Row[] {
  const isFull = stored.closed >= wanted.closed && stored.open >= wanted.open;
  const row = (what: string, ratio: number, inUnit: (work: Work) => string): Row => ({
    measure: MEASURE,
    what: `${what}, with ${inWords(stored)}`,
    ours: inUnit(full),
    against: `empty: ${inUnit(empty)}`,
    ratio: ratio.toFixed(2),
    goal: `≤ ${MOST} with indexes`,
    verdict: !hasIndexes || !isFull ? 'unmeasured' : ratio <= MOST ? 'yes' : 'no',
    note: 'store',
  });
  const look = (what: string, name: 'cartable' | 'ownRequests' | 'lookUp') =>
    row(what, full[name] / empty[name], (work) => `${Math.round(work[name])} ms`);
  return [
    row(
      'filing',
      empty.updatesPerSecond / full.updatesPerSecond,
      ({ updatesPerSecond }) => `${Math.round(updatesPerSecond)} updates/s`,
    ),
    look('cartable', 'cartable'),
    look('my requests', 'ownRequests'),
    look('look-up by code', 'lookUp'),
  ];
}

/** What the database is asked on the hot path that it can answer without indexes only by looking at everything. */
async function scansOf(ground: Stage['ground']): Promise<readonly string[]> {
  const product = await startWatchedProduct(ground, { citizens: 2 });
  const filers = await openFilers(product.telegram.address);
  try {
    const sent = [];
    for (const step of stepsOf(0)) sent.push(...(await product.during(() => filers.step(0, step))));
    const { positions } = product.organization;
    const manager = managerId(positions.findIndex(({ code }) => code === HEAD));
    const code = await codeOfFirst(product.database);
    for (const ask of Object.values(questionsOf(filers, { manager, code, stranger: 1 }))) {
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
  return `${Math.round(closed / 1_000)} k closed and ${Math.round(open / 1_000)} k open`;
}
