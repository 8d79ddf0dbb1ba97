import { createManualClock, type MovableClock } from '../../src/clock.js';
import {
  createDataUpgrades,
  createUpgradeStore,
  type DataUpgrade,
} from '../../src/database/data-upgrades.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { SILENT } from './support.js';

const SECOND_MS = 1_000;
const DOCUMENTS = ['a', 'b', 'c', 'd', 'e'];

let database: TestDatabase;
let clock: MovableClock;
let changed: string[];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  changed = [];
});
afterAll(() => database.close());

/** Changes one document a batch, each taking a second of the clock. */
function oneByOne(more: Partial<DataUpgrade> = {}): DataUpgrade {
  return {
    name: 'letters',
    async changeBatch(after) {
      const next = DOCUMENTS.find((id) => after === undefined || id > after);
      if (next === undefined) return undefined;
      changed.push(next);
      clock.advance(SECOND_MS);
      return next;
    },
    ...more,
  };
}

const upgradesOf = (...upgrades: readonly DataUpgrade[]) =>
  createDataUpgrades({
    store: createUpgradeStore(database.connection),
    upgrades,
    logger: SILENT,
    now: clock.now,
  });

const unlimited = () => ({ forMs: 3_600_000, signal: new AbortController().signal });

it('changes everything once, in the order of the ids, and then says that it is done', async () => {
  await upgradesOf(oneByOne()).run(unlimited());
  expect(changed).toEqual(DOCUMENTS);
  expect(await createUpgradeStore(database.connection).isDone('letters')).toBe(true);

  await upgradesOf(oneByOne()).run(unlimited());
  expect(changed).toEqual(DOCUMENTS);
});

it('goes on after the last batch when time was up, also in another process', async () => {
  await upgradesOf(oneByOne()).run({ ...unlimited(), forMs: 2 * SECOND_MS });
  expect(changed).toEqual(['a', 'b']);
  expect(await createUpgradeStore(database.connection).isDone('letters')).toBe(false);

  await upgradesOf(oneByOne()).run(unlimited());
  expect(changed).toEqual(DOCUMENTS);
});

it('repeats the batch that an error ended, and goes on from there', async () => {
  const failing = oneByOne();
  let isBroken = true;
  const upgrade = oneByOne({
    async changeBatch(after) {
      if (after === 'b' && isBroken) throw new Error('The database is away.');
      return failing.changeBatch(after);
    },
  });
  await expect(upgradesOf(upgrade).run(unlimited())).rejects.toThrow('away');
  isBroken = false;
  await upgradesOf(upgrade).run(unlimited());
  expect(changed).toEqual(DOCUMENTS);
});

it('ends between two batches when the product stops', async () => {
  const stopping = new AbortController();
  const inner = oneByOne();
  const upgrade = oneByOne({
    async changeBatch(after) {
      stopping.abort();
      return inner.changeBatch(after);
    },
  });
  await upgradesOf(upgrade).run({ ...unlimited(), signal: stopping.signal });
  expect(changed).toEqual(['a']);
});

it('removes what only the earlier version needed after the last document, not before', async () => {
  const finished: number[] = [];
  const upgrade = oneByOne({
    async finish() {
      finished.push(changed.length);
    },
  });
  await upgradesOf(upgrade).run({ ...unlimited(), forMs: 2 * SECOND_MS });
  expect(finished).toEqual([]);
  await upgradesOf(upgrade).run(unlimited());
  await upgradesOf(upgrade).run(unlimited());
  expect(finished).toEqual([5]);
});
