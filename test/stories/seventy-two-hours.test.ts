import { createManualClock } from '../../src/clock.js';
import type { Phone } from '../../src/story/phones.js';
import { type RunningCity, startCity } from '../support/city.js';
import { fileRequest, requestsIn } from './filing.js';

const CITIZEN: Phone = { owner: 'شهروند', bot: 'citizen', person: 100_001 };
const SECOND = { advanceSeconds: 1 };

let running: RunningCity;

beforeEach(async () => {
  running = await startCity({ baseClock: createManualClock(new Date('2026-11-24T06:40:00Z')) });
  await fileRequest(running.city, CITIZEN);
});
afterEach(() => running.stop());

async function holder(): Promise<string | undefined> {
  const [request] = await requestsIn(running);
  return request?.chain.find(({ state }) => state === 'now')?.position;
}

it('moves nothing at 71:59:59, and one level at 72:00:00', async () => {
  await running.city.advance({ advanceSeconds: 72 * 3600 - 1 });
  expect(await holder()).toBe('district-9-civil-works-head');
  await running.city.advance(SECOND);
  expect(await holder()).toBe('district-9-civil-works-deputy');
});

it('gives each level its own 72 hours, up to the mayor, with whom it stays', async () => {
  const seen: (string | undefined)[] = [];
  for (let level = 0; level < 6; level += 1) {
    await running.city.advance({ advanceHours: 72 });
    seen.push(await holder());
  }
  expect(seen).toEqual([
    'district-9-civil-works-deputy',
    'district-9-mayor',
    'deputy-mayor',
    'mayor',
    'mayor',
    'mayor',
  ]);
});

it('moves one level only after the program was away for a week', async () => {
  await running.restart({ whileAwayHours: 7 * 24 });
  expect(await holder()).toBe('district-9-civil-works-deputy');
  const [request] = await requestsIn(running);
  const left = new Date(request?.dueAt ?? 0).getTime() - (await running.city.now()).getTime();
  expect(left).toBe(72 * 3_600_000);
});
