import { createManualClock } from '../../src/clock.js';
import { createUpgradeStore } from '../../src/database/data-upgrades.js';
import { updateIndexes } from '../../src/database/indexes.js';
import { openRequestCollection, REQUESTS_ARE_FOUND } from '../../src/requests/request-collection.js';
import { upgradeRequests } from '../../src/requests/request-upgrade.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { codeOf, type OpenRequests, openRequests } from './open-requests.js';

const START = new Date('2026-11-24T05:30:00Z');
const CODES = [codeOf(1), codeOf(2), codeOf(3)] as const;
const PLACE = { latitude: 36.3, longitude: 59.6 };
const EARLIER_INDEXES = ['state.citizen', 'state.followers', 'events.actor.citizen'];

let database: TestDatabase;
let requests: OpenRequests;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  requests = openRequests({ connection: database.connection, clock: createManualClock(START) });
  for (const code of CODES) await requests.file(code, { place: PLACE });
  // As an earlier version left them.
  await collection().updateMany({}, { $unset: { named: 1 } });
  for (const field of EARLIER_INDEXES) await collection().createIndex({ [field]: 1 });
  await updateIndexes(database.connection);
});
afterAll(() => database.close());

const collection = () => database.connection.collection('requests');

/** The citizen of all these requests. */
const ID = 'maryam';

async function runUpgrade(): Promise<void> {
  const upgrade = upgradeRequests(database.connection, () => START);
  let after: string | undefined;
  do after = await upgrade.changeBatch(after);
  while (after !== undefined);
  await upgrade.finish?.();
  await createUpgradeStore(database.connection).noteDone(REQUESTS_ARE_FOUND, START);
}

const naming = async (id: string) => [...(await requests.store.naming(id))].sort();

const nearby = async () => {
  const found = await requests.store.near({ category: 'pothole', place: PLACE }, new Date(0), 10);
  return found.map(({ code }) => code).sort();
};

it('leaves every request that names a citizen to be found: before, in the middle, and after', async () => {
  const all = [...CODES].sort();
  expect(await naming(ID)).toEqual(all);
  await collection().updateOne({ _id: CODES[0] as never }, { $set: { named: [ID] } });
  expect(await naming(ID)).toEqual(all);
  await runUpgrade();
  await runUpgrade();
  expect(await naming(ID)).toEqual(all);
});

it('needs one index for it afterwards, and drops the three of the earlier version', async () => {
  await runUpgrade();
  const names = (await collection().listIndexes().toArray()).map(({ name }) => name);
  expect(names).toContain('named_1');
  expect(names.filter((name) => EARLIER_INDEXES.some((field) => name.startsWith(field)))).toEqual([]);
});

it('does not bring back the name of a citizen who leaves while a batch is being changed', async () => {
  const { collection: driver } = openRequestCollection(database.connection);
  const bulkWrite = driver.bulkWrite.bind(driver);
  let hasLeft = false;
  driver.bulkWrite = async (...write) => {
    if (!hasLeft) await requests.store.renameCitizen(CODES[1] ?? CODES[0], ID, 'gone:word');
    hasLeft = true;
    return bulkWrite(...write);
  };
  try {
    await runUpgrade();
  } finally {
    driver.bulkWrite = bulkWrite;
  }
  expect(await naming(ID)).toHaveLength(2);
  expect(await naming('gone:word')).toEqual([CODES[1]]);
});

it('puts what is in hand where it is found nearby, without losing a later request', async () => {
  expect(await nearby()).toEqual([]);
  const later = Array.from({ length: 29 }, (_, index) => codeOf(100 + index));
  for (const code of later) {
    await requests.file(code, { place: PLACE });
    const kept = await requests.store.find(code);
    if (kept !== undefined) await requests.store.keepNearby(kept.request);
  }
  await runUpgrade();
  const list = await database.connection.collection('neighbourhoods').findOne();
  const codes: unknown = list?.['codes'];
  expect(codes).toHaveLength(30);
  expect(codes).toEqual(expect.arrayContaining(later));
});

it('leaves out what was filed too long ago to be offered', async () => {
  await collection().updateOne({ _id: CODES[0] as never }, { $set: { 'state.filedAt': new Date(0) } });
  await runUpgrade();
  expect(await nearby()).toEqual(CODES.slice(1).sort());
});
