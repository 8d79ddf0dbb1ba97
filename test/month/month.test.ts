import { createMovableClock, systemClock } from '../../src/clock.js';
import { differencesOf } from '../../src/month/differences.js';
import { createHurriedClock } from '../../src/month/hurried-clock.js';
import { type Month, simulateMonth } from '../../src/month/index.js';
import { type RawRequest, readRaw } from '../../src/month/plain-count.js';
import { createOrganizationStore } from '../../src/organization/organization-store.js';
import type { CityFigures } from '../../src/reports/city/city-figures.js';
import { createCityFiguresStore } from '../../src/reports/city/city-figures-store.js';
import { createRequestStore } from '../../src/requests/request-store.js';
import { createCityCells } from '../../src/site/city-cells.js';
import { speechIn } from '../messages/samples.js';
import { type RunningCity, startCity } from '../support/city.js';
import { eventually } from '../support/eventually.js';

let running: RunningCity;
let month: Month;

beforeAll(async () => {
  running = await startCity({ baseClock: createMovableClock(createHurriedClock(60)) });
  month = await simulateMonth({ ...(await parts()), days: 2, requests: 15, seed: 7 });
});
afterAll(() => running.stop());

async function parts() {
  const { url, connection } = running;
  const store = createOrganizationStore({ connection, clock: systemClock, defaultAnswerHours: 72 });
  return {
    url,
    connection,
    organization: await store.current(),
    timeZone: 'Asia/Tehran',
    filedBetween: createRequestStore(connection).filedBetween,
  };
}

it('adds up: every figure is that of a plain count, and every request has exactly one owner', () => {
  expect(month.problems).toEqual([]);
  expect(month.filed).toBe(15);
  expect(month.acts).toBeGreaterThan(15);
  expect(month.report.total.answered).toBeGreaterThan(0);
  expect(month.message).toContain('درخواست‌ها: ۱۵');
});

it('is on the public pages what a plain count gives, for every week and month of it', async () => {
  const { connection, organization, url } = await parts();
  const figures = createCityFiguresStore(connection);
  const all = await readRaw(connection.collection('requests'));
  const isIn =
    ({ from, to }: CityFigures) =>
    (one: RawRequest) =>
      one.state.filedAt >= from && one.state.filedAt < to;
  const read = async () =>
    (await Promise.all((await figures.ids()).map((id) => figures.find(id)))).flatMap((one) => one ?? []);
  // Counting may rest for a moment after the latest change.
  await eventually(async () => {
    await running.city.advance({ advanceSeconds: 1 });
    const kept = (await read()).map((one) => one.figures);
    const wrong = kept.flatMap((one) => differencesOf(one, all.filter(isIn(one)), organization));
    expect([kept.length > 1, wrong]).toEqual([true, []]);
    return true;
  });
  const month = (await read()).find((one) => one.figures.kind === 'month' && one.figures.total.filed > 0);
  const shown = await (await fetch(`${url}/city?period=${month?.figures.id ?? ''}`)).text();
  if (month === undefined) throw new Error('No month has requests.');
  const { texts } = speechIn('fa');
  const cells = createCityCells({ locale: 'fa', texts, addressOf: (path) => path });
  const filed = cells.count(month.publication.shown.total.counts.filed);
  expect(shown).toContain(`<th scope="row">${cells.say('count.filed')}</th><td>${filed}</td>`);
});

it('finds a figure that is one too many, and says whose', async () => {
  const { connection, organization } = await parts();
  const all = await readRaw(connection.collection('requests'));
  const { total } = month.report;
  const wrong = { ...month.report, total: { ...total, answered: total.answered + 1 } };
  expect(differencesOf(wrong, all, organization)).toEqual([
    `the city: answered is reported as ${total.answered + 1} and counted as ${total.answered}`,
  ]);
});
