import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createProcessSignStore } from '../../src/watch/process-signs.js';
import {
  CAREFUL_MS,
  createLockedSolitude,
  createSharedSolitude,
  type Solitude,
} from '../../src/watch/solitude.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const LOOK_MS = 1_000;
const MOST_LOOKS = 100;

let database: TestDatabase;
let clock: MovableClock;
/** How often somebody has lain down to wait for the next look. */
let looks: number;
const opened: Solitude[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  const manual = createManualClock(new Date('2026-11-24T05:30:00Z'));
  looks = 0;
  clock = {
    ...manual,
    sleep(ms, signal) {
      looks += 1;
      return manual.sleep(ms, signal);
    },
  };
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((solitude) => solitude.stop()));
});
afterAll(() => database.close());

const signs = () => createProcessSignStore(database.connection);

/** A process that has given its sign, and has not looked for others. */
async function open(processId: string, mayBeAlone = true): Promise<Solitude> {
  await signs().beat(processId);
  const solitude = createSharedSolitude({ store: signs(), processId, mayBeAlone, clock, logger: SILENT });
  opened.push(solitude);
  return solitude;
}

/** Lets time pass until that is so, a look at a time. */
async function looking(isSo: () => boolean): Promise<void> {
  for (let times = 0; times < MOST_LOOKS && !isSo(); times += 1) {
    const before = looks;
    clock.advance(LOOK_MS);
    await eventually(() => looks > before);
  }
  expect(isSo()).toBe(true);
}

it('is alone where no other process gives signs, and not before it has looked', async () => {
  const solitude = await open('one');
  expect(solitude.period()).toBeUndefined();
  await solitude.start();
  expect(solitude.period()).toBe(1);
});

it('lets whoever comes wait until whoever was alone knows of it', async () => {
  const first = await open('first');
  await first.start();
  const second = await open('second');
  let isStarted = false;
  const started = second.start().then(() => {
    isStarted = true;
  });
  await eventually(async () => (await signs().claims()).get('first') === true);
  expect(isStarted).toBe(false);
  await looking(() => isStarted);
  await started;
  expect([first.period(), second.period()]).toEqual([undefined, undefined]);
});

it('waits no longer than a look counts for a process that is gone', async () => {
  const gone = await open('gone');
  await gone.start();
  await gone.stop();
  const next = await open('next');
  const before = clock.now().getTime();
  let isStarted = false;
  void next.start().then(() => {
    isStarted = true;
  });
  await eventually(() => {
    clock.advance(250);
    return isStarted;
  });
  expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(3_000);
  expect([gone.period(), next.period()]).toEqual([undefined, undefined]);
});

it('is alone again, in another period, once the others have gone', async () => {
  const solitude = await open('one');
  await solitude.start();
  await signs().beat('other');
  await looking(() => solitude.period() === undefined);
  await eventually(async () => (await signs().claims()).get('one') === false);
  await signs().remove('other');
  await looking(() => solitude.period() !== undefined);
  expect(solitude.period()).toBe(2);
});

it('is not alone while it cannot look, and has another period afterwards', async () => {
  let isAway = false;
  const store = signs();
  await store.beat('one');
  const solitude = createSharedSolitude({
    store: {
      claimAlone: store.claimAlone,
      async claims() {
        if (isAway) throw new Error('The database is away.');
        return store.claims();
      },
    },
    processId: 'one',
    mayBeAlone: true,
    clock,
    logger: SILENT,
  });
  opened.push(solitude);
  await solitude.start();
  isAway = true;
  clock.advance(3_000);
  expect(solitude.period()).toBeUndefined();
  isAway = false;
  await looking(() => solitude.period() !== undefined);
  expect(solitude.period()).toBe(2);
});

it('is not alone after it was taken for ended, until it gives signs again', async () => {
  const solitude = await open('one');
  await solitude.start();
  await signs().remove('one');
  await looking(() => solitude.period() === undefined);
  await signs().beat('one');
  await looking(() => solitude.period() !== undefined);
  expect(solitude.period()).toBe(2);
});

it('is careful for an hour after a process that did not end in order', async () => {
  const solitude = await open('one');
  await solitude.start();
  solitude.noteEnd();
  expect([solitude.period(), solitude.calmPeriod()]).toEqual([1, undefined]);
  clock.advance(CAREFUL_MS - 5 * LOOK_MS);
  const before = clock.now().getTime();
  await looking(() => solitude.calmPeriod() !== undefined);
  expect(clock.now().getTime() - before).toBeGreaterThanOrEqual(5 * LOOK_MS);
});

it('is so on a database of its own as well', () => {
  const inOrder = createLockedSolitude({ clock, endedInOrder: true });
  const afterCrash = createLockedSolitude({ clock, endedInOrder: false });
  expect([inOrder.calmPeriod(), afterCrash.calmPeriod()]).toEqual([0, undefined]);
  clock.advance(CAREFUL_MS);
  expect([inOrder.calmPeriod(), afterCrash.calmPeriod()]).toEqual([0, 0]);
  expect([inOrder.period(), afterCrash.period()]).toEqual([0, 0]);
});

it('lets others know of a process that gains nothing from being alone', async () => {
  const worker = await open('worker', false);
  await worker.start();
  expect(worker.period()).toBeUndefined();
  await worker.stop();
  await signs().remove('worker');
  const first = await open('first');
  await first.start();
  const next = await open('next worker', false);
  let isStarted = false;
  const started = next.start().then(() => {
    isStarted = true;
  });
  await eventually(async () => (await signs().claims()).get('first') === true);
  expect(isStarted).toBe(false);
  await looking(() => isStarted);
  await started;
  expect(first.period()).toBeUndefined();
});

it('is not alone any more once it stops', async () => {
  const solitude = await open('one');
  await solitude.start();
  expect(solitude.period()).toBe(1);
  await solitude.stop();
  expect(solitude.period()).toBeUndefined();
});
