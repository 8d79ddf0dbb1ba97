import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { insertCopies, sampleOf } from '../many-requests.js';
import type { Measure } from '../measure.js';
import { inWords, looksWith, type Reading, readPages } from '../page-reader.js';
import { startProcess } from '../processes.js';
import type { Row } from '../row.js';
import { createCity, startProductSide } from '../sides.js';
import { median, spreadOf } from '../statistics.js';

const MEASURE = 'site';
const LEAST_OF_BARE = 0.5;
const MOST_TIMES_P99 = 3;
/** Requests whose pages are read in turn, so that none is read from a memory of the last one. */
const REQUESTS = 200;
const FIRST = 1_000_000;

/** The page of a request, against a server that sends a file of the same size. */
export const site: Measure = {
  name: MEASURE,
  title: 'people look requests up by their code on the page for everybody',
  async take({ ground, sizes }) {
    const city = await createCity(ground);
    const { connection } = city.database;
    await insertCopies(connection, await sampleOf('open', connection, city.organization), {
      from: FIRST,
      count: REQUESTS,
    });
    const found = await connection
      .collection<{ readonly _id: string }>('requests')
      .find({}, { projection: { _id: 1 } })
      .toArray();
    const paths = found.map(({ _id }) => `/t/${_id}`);
    const side = await startProductSide(ground, { citizens: 0, in: city });
    const { address } = side.program();
    const page = await (await fetch(`${address}${paths[0]}`)).text();
    const file = join(await ground.folder('bare-page'), 'page.html');
    await writeFile(file, page);
    const bare = await startProcess('bare-page.ts', { FILE: file });
    try {
      const looks = looksWith(sizes);
      const read = (from: string, count: number) => readPages(from, paths, { count, atOnce: sizes.atOnce });
      for (const from of [address, bare.address]) await read(from, looks);
      const [ours, theirs]: [Reading[], Reading[]] = [[], []];
      for (let turn = 0; turn < sizes.repetitions; turn += 1) {
        ours.push(await read(address, looks));
        theirs.push(await read(bare.address, looks));
      }
      return rowsOf(ours, theirs);
    } finally {
      await bare.kill();
      await side.close();
      await city.database.drop();
    }
  },
};

function rowsOf(ours: readonly Reading[], theirs: readonly Reading[]): readonly Row[] {
  const spread = (readings: readonly Reading[], name: keyof Reading) =>
    spreadOf(readings.map((one) => one[name]));
  const rate =
    median(ours.map(({ perSecond }) => perSecond)) / median(theirs.map(({ perSecond }) => perSecond));
  const times = median(ours.map(({ p99 }) => p99)) / median(theirs.map(({ p99 }) => p99));
  return [
    {
      measure: MEASURE,
      what: 'page of a request by its code',
      ours: inWords(spread(ours, 'perSecond'), 'pages/s'),
      against: `bare Express with a file: ${inWords(spread(theirs, 'perSecond'), 'pages/s')}`,
      ratio: rate.toFixed(2),
      goal: `≥ ${LEAST_OF_BARE}`,
      verdict: rate >= LEAST_OF_BARE ? 'yes' : 'no',
      note: 'page',
    },
    {
      measure: MEASURE,
      what: 'p99 of that page',
      ours: inWords(spread(ours, 'p99'), 'ms'),
      against: `bare Express with a file: ${inWords(spread(theirs, 'p99'), 'ms')}`,
      ratio: times.toFixed(2),
      goal: `≤ ${MOST_TIMES_P99}`,
      verdict: times <= MOST_TIMES_P99 ? 'yes' : 'no',
      note: 'page',
    },
  ];
}
