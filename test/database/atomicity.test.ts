import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import mongoose from 'mongoose';
import { isDuplicateKey } from '../../src/database/duplicate-key.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

interface Thing {
  _id: string;
  rev?: number;
  left?: number;
  right?: number;
  code?: string;
  owner?: string | null;
  pending?: number[];
  filling?: string;
}

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

function things(name: string) {
  const { db } = database.connection;
  if (db === undefined) throw new Error('Not connected.');
  return db.collection<Thing>(name);
}

function times<Value>(count: number, act: (index: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => act(index)));
}

it('lets one of a hundred guarded updates of the same state win', async () => {
  const collection = things('guarded');
  await collection.insertOne({ _id: 'a', rev: 1 });

  const results = await times(100, (index) =>
    collection.updateOne({ _id: 'a', rev: 1 }, { $set: { owner: `racer ${index}` }, $inc: { rev: 1 } }),
  );

  expect(results.filter(({ matchedCount }) => matchedCount === 1)).toHaveLength(1);
  expect(await collection.findOne({ _id: 'a' })).toMatchObject({ rev: 2 });
});

it('counts every one of two hundred simultaneous increments', async () => {
  const collection = things('counted');
  await collection.insertOne({ _id: 'a', rev: 0 });

  await times(200, () => collection.updateOne({ _id: 'a' }, { $inc: { rev: 1 } }));

  expect(await collection.findOne({ _id: 'a' })).toMatchObject({ rev: 200 });
});

it('takes an id once, also from fifty at the same time', async () => {
  const collection = things('taken');

  const results = await times(50, (index) =>
    collection.insertOne({ _id: 'a', rev: index }).then(
      () => 'taken',
      (error) => (isDuplicateKey(error) ? 'duplicate' : 'other'),
    ),
  );

  expect(results.filter((result) => result === 'taken')).toHaveLength(1);
  expect(results.filter((result) => result === 'duplicate')).toHaveLength(49);
});

it('keeps a unique index unique', async () => {
  const collection = things('unique');
  await collection.createIndex({ code: 1 }, { unique: true });
  await collection.insertOne({ _id: 'a', code: 'x' });

  await expect(collection.insertOne({ _id: 'b', code: 'x' })).rejects.toMatchObject({ code: 11000 });
  await collection.insertOne({ _id: 'b', code: 'y' });
  await expect(collection.updateOne({ _id: 'b' }, { $set: { code: 'x' } })).rejects.toMatchObject({
    code: 11000,
  });
  expect(await collection.findOne({ _id: 'b' })).toEqual({ _id: 'b', code: 'y' });
});

it('lets one of six upserts create the document and take its lease, and tells the others', async () => {
  const collection = things('leased');

  const results = await times(6, (index) =>
    collection
      .findOneAndUpdate(
        { _id: 'chat', pending: { $ne: 7 }, owner: null },
        { $push: { pending: 7 }, $set: { owner: `process ${index}` }, $setOnInsert: { rev: 0 } },
        { upsert: true, returnDocument: 'after', projection: { rev: 0 } },
      )
      .then(
        (chat) => chat?.owner ?? 'nobody',
        (error) => (isDuplicateKey(error) ? 'duplicate' : 'other'),
      ),
  );

  const chat = await collection.findOne({ _id: 'chat' });
  expect(chat?.pending).toEqual([7]);
  expect(results.filter((result) => result === 'duplicate')).toHaveLength(5);
  expect(results).toContain(chat?.owner);
});

it('matches nothing where a guard does not hold, and says so without an error', async () => {
  const collection = things('unmatched');
  await collection.insertOne({ _id: 'a', rev: 1 });

  const found = await collection.findOneAndUpdate(
    { _id: 'a', rev: 2 },
    { $set: { owner: 'late' } },
    { returnDocument: 'after', projection: { rev: 0 } },
  );

  expect(found).toBeNull();
  expect(await collection.findOne({ _id: 'a' })).toEqual({ _id: 'a', rev: 1 });
});

it('never shows a reader half of an update', async () => {
  const collection = things('whole');
  const filling = 'x'.repeat(20_000);
  await collection.insertOne({ _id: 'a', left: 0, filling, right: 0 });
  let isWriting = true;

  const writers = times(4, async () => {
    for (let round = 0; round < 50; round += 1) {
      await collection.updateOne({ _id: 'a' }, { $inc: { left: 1, right: 1 } });
    }
  }).finally(() => {
    isWriting = false;
  });
  const torn = await times(4, async () => {
    let seen = 0;
    while (isWriting) {
      const found = await collection.findOne({ _id: 'a' });
      if (found?.left !== found?.right) seen += 1;
    }
    return seen;
  });
  await writers;

  expect(torn).toEqual([0, 0, 0, 0]);
  expect(await collection.findOne({ _id: 'a' })).toMatchObject({ left: 200, right: 200 });
});

it('gives back from GridFS, byte for byte, what was put there', async () => {
  const { db } = database.connection;
  if (db === undefined) throw new Error('Not connected.');
  const bucket = new mongoose.mongo.GridFSBucket(db, { bucketName: 'blobs' });
  const bytes = randomBytes(700_000);

  const upload = bucket.openUploadStreamWithId('photo' as never, 'photo');
  upload.end(bytes);
  await once(upload, 'finish');
  const pieces: Buffer[] = [];
  for await (const piece of bucket.openDownloadStream('photo' as never)) pieces.push(piece as Buffer);

  expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
});

it('finds a guarded update by its id, not by reading the collection', async () => {
  const collection = things('read by id');
  await collection.insertMany([
    { _id: 'unbearable', rev: 0 },
    { _id: 'a', rev: 2 },
  ]);
  // The condition fails for the first document, if that is read at all.
  const condition = { $expr: { $eq: [{ $divide: [6, '$rev'] }, 3] } };
  const change = { $set: { owner: 'found' } };

  await expect(collection.updateOne({ ...condition, owner: null }, change)).rejects.toThrow('zero');
  expect((await collection.updateOne({ ...condition, _id: 'a' }, change)).matchedCount).toBe(1);
  const found = await collection.findOneAndUpdate({ ...condition, _id: { $in: ['a', 'nowhere'] } }, change);
  expect(found).toMatchObject({ _id: 'a', owner: 'found' });
});
