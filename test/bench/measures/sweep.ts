import { actOnDeadlines } from '../../../jobs/act-on-deadlines.js';
import { systemClock } from '../../../src/clock.js';
import type { RequestService } from '../../../src/requests/request-service.js';
import { createRequestStore, type RequestStore } from '../../../src/requests/request-store.js';
import { SILENT } from '../../simulator/harness.js';
import { createJobPerRequest } from '../agenda-jobs.js';
import { populate } from '../city.js';
import { insertCopies, sampleOf, serviceOn, storeCopies } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import type { Row } from '../row.js';
import { spreadOf } from '../statistics.js';
import { inThousands } from '../units.js';

const MEASURE = 'sweep';
const TIMES_CHEAPER = 10;
const MOST_IDLE_MS = 20;
/** What counts as no growth, with the noise of a measurement. */
const MOST_GROWTH = 1.3;
const LOOKS = 5;
/** The parts of the open requests with which it is measured. */
const PARTS = [0.01, 0.1, 1];
const YEAR_MS = 365 * 24 * 3_600_000;

/** What it costs to act on deadlines, against a job of Agenda for each request. */
export const sweep: Measure = {
  name: MEASURE,
  title: 'the sweep looks at many open requests, of which none or some are due; against a job for each',
  async take(stage) {
    const found: Found[] = [];
    for (const part of PARTS) {
      const open = Math.ceil(stage.sizes.open * part);
      stage.say(`${open} open requests …`);
      found.push(await measureWith(stage, open, found.length === 0));
    }
    return [
      ...found.flatMap((one) => rowsOf(one, stage.sizes.due)),
      ...found.slice(-1).flatMap(({ open, start, idle }) => idleRows(open, start, idle)),
      growthRow(found),
    ];
  },
};

/** Milliseconds for the same thing, each repeated, by the sweep and by Agenda. */
interface Compared {
  readonly ours: number[];
  readonly agenda: number[];
}

interface Found {
  readonly open: number;
  /** Milliseconds for the first look of a process. */
  readonly start: number;
  /** A look when nothing is due. */
  readonly idle: Compared;
  /** Acting on what is due. */
  readonly acting: Compared;
  /** The same without what is done about each request: only finding out which they are. */
  readonly finding: Compared;
}

async function measureWith({ ground, sizes, say }: Stage, open: number, isFirst: boolean): Promise<Found> {
  const database = await ground.newDatabase();
  const { connection } = database;
  const { due, repetitions } = sizes;
  try {
    const organization = await populate(connection);
    // As the program opens it on such a database.
    const store = createRequestStore(connection, { hasIndexes: ground.hasIndexes });
    const service = serviceOn(store, organization);
    const sample = {
      open: await sampleOf('open', connection, organization),
      due: await sampleOf('due', connection, organization),
    };
    const jobs = createJobPerRequest(connection);
    await insertCopies(connection, sample.open, { from: 0, count: open });
    await jobs.schedule(0, open, new Date(systemClock.now().getTime() + YEAR_MS));
    const start = await sweepOnce(store, service.actOnTime);
    const idle: Compared = { ours: [], agenda: [] };
    const acting: Compared = { ours: [], agenda: [] };
    const finding: Compared = { ours: [], agenda: [] };
    for (let look = 0; look < LOOKS; look += 1) {
      idle.ours.push(await sweepOnce(store, service.actOnTime));
      idle.agenda.push(await jobs.look());
    }
    // With the fewest requests there is a turn more, which only warms up.
    for (let turn = isFirst ? 0 : 1; turn <= repetitions; turn += 1) {
      const from = open + turn * due;
      await storeCopies(store, sample.due, { from, count: due });
      const ours = {
        finding: await sweepOnce(store, leave),
        acting: await sweepOnce(store, service.actOnTime),
      };
      await insertCopies(connection, sample.due, { from: from + due * (repetitions + 1), count: due });
      const agenda = { finding: 0, acting: 0 };
      for (const [what, act] of [
        ['finding', leave],
        ['acting', service.actOnTime],
      ] as const) {
        await jobs.schedule(from + due * (repetitions + 1), due, systemClock.now());
        agenda[what] = await jobs.run(due, act);
      }
      say(`turn ${turn}: ${Math.round(ours.acting)} ms, Agenda ${Math.round(agenda.acting)} ms`);
      if (turn === 0) continue;
      acting.ours.push(ours.acting);
      acting.agenda.push(agenda.acting);
      finding.ours.push(ours.finding);
      finding.agenda.push(agenda.finding);
    }
    return { open, start, idle, acting, finding };
  } finally {
    await database.drop();
  }
}

/** Leaves a request as it is. */
async function leave(): Promise<boolean> {
  return false;
}

/** Milliseconds that one sweep takes. */
async function sweepOnce(store: RequestStore, actOnTime: RequestService['actOnTime']): Promise<number> {
  const { sweep } = actOnDeadlines({
    requests: { actOnTime },
    store,
    clock: systemClock,
    logger: SILENT,
    everySeconds: 60,
  });
  const began = performance.now();
  const { failed } = await sweep();
  if (failed > 0) throw new Error(`The sweep failed with ${failed} requests.`);
  return performance.now() - began;
}

function rowsOf({ open, idle, acting, finding }: Found, due: number): readonly Row[] {
  const row = (what: string, { ours, agenda }: Compared, least?: number): Row => {
    const ratio = spreadOf(agenda).median / spreadOf(ours).median;
    return {
      measure: MEASURE,
      what: `${inThousands(open)} open, ${what}`,
      ours: inMs(ours),
      against: `Agenda: ${inMs(agenda)}`,
      ratio: ratio.toFixed(1),
      ...(least === undefined
        ? { goal: 'none', verdict: 'none' }
        : { goal: `≥ ${least}`, verdict: ratio >= least ? 'yes' : 'no', note: 'finding' }),
    };
  };
  return [
    row('none due', idle),
    row(`finding ${due} due`, finding, TIMES_CHEAPER),
    row(`acting on ${due} due`, acting),
  ];
}

/** What a look costs with the most requests, and what the first one of a process does. */
function idleRows(open: number, start: number, { ours }: Compared): readonly Row[] {
  const { median } = spreadOf(ours);
  return [
    {
      measure: MEASURE,
      what: `a look with ${inThousands(open)} open, none due`,
      ours: inMs(ours),
      goal: `≤ ${MOST_IDLE_MS} ms`,
      verdict: median <= MOST_IDLE_MS ? 'yes' : 'no',
      note: 'growth',
    },
    {
      measure: MEASURE,
      what: `the first look of a process with ${inThousands(open)} open, and one every six hours`,
      ours: `${Math.round(start)} ms`,
      goal: 'none',
      verdict: 'none',
    },
  ];
}

/** What is due costs the same whatever is open. */
function growthRow(found: readonly Found[]): Row {
  const few = found[0];
  const many = found.at(-1);
  if (few === undefined || many === undefined) throw new Error('Nothing was swept.');
  const growth = spreadOf(many.acting.ours).median / spreadOf(few.acting.ours).median;
  return {
    measure: MEASURE,
    what: `the same due, ${inThousands(many.open)} instead of ${inThousands(few.open)} open`,
    ours: `${growth.toFixed(2)} times as long`,
    goal: `≤ ${MOST_GROWTH}`,
    verdict: growth <= MOST_GROWTH ? 'yes' : 'no',
    note: 'growth',
  };
}

function inMs(values: readonly number[]): string {
  const { median, least, most } = spreadOf(values);
  return `${Math.round(median)} ms (${Math.round(least)} to ${Math.round(most)})`;
}
