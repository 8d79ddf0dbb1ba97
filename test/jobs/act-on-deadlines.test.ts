import { actOnDeadlines } from '../../jobs/act-on-deadlines.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createLogger } from '../../src/logger.js';
import type { RequestService } from '../../src/requests/request-service.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { codeOf, type OpenRequests, openRequests } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const HOUR = 3_600_000;
const START = new Date('2026-11-24T05:30:00Z');

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
let log: string[];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(START);
  requests = openRequests({ connection: database.connection, clock });
  log = [];
});
afterAll(() => database.close());

/** The job of one process; `service` may stand in for its request service. */
function job(service: Pick<RequestService, 'actOnTime'> = requests.service) {
  const logger = createLogger({ level: 'info', destination: { write: (line) => log.push(line) } });
  return actOnDeadlines({ requests: service, store: requests.store, clock, logger, everySeconds: 60 });
}

/** A service that notes which requests it acted on, and does so as `act` says. */
function noting(act: (code: TrackingCode) => Promise<boolean> = (code) => requests.service.actOnTime(code)) {
  const codes: TrackingCode[] = [];
  return {
    codes,
    actOnTime(code: TrackingCode) {
      codes.push(code);
      return act(code);
    },
  };
}

async function file(count: number): Promise<readonly TrackingCode[]> {
  const codes = Array.from({ length: count }, (_, index) => codeOf(index));
  for (const code of codes) {
    await requests.file(code);
    clock.advance(1_000);
  }
  return codes;
}

async function levels(codes: readonly TrackingCode[]): Promise<(number | undefined)[]> {
  return Promise.all(codes.map(async (code) => (await requests.whereIs(code))?.level));
}

it('does nothing while nothing is due, and says nothing', async () => {
  await file(3);
  expect(await job().sweep()).toEqual({ acted: 0, failed: 0 });
  expect(log).toEqual([]);
});

it('moves what is due, and nothing else', async () => {
  const codes = await file(3);
  // Filed one second apart: the third has a second left.
  clock.advance(72 * HOUR - 2_000);
  const { acted } = await job().sweep();
  expect(acted).toBe(2);
  expect(await levels(codes)).toEqual([2, 2, 1]);
});

it('moves a request one level up after a week in which nothing ran, however often it sweeps then', async () => {
  const codes = await file(2);
  clock.advance(7 * 24 * HOUR);
  await job().sweep();
  await job().sweep();
  expect(await levels(codes)).toEqual([2, 2]);
});

it('acts once in two processes that sweep at the same time', async () => {
  const codes = await file(12);
  clock.advance(80 * HOUR);
  const other = openRequests({ connection: database.connection, clock });
  const sweeps = await Promise.all([job().sweep(), job(other.service).sweep()]);
  expect(sweeps.reduce((sum, { acted }) => sum + acted, 0)).toBe(12);
  expect(sweeps.map(({ failed }) => failed)).toEqual([0, 0]);
  expect(await levels(codes)).toEqual(Array(12).fill(2));
});

it('takes the longest overdue first, also when more are due than one batch holds', async () => {
  const codes = await file(210);
  clock.advance(80 * HOUR);
  const service = noting();
  expect(await job(service).sweep()).toEqual({ acted: 210, failed: 0 });
  expect(service.codes).toEqual(codes);
});

it('goes on with the others when one cannot be dealt with, and tries that one again in the next sweep', async () => {
  const codes = await file(3);
  const [, bad] = codes;
  clock.advance(80 * HOUR);
  const service = noting(async (code) => {
    if (code === bad) throw new Error('out of order');
    return requests.service.actOnTime(code);
  });
  expect(await job(service).sweep()).toEqual({ acted: 2, failed: 1 });
  expect(service.codes.filter((code) => code === bad)).toHaveLength(1);
  expect(await levels(codes)).toEqual([2, 1, 2]);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({ event: 'deadlineFailed', request: bad });

  expect(await job().sweep()).toEqual({ acted: 1, failed: 0 });
  expect(await levels(codes)).toEqual([2, 2, 2]);
});

it.each([
  ['cannot be dealt with', () => Promise.reject(new Error('out of order'))],
  ['stay as they are', () => Promise.resolve(false)],
])('reaches what is behind more requests than a batch holds that %s', async (_what, act) => {
  const codes = await file(205);
  const last = codes.at(-1);
  clock.advance(80 * HOUR);
  const service = noting((code) => (code === last ? requests.service.actOnTime(code) : act()));
  expect(await job(service).sweep()).toMatchObject({ acted: 1 });
  expect(service.codes).toHaveLength(205);
});

it('says in one line what a sweep came to', async () => {
  await file(2);
  clock.advance(80 * HOUR);
  await job().run();
  expect(log.map((line) => JSON.parse(line))).toMatchObject([{ event: 'swept', acted: 2, failed: 0 }]);
});
