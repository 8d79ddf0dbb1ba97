import { systemClock } from '../../../src/clock.js';
import { FIGURES_PACE } from '../../../src/product/background.js';
import { createCityFiguresStore } from '../../../src/reports/city/city-figures-store.js';
import { createCityFiguresKeeper } from '../../../src/reports/city/keep-city-figures.js';
import { createToldElsewhereStore } from '../../../src/reports/told-elsewhere-store.js';
import { createRequestStore } from '../../../src/requests/request-store.js';
import { insertCopies, sampleOf } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import { inWords, looksWith, type Reading, readPages } from '../page-reader.js';
import type { Row } from '../row.js';
import { type CityDatabase, createCity, type Side, startProductSide } from '../sides.js';
import { median, spreadOf } from '../statistics.js';
import { inThousands } from '../units.js';

const MEASURE = 'figures';
const MOST_SLOWER = 1.2;
const MOST_SHARE = 0.03;
const FEW = 1_000;
const FIRST = 2_000_000;
const TIME_ZONE = 'Asia/Tehran';
const PATHS = ['/city', '/en/city', '/ar/city'];

/** The public figures: how fast they are shown of a small and of a large city, and what keeping them costs. */
export const figures: Measure = {
  name: MEASURE,
  title: 'people read the figures of a small and of a large city, and the figures are kept meanwhile',
  async take(stage) {
    const { ground, sizes, say } = stage;
    const cities = { few: await createCity(ground), many: await createCity(ground) };
    const counts = { few: Math.min(FEW, sizes.requests), many: sizes.requests };
    try {
      await fill(cities.few, counts.few);
      await fill(cities.many, counts.many);
      const cost = {
        few: await keepingMsOf(cities.few),
        many: await keepingMsOf(cities.many),
      };
      say(`counting took ${Math.round(cost.few)} and ${Math.round(cost.many)} ms of a processor`);
      const read = await readBoth(stage, cities);
      return [dashboardRow(read, counts), costRow(cost.many, counts.many)];
    } finally {
      await cities.few.database.drop();
      await cities.many.database.drop();
    }
  },
};

/** Requests of the running week. */
async function fill({ database: { connection }, organization }: CityDatabase, count: number): Promise<void> {
  await insertCopies(connection, await sampleOf('open', connection, organization), { from: FIRST, count });
}

/** Milliseconds of processor time that this process needs to count the figures of a city, the database apart. */
async function keepingMsOf({ database: { connection }, organization }: CityDatabase): Promise<number> {
  const requests = createRequestStore(connection);
  const keeper = createCityFiguresKeeper({
    figures: createCityFiguresStore(connection),
    filingsChangedSince: requests.filingsChangedSince,
    filedBetween: requests.filedBetween,
    toldBetween: createToldElsewhereStore(connection).countBetween,
    organization: { current: async () => organization },
    clock: systemClock,
    machineClock: systemClock,
    timeZone: TIME_ZONE,
    leastPauseMs: 0,
    shareOfTime: 0,
  });
  const before = process.cpuUsage();
  if ((await keeper.keep()) === 0) throw new Error('Nothing was counted.');
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

interface Read {
  readonly few: readonly Reading[];
  readonly many: readonly Reading[];
}

async function readBoth(
  { ground, sizes }: Stage,
  cities: { readonly few: CityDatabase; readonly many: CityDatabase },
): Promise<Read> {
  const start = (of: CityDatabase) => startProductSide(ground, { citizens: 0, in: of });
  const sides = { few: await start(cities.few), many: await start(cities.many) };
  const read = ({ program }: Side) =>
    readPages(program().address, PATHS, { count: looksWith(sizes), atOnce: sizes.atOnce });
  try {
    for (const side of [sides.few, sides.many]) await read(side);
    const [few, many]: [Reading[], Reading[]] = [[], []];
    for (let turn = 0; turn < sizes.repetitions; turn += 1) {
      few.push(await read(sides.few));
      many.push(await read(sides.many));
    }
    return { few, many };
  } finally {
    await sides.few.close();
    await sides.many.close();
  }
}

function dashboardRow({ few, many }: Read, counts: { readonly few: number; readonly many: number }): Row {
  const rates = (readings: readonly Reading[]) => readings.map(({ perSecond }) => perSecond);
  const slower = median(rates(few)) / median(rates(many));
  return {
    measure: MEASURE,
    what: `figures of the week, with ${inThousands(counts.many)} requests in it`,
    ours: inWords(spreadOf(rates(many)), 'pages/s'),
    against: `with ${inThousands(counts.few)}: ${inWords(spreadOf(rates(few)), 'pages/s')}`,
    ratio: slower.toFixed(2),
    goal: `≤ ${MOST_SLOWER}`,
    verdict: slower <= MOST_SLOWER ? 'yes' : 'no',
    note: 'figures page',
  };
}

/** What counting takes of one processor, where requests change all the time, so that it is counted as often as may be. */
function costRow(ms: number, count: number): Row {
  const { leastPauseMs, shareOfTime } = FIGURES_PACE.messengers;
  const every = Math.max(leastPauseMs, ms * shareOfTime);
  const share = ms / every;
  return {
    measure: MEASURE,
    what: `counting the ${inThousands(count)} requests of a week anew whenever it may be`,
    ours: `${Math.round(ms)} ms of a processor every ${Math.round(every / 1_000)} s`,
    ratio: share.toFixed(3),
    goal: `≤ ${MOST_SHARE}`,
    verdict: share <= MOST_SHARE ? 'yes' : 'no',
    note: 'figures cost',
  };
}
