import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { type BlobStore, createBlobStore } from '../../src/attachments/blob-store.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let blobs: BlobStore;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  blobs = createBlobStore(database.connection);
});
afterAll(() => database.close());

/** True when these bytes are what the store gives; comparing a million members is not for `toEqual`. */
async function isKept(id: string, bytes: Buffer): Promise<boolean> {
  return (await blobs.get(id))?.equals(bytes) === true;
}

const count = (collection: string) => database.connection.collection(collection).countDocuments();

it.each([0, 1, 255 * 1024, 1_500_000])('gives %i bytes back as they were put', async (size) => {
  const bytes = randomBytes(size);
  expect(await isKept(await blobs.put(bytes), bytes)).toBe(true);
});

it('names bytes by their content, and has nothing under another name', async () => {
  expect(await blobs.put(Buffer.from('137'))).toBe(
    'd80eae6e96d148b3b2abbbc6760077b66c4ea071f847dab573d507a32c4d99a5',
  );
  expect(await blobs.get('0'.repeat(64))).toBeUndefined();
});

it('keeps the same bytes once', async () => {
  const bytes = randomBytes(600_000);
  expect(await blobs.put(bytes)).toBe(await blobs.put(bytes));
  expect(await count('blobs.files')).toBe(1);
  expect(await count('blobs.chunks')).toBe(3);
});

it('keeps the same bytes once when several processes put them at the same time', async () => {
  const bytes = randomBytes(600_000);
  const processes = [blobs, createBlobStore(database.connection), createBlobStore(database.connection)];
  const ids = await Promise.all([...processes, ...processes].map((process) => process.put(bytes)));
  expect(new Set(ids).size).toBe(1);
  expect(await isKept(ids[0] ?? '', bytes)).toBe(true);
  expect(await count('blobs.files')).toBe(1);
  expect(await count('blobs.chunks')).toBe(3);
});

it('puts bytes again whose first writing a crash interrupted, and gives nothing back before', async () => {
  const bytes = randomBytes(600_000);
  const id = await blobs.put(bytes);
  // What a crash leaves: the first pieces, but no word that the file is complete.
  await database.connection.collection('blobs').deleteMany({});
  await database.connection.collection('blobs.files').deleteMany({});
  await database.connection.collection('blobs.chunks').deleteMany({ n: 2 });
  await database.connection
    .collection('blobs.chunks')
    .insertOne({ files_id: new mongoose.mongo.ObjectId(), n: 0 });

  expect(await blobs.get(id)).toBeUndefined();
  expect(await blobs.put(bytes)).toBe(id);
  expect(await isKept(id, bytes)).toBe(true);
});
