import { isOutage } from '../../src/outage.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/** What a driver without connections may be asked for. */
const NUMBERS = Array.from({ length: 30 }, (_, number) => number);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('takes for an outage whatever fails because the connections were closed under it and set up anew', async () => {
  const { connection } = database;
  const client = connection.getClient();
  const things = connection.collection<{ _id: number; count: number }>('things');
  await things.insertMany(NUMBERS.map((_id) => ({ _id, count: 0 })));
  const cursors = NUMBERS.slice(0, 5).map(() => things.find().batchSize(2));
  for (const cursor of cursors) await cursor.next();

  const asked = NUMBERS.flatMap((_id): Promise<unknown>[] => [
    things.findOne({ _id }),
    things.findOneAndUpdate({ _id }, { $inc: { count: 1 } }),
    things.updateOne({ _id }, { $inc: { count: 1 } }),
    things.bulkWrite([{ updateOne: { filter: { _id }, update: { $inc: { count: 1 } } } }]),
    things.insertMany([{ _id: _id + 100, count: 0 }]),
    things.aggregate([{ $group: { _id: null, sum: { $sum: '$count' } } }]).toArray(),
  ]);
  const ended = Promise.allSettled(asked);
  await client.close();
  await client.connect();
  const read = await Promise.allSettled(cursors.map((cursor) => cursor.toArray()));

  const errors = [...(await ended), ...read].flatMap((one) =>
    one.status === 'rejected' ? [one.reason as Error] : [],
  );
  expect(errors.length).toBeGreaterThan(0);
  expect(
    errors.filter((error) => !isOutage(error)).map(({ name, message }) => `${name}: ${message}`),
  ).toEqual([]);
  expect(await things.findOne({ _id: 0 })).not.toBeNull();
});
