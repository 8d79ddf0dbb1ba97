import { createMovableClock, type MovableClock, systemClock } from '../../src/clock.js';
import type { Phone } from '../../src/story/phones.js';
import { type RunningCity, startCity } from '../support/city.js';
import * as people from '../support/people.js';
import { fileRequest, requestsIn } from './filing.js';

const CITIZEN: Phone = { owner: 'شهروند', bot: 'citizen', person: people.CITIZEN };
const SECOND_MS = 1_000;
const HOURS_72_MS = 72 * 3_600_000;

let running: RunningCity;
let stoppedAt: Date | undefined;
let clock: MovableClock;

beforeEach(async () => {
  stoppedAt = undefined;
  clock = createMovableClock({ now: () => stoppedAt ?? systemClock.now(), sleep: systemClock.sleep });
  running = await startCity({ baseClock: clock });
  await fileRequest(running.city, CITIZEN);
});
afterEach(() => running.stop());

/** Lets the clock stand still from now on, but for what it is moved by. */
function stopTheClock(): void {
  stoppedAt = systemClock.now();
}

/** Moves the standing clock to so many milliseconds before the deadline of the request. */
async function moveToBeforeDeadline(ms: number): Promise<void> {
  const [request] = await requestsIn(running);
  const left = new Date(request?.dueAt ?? Number.NaN).getTime() - (await running.city.now()).getTime();
  await running.city.advance({ advanceSeconds: (left - ms) / 1000 });
}

async function holder(): Promise<string | undefined> {
  const [request] = await requestsIn(running);
  return request?.chain.find(({ state }) => state === 'now')?.position;
}

it('moves nothing at 71:59:59, and one level at 72:00:00', async () => {
  stopTheClock();
  await moveToBeforeDeadline(SECOND_MS);
  expect(await holder()).toBe('district-9-civil-works-head');
  await running.city.advance({ advanceSeconds: 1 });
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
  stopTheClock();
  await running.restart({ whileAwayHours: 7 * 24 });
  // What was missed is acted on before the city is open; its messages wait for the clock, which stands still.
  expect(await holder()).toBe('district-9-civil-works-deputy');
  const [request] = await requestsIn(running);
  const left = new Date(request?.dueAt ?? Number.NaN).getTime() - (await running.city.now()).getTime();
  expect(left).toBe(HOURS_72_MS);
});
