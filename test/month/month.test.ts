import { createMovableClock, systemClock } from '../../src/clock.js';
import { differencesOf } from '../../src/month/differences.js';
import { createHurriedClock } from '../../src/month/hurried-clock.js';
import { type Month, simulateMonth } from '../../src/month/index.js';
import { readRaw } from '../../src/month/plain-count.js';
import { createOrganizationStore } from '../../src/organization/organization-store.js';
import { createRequestStore } from '../../src/requests/request-store.js';
import { type RunningCity, startCity } from '../support/city.js';

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

it('finds a figure that is one too many, and says whose', async () => {
  const { connection, organization } = await parts();
  const all = await readRaw(connection.collection('requests'));
  const { total } = month.report;
  const wrong = { ...month.report, total: { ...total, answered: total.answered + 1 } };
  expect(differencesOf(wrong, all, organization)).toEqual([
    `the city: answered is reported as ${total.answered + 1} and counted as ${total.answered}`,
  ]);
});
