import { type ApiClient, type Called, callMany, createApiClient } from '../api-client.js';
import { insertCopies, sampleOf } from '../many-requests.js';
import type { Measure, Stage } from '../measure.js';
import { inWords } from '../page-reader.js';
import type { Row } from '../row.js';
import { createCity, type Side, startBareApiSide, startProductSide } from '../sides.js';
import { median, percentile, spreadOf } from '../statistics.js';
import { inThousands } from '../units.js';

const MEASURE = 'api';
const LEAST_REGISTERED = 0.5;
const LEAST_READ = 0.6;
const MOST_TIMES_P99 = 3;
/** Entries of a list. */
const PAGE = 100;
/** The part of the requests that are registered when the program is killed. */
const KILLED_AT = 0.4;
const FIRST = 3_000_000;
const AGAIN_MS = 50;

/** Another system registers requests and reads lists, against the least that each can be. */
export const api: Measure = {
  name: MEASURE,
  title: 'another system registers requests and reads them and their events',
  async take(stage) {
    const { ground, sizes } = stage;
    const cities = { ours: await createCity(ground), bare: await createCity(ground) };
    const client = await createApiClient(cities.ours.database.connection);
    for (const { database, organization } of [cities.ours, cities.bare]) {
      const sample = await sampleOf('open', database.connection, organization);
      await insertCopies(database.connection, sample, { from: FIRST, count: sizes.requests });
    }
    const ours = await startProductSide(ground, { citizens: 0, in: cities.ours });
    const bare = await startBareApiSide(ground, { citizens: 0, in: cities.bare });
    try {
      await fedWith(ours, sizes.requests);
      const fed = await copyFeed(cities.ours.database.connection, cities.bare.database.connection);
      const pages = Math.max(1, Math.floor(fed / PAGE));
      const looks = Math.max(sizes.looks, Math.ceil(sizes.requests / PAGE));
      const read = (path: (index: number) => string) => (side: Side) =>
        callMany(looks, 8, async (index) => {
          const response = await fetch(`${side.program().address}/api/v1${path(index)}`, client);
          if (response.status !== 200) throw new Error(`A list was answered with ${response.status}.`);
          await response.text();
        });
      const lists = await inTurns(
        stage,
        ours,
        bare,
        read(() => `/requests?limit=${PAGE}`),
      );
      const events = await inTurns(
        stage,
        ours,
        bare,
        read((index) => `/events?after=${(index % pages) * PAGE}&limit=${PAGE}`),
      );
      // After the lists: what is registered is told for minutes afterwards.
      const registered = await inTurns(stage, ours, bare, (side, turn) =>
        register(stage, side, client, turn),
      );
      const lost = await lostByKill(stage, ours, client);
      return [
        ...registeringRows(registered),
        listRow(`a page of ${PAGE} requests of ${inThousands(sizes.requests)}`, lists),
        listRow(`${inThousands(fed)} events, by pages of ${PAGE}`, events),
        killRow(lost, sizes.filersOfKill),
      ];
    } finally {
      await ours.close();
      await bare.close();
      await cities.ours.database.drop();
      await cities.bare.database.drop();
    }
  },
};

interface Turns {
  readonly ours: readonly Called[];
  readonly bare: readonly Called[];
}

/** Calls both sides in turns, once before it counts. */
async function inTurns(
  { sizes }: Stage,
  ours: Side,
  bare: Side,
  call: (side: Side, turn: number) => Promise<Called>,
): Promise<Turns> {
  const turns: { ours: Called[]; bare: Called[] } = { ours: [], bare: [] };
  for (let turn = 0; turn <= sizes.repetitions; turn += 1) {
    turns.ours.push(await call(ours, turn));
    turns.bare.push(await call(bare, turn));
  }
  return { ours: turns.ours.slice(1), bare: turns.bare.slice(1) };
}

function register({ sizes }: Stage, side: Side, client: ApiClient, turn: number): Promise<Called> {
  const count = sizes.filers;
  return callMany(count, sizes.atOnce, async (index) => {
    const status = await registerOne(side, client, turn * count + index);
    if (status !== 201) throw new Error(`Registering was answered with ${status}.`);
  });
}

async function registerOne(side: Side, client: ApiClient, index: number): Promise<number> {
  const response = await fetch(`${side.program().address}/api/v1/requests`, {
    method: 'POST',
    headers: { ...client.headers, 'idempotency-key': `bench-${index}` },
    body: client.registration(index),
  });
  await response.text();
  return response.status;
}

/** Waits until the feed has what was registered before the program started, as far as there is any. */
async function fedWith({ database }: Side, count: number): Promise<void> {
  const feed = database.connection.collection('feed');
  const wanted = Math.min(count, await feed.countDocuments());
  for (let last = -1, now = await feed.countDocuments(); now > last || now < wanted; ) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    last = now;
    now = await feed.countDocuments();
  }
}

/** Gives one database the events of another; resolves to how many. */
async function copyFeed(
  from: Side['database']['connection'],
  to: Side['database']['connection'],
): Promise<number> {
  const entries = await from.collection('feed').find().toArray();
  if (entries.length > 0) await to.collection('feed').insertMany(entries);
  return entries.length;
}

/** Registers while the program is killed in the middle; what was not answered is called again under the same key. */
async function lostByKill({ sizes, say }: Stage, side: Side, client: ApiClient) {
  const { filersOfKill: count, atOnce } = sizes;
  const first = 1_000_000;
  let done = 0;
  let restarting: Promise<void> | undefined;
  await callMany(count, atOnce, async (index) => {
    for (;;) {
      const status = await registerOne(side, client, first + index).catch(() => 0);
      if (status === 201) break;
      if (status !== 0 && status < 500 && status !== 409)
        throw new Error(`Registering was answered with ${status}.`);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    done += 1;
    if (done >= count * KILLED_AT) restarting ??= side.restart();
  });
  await restarting;
  const ids = side.database.connection.collection<{ readonly _id: string }>('requests');
  const stored = await ids
    .find(
      { 'events.0.type': 'registered', 'state.text': { $exists: true } },
      { projection: { _id: 1, 'state.place': 1 } },
    )
    .toArray();
  const addresses = stored.flatMap((one) => {
    const address = (one as { state?: { place?: { address?: string } } }).state?.place?.address;
    const number = Number(/ (\d+)$/.exec(address ?? '')?.[1] ?? 0);
    return number >= first ? [number] : [];
  });
  const distinct = new Set(addresses).size;
  say(
    `killed in the middle: ${count} acknowledged, ${distinct} stored, ${addresses.length - distinct} twice`,
  );
  return { lost: count - distinct, doubled: addresses.length - distinct };
}

function registeringRows({ ours, bare }: Turns): readonly Row[] {
  const rate = ratioOf({ ours, bare });
  const p99 = (turns: readonly Called[]) => spreadOf(turns.map(({ waits }) => percentile(waits, 0.99)));
  const times = p99(ours).median / p99(bare).median;
  return [
    {
      measure: MEASURE,
      what: 'registering a request',
      ours: inWords(rates(ours), 'a second'),
      against: `bare Express, zod and an insert: ${inWords(rates(bare), 'a second')}`,
      ratio: rate.toFixed(2),
      goal: `≥ ${LEAST_REGISTERED}`,
      verdict: rate >= LEAST_REGISTERED ? 'yes' : 'no',
      note: 'registering',
    },
    {
      measure: MEASURE,
      what: 'p99 of that',
      ours: inWords(p99(ours), 'ms'),
      against: `bare: ${inWords(p99(bare), 'ms')}`,
      ratio: times.toFixed(2),
      goal: `≤ ${MOST_TIMES_P99}`,
      verdict: times <= MOST_TIMES_P99 ? 'yes' : 'no',
      note: 'registering',
    },
  ];
}

function listRow(what: string, turns: Turns): Row {
  const rate = ratioOf(turns);
  return {
    measure: MEASURE,
    what,
    ours: inWords(rates(turns.ours), 'pages/s'),
    against: `the same find by the driver: ${inWords(rates(turns.bare), 'pages/s')}`,
    ratio: rate.toFixed(2),
    goal: `≥ ${LEAST_READ}`,
    verdict: rate >= LEAST_READ ? 'yes' : 'no',
    note: 'lists',
  };
}

function killRow({ lost, doubled }: { readonly lost: number; readonly doubled: number }, count: number): Row {
  return {
    measure: MEASURE,
    what: `${count} registrations with a kill -9 in the middle: acknowledged and lost, doubled`,
    ours: `${lost}, ${doubled}`,
    goal: '0, 0',
    verdict: lost === 0 && doubled === 0 ? 'yes' : 'no',
    note: 'lost',
  };
}

function ratioOf({ ours, bare }: Turns): number {
  return median(ours.map(({ perSecond }) => perSecond)) / median(bare.map(({ perSecond }) => perSecond));
}

function rates(turns: readonly Called[]) {
  return spreadOf(turns.map(({ perSecond }) => perSecond));
}
