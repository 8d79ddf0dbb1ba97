import mongoose from 'mongoose';
import type { Frame } from '../../src/backup/archive.js';
import { countCollections, importDatabase } from '../../src/backup/carry-over.js';
import { endedBulk } from '../support/bulk-error.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const { BSON, Collection, MongoNetworkError } = mongoose.mongo;
const DOCUMENTS = 5;

let database: TestDatabase;
const insertMany = Collection.prototype.insertMany;
beforeEach(async () => {
  database = await openTestDatabase();
});
afterEach(async () => {
  Collection.prototype.insertMany = insertMany;
  await database.close();
});

async function* frames(): AsyncGenerator<Frame> {
  yield { kind: 'collection', name: 'requests' };
  for (let number = 0; number < DOCUMENTS; number += 1) {
    yield { kind: 'document', bson: Buffer.from(BSON.serialize({ _id: `request ${number}` })) };
  }
  yield { kind: 'end', counts: { requests: DOCUMENTS } };
}

/** Lets the first so many writes of several documents be interrupted, after the first documents are written. */
function interrupt(times: number): void {
  let left = times;
  Collection.prototype.insertMany = async function interrupted(documents, ...rest) {
    if (left === 0) return insertMany.call(this, documents, ...rest);
    left -= 1;
    await insertMany.call(this, documents.slice(0, 2), ...rest).catch(() => undefined);
    throw endedBulk(new MongoNetworkError('interrupted due to server monitor timeout'));
  };
}

const pauses: number[] = [];
const clock = {
  async sleep(ms: number) {
    pauses.push(ms);
  },
};

it('writes everything once, however often the server does not answer in between', async () => {
  interrupt(3);
  expect(await importDatabase(database.connection, frames(), clock)).toEqual({ requests: DOCUMENTS });
  expect(await countCollections(database.connection)).toEqual({ requests: DOCUMENTS });
  expect(pauses).toEqual([1_000, 2_000, 4_000]);
});

it('gives up in the end, with the reason', async () => {
  interrupt(100);
  await expect(importDatabase(database.connection, frames(), clock)).rejects.toThrow('monitor timeout');
});
