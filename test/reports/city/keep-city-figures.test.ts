import type { Organization } from '../../../src/organization/organization.js';
import type { CityFigures } from '../../../src/reports/city/city-figures.js';
import { createCityFiguresStore } from '../../../src/reports/city/city-figures-store.js';
import { createCityFiguresKeeper } from '../../../src/reports/city/keep-city-figures.js';
import { makeReport } from '../../../src/reports/report.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { speechIn } from '../../messages/samples.js';
import { DAY, DONE, HOUR, manager, openCase, START } from '../../requests/lifecycle/case.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { ZONE } from './samples.js';

const { organization } = speechIn('fa');
let database: TestDatabase;
let now: Date;
let machineMs: number;
let reads: number;
let stories: Map<TrackingCode, ReturnType<typeof openCase>>;
let connectedUnits: number;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.connection.dropDatabase();
  now = START;
  machineMs = 0;
  reads = 0;
  connectedUnits = 3;
  stories = new Map();
});

const eventsOf = () => [...stories].map(([code, { events }]) => ({ code, events }));
async function* filedBetween(from: Date, to: Date) {
  reads += 1;
  machineMs += 100;
  for (const { events } of eventsOf()) {
    const filedAt = events[0]?.at ?? START;
    if (filedAt >= from && filedAt < to) yield { events };
  }
}
const city = (): Organization => ({
  ...organization,
  units: organization.units.map((unit, index) => ({ ...unit, connected: index < connectedUnits })),
});

function keeper(leastPauseMs = 0, shareOfTime = 0) {
  const store = createCityFiguresStore(database.connection);
  const { keep } = createCityFiguresKeeper({
    figures: store,
    async *filingsChangedSince(since) {
      for (const { code, events } of eventsOf()) {
        const [filedAt = START, changedAt = START] = [events[0]?.at, events.at(-1)?.at];
        if (changedAt >= since) yield { code, filedAt, changedAt };
      }
    },
    filedBetween,
    toldBetween: async () => [
      { body: 'gas', count: 2 },
      { body: 'water', count: 1 },
    ],
    organization: { current: async () => city() },
    clock: { now: () => now, sleep: () => Promise.resolve() },
    machineClock: { now: () => new Date(machineMs), sleep: () => Promise.resolve() },
    timeZone: ZONE,
    leastPauseMs,
    shareOfTime,
  });
  return { store, keep };
}

function file(name: string): ReturnType<typeof openCase> {
  const story = openCase();
  while (story.now < now) story.wait(HOUR);
  story.file();
  stories.set(name as TrackingCode, story);
  return story;
}

describe('the figures of the city', () => {
  it('are those of the report about the same days, and are counted again once a request has changed', async () => {
    const { keep, store } = keeper();
    const first = file('1');
    file('2');
    expect(await keep()).toBe(2);
    first.does(manager('d1-roads'), DONE);
    now = new Date(START.getTime() + DAY);
    expect(await keep()).toBe(2);
    expect(await keep()).toBe(0);
    expect((await store.find('week-1404-09-01'))?.figures.points).toEqual([]);
    expect((await store.find('month-1404-09'))?.figures).not.toHaveProperty('points');
    for (const id of ['week-1404-09-01', 'month-1404-09']) {
      const kept = (await store.find(id))?.figures as CityFigures;
      const { total, units, districts, topics, toldElsewhere } = await makeReport({
        period: { from: kept.from, to: kept.to },
        asOf: now,
        organization: city(),
        filedBetween,
        toldBetween: async () => [{ body: 'gas', count: 3 }],
      });
      const told = toldElsewhere.reduce((sum, { count }) => sum + count, 0);
      expect(kept).toMatchObject({ total, units, districts, topics, toldElsewhere: told });
      expect(kept.total).toMatchObject({ filed: 2, answered: 1, inTimeAtFirst: 1 });
    }
  });

  it('of a month have apart what lies in no whole week of it', async () => {
    const { keep, store } = keeper();
    now = new Date(START.getTime() + 27 * DAY);
    file('late');
    now = new Date(START.getTime() + 28 * DAY);
    file('last');
    await keep();
    const month = (await store.find('month-1404-09'))?.figures as CityFigures;
    expect([month.total.filed, ...month.edges.map(({ total }) => total.filed)]).toEqual([2, 0, 1]);
  });

  it('of a month hide what one of its weeks hides, however much the other days have', async () => {
    const { keep, store } = keeper();
    const told = async (id: string) => (await store.find(id))?.publication.shown.total.counts.filed;
    for (let name = 0; name < 6; name += 1) file(`${name}`);
    now = new Date(START.getTime() + 8 * DAY);
    for (let name = 6; name < 10; name += 1) file(`${name}`);
    await keep();
    expect([await told('week-1404-09-01'), await told('week-1404-09-08')]).toEqual([6, undefined]);
    expect(await told('month-1404-09')).toBeUndefined();
    file('10');
    await keep();
    expect(await told('month-1404-09')).toBe(11);
  });

  it('of a month are told anew with a week that has only some of its days', async () => {
    const { keep, store } = keeper();
    now = new Date(START.getTime() + 28 * DAY);
    file('in the month');
    expect(await keep()).toBe(2);
    expect(await store.ids()).not.toContain('month-1404-10');
    now = new Date(START.getTime() + 31 * DAY);
    file('after it');
    expect(await keep()).toBe(3);
    expect((await store.find('month-1404-09'))?.figures.asOf).toEqual(now);
  });

  it('of the days before are left alone while nothing of theirs changes, and keep the roll-out of then', async () => {
    const { keep, store } = keeper();
    const story = file('1');
    await keep();
    now = new Date(START.getTime() + 8 * DAY);
    connectedUnits = 9;
    file('2');
    await keep();
    expect((await store.find('week-1404-09-01'))?.figures).toMatchObject({
      asOf: START,
      connected: { count: 3 },
    });
    expect((await store.find('week-1404-09-08'))?.figures).toMatchObject({
      asOf: now,
      connected: { count: 9 },
    });
    story.wait(8 * DAY + HOUR);
    story.does(manager('d1-roads'), DONE);
    now = story.now;
    await keep();
    expect((await store.find('week-1404-09-01'))?.figures).toMatchObject({
      asOf: now,
      connected: { count: 3 },
    });
  });

  it('tell of no single change on a day, and of all of them with the next', async () => {
    const { keep, store } = keeper();
    const told = async () => (await store.find('week-1404-09-01'))?.publication.shown.total.counts.filed;
    const counts: unknown[] = [];
    for (let name = 0; name < 11; name += 1) {
      file(`${name}`);
      await keep();
      counts.push(await told());
    }
    const fewer = undefined;
    expect(counts).toEqual([fewer, fewer, fewer, fewer, 5, 5, 5, 5, 5, 10, 10]);
    now = new Date(START.getTime() + DAY);
    expect(await keep()).toBeGreaterThan(0);
    expect(await told()).toBe(11);
    now = new Date(now.getTime() + HOUR);
    expect(await keep()).toBe(0);
  });

  it('are told as they were counted where an earlier version has kept nothing else', async () => {
    const { keep, store } = keeper();
    for (let name = 0; name < 6; name += 1) file(`${name}`);
    await keep();
    await database.connection.collection('cityFigures').updateMany({}, { $unset: { publication: 1 } });
    expect((await store.find('week-1404-09-01'))?.publication.shown.total.counts.filed).toBe(6);
  });

  it('are read without a count that an earlier version did not have, and counted anew at once', async () => {
    const { keep, store } = keeper();
    for (let name = 0; name < 6; name += 1) file(`${name}`);
    await keep();
    now = new Date(START.getTime() + DAY);
    await keep();
    const kept = database.connection.collection<{ _id: string }>('cityFigures');
    const unknown = ['objectionsOtherOutcome', 'objectionsSameOutcome'].flatMap((name) => [
      `figures.total.${name}`,
      ...['units', 'districts', 'topics'].map((group) => `figures.${group}.$[].figures.${name}`),
    ]);
    const $unset = Object.fromEntries([...unknown, 'publication'].map((path) => [path, 1 as const]));
    await kept.updateOne({ _id: 'week-1404-09-01' }, { $unset });
    await kept.updateOne({ _id: 'looked' }, { $unset: { rules: 1 } });
    const counts = async () => (await store.find('week-1404-09-01'))?.publication.shown.total.counts;
    expect(await counts()).toMatchObject({ filed: 6, objections: 0, objectionsSameOutcome: undefined });
    now = new Date(START.getTime() + 60 * DAY);
    await keeper().keep();
    expect(await counts()).toMatchObject({ filed: 6, objections: 0, objectionsSameOutcome: 0 });
  });

  it('go on where another process or a start before has stopped', async () => {
    file('1');
    await keeper().keep();
    now = new Date(START.getTime() + HOUR);
    file('2');
    const other = keeper();
    expect(await other.keep()).toBe(2);
    expect((await other.store.find('week-1404-09-01'))?.figures.total.filed).toBe(2);
    expect((await other.store.ids()).toSorted()).toEqual(['month-1404-09', 'week-1404-09-01']);
  });

  it('cost a limited part of the time, however much there is to count', async () => {
    const { keep } = keeper(0, 40);
    file('1');
    await keep();
    expect([reads, machineMs]).toEqual([2, 200]);
    now = new Date(START.getTime() + HOUR);
    file('2');
    machineMs = 40 * 200 - 1;
    expect(await keep()).toBe(0);
    machineMs += 1;
    expect(await keep()).toBe(2);
  });
});
