import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createLease, createLeaseStore, type Lease } from '../../src/database/lease.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let clock: MovableClock;
let epoch: number | undefined;
const leases: Lease[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  epoch = 1;
});
afterEach(async () => {
  await Promise.all(leases.splice(0).map((lease) => lease.release()));
});
afterAll(() => database.close());

/** The lease of the sender as this process or another one has it. */
function leaseOf(owner: string): Lease {
  const lease = createLease({
    store: createLeaseStore(database.connection),
    name: 'sender:citizen',
    owner,
    clock,
    logger: SILENT,
    epoch: () => (owner === 'this' ? epoch : 1),
  });
  leases.push(lease);
  return lease;
}

it('is held by one process at a time, and by the next one once it was given back', async () => {
  const [mine, other] = [leaseOf('this'), leaseOf('other')];
  expect(await mine.take()).toBe(true);
  expect(await other.take()).toBe(false);
  await mine.release();
  expect(await other.take()).toBe(true);
});

it('is lost while the others may take the process for ended, and cannot be taken then', async () => {
  const lease = leaseOf('this');
  await lease.take();
  epoch = undefined;
  expect(lease.isHeld()).toBe(false);
  expect(await lease.take()).toBe(false);
});

it('is taken again by its own process as soon as that is sure of itself, and by no other one', async () => {
  const [mine, other] = [leaseOf('this'), leaseOf('other')];
  await mine.take();
  epoch = undefined;
  expect(await mine.take()).toBe(false);
  expect(await other.take()).toBe(false);
  epoch = 2;
  expect(await mine.take()).toBe(true);
});

it('is lost to a process that was taken for ended and came back, even if nobody has taken it', async () => {
  const [mine, other] = [leaseOf('this'), leaseOf('other')];
  await mine.take();
  await createLeaseStore(database.connection).endAllOf('this');
  epoch = 2;
  expect(mine.isHeld()).toBe(false);
  expect(await other.take()).toBe(true);
  expect(await mine.take()).toBe(false);
});

it('of a process that has ended is free at once, and others stay', async () => {
  await leaseOf('this').take();
  const store = createLeaseStore(database.connection);
  await store.endAllOf('that');
  expect(await leaseOf('other').take()).toBe(false);
  await store.endAllOf('this');
  expect(await leaseOf('other').take()).toBe(true);
});
