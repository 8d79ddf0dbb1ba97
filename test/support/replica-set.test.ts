import mongoose from 'mongoose';
import { openTestDatabase, type TestDatabase } from './database.js';
import { openReplicaSet, type ReplicaSet } from './replica-set.js';

let database: TestDatabase;
let set: ReplicaSet;
let client: mongoose.mongo.MongoClient;

beforeEach(async () => {
  database = await openTestDatabase();
  const { port, username, password } = new URL(database.uri);
  set = await openReplicaSet(Number(port));
  client = new mongoose.mongo.MongoClient(set.address(database.connection.name), {
    serverSelectionTimeoutMS: 20_000,
    heartbeatFrequencyMS: 500,
    ...(username === '' ? {} : { auth: { username, password } }),
  });
});
afterEach(async () => {
  await client.close();
  await set.close();
  await database.close();
});

const things = () => client.db().collection<{ _id: string; times: number }>('things');

it('is a replica set for a driver, which writes and reads', async () => {
  await things().insertOne({ _id: 'a', times: 1 });
  expect(await things().findOne({ _id: 'a' })).toEqual({ _id: 'a', times: 1 });
  const hello = await client.db().command({ isMaster: 1 });
  expect(hello).toMatchObject({ setName: 'rs0', isWritablePrimary: true });
});

it('carries out once a write whose answer was lost and that is repeated', async () => {
  await things().insertOne({ _id: 'a', times: 0 });
  set.loseAnswers(2);
  for (let time = 0; time < 6; time += 1) await things().updateOne({ _id: 'a' }, { $inc: { times: 1 } });
  set.loseAnswers(0);
  expect(await things().findOne({ _id: 'a' })).toEqual({ _id: 'a', times: 6 });
  expect(set.counts()['answers lost']).toBeGreaterThan(0);
  expect(set.counts()['writes repeated']).toBe(set.counts()['answers lost']);
});

it('takes no write while it has stepped down, and the driver waits for the election', async () => {
  await things().insertOne({ _id: 'a', times: 0 });
  set.stepDown(1_000);
  await things().updateOne({ _id: 'a' }, { $inc: { times: 1 } });
  expect(await things().findOne({ _id: 'a' })).toEqual({ _id: 'a', times: 1 });
  expect(set.counts()['writes refused']).toBeGreaterThan(0);
});

it('ends connections, and hands on later what came while it was frozen', async () => {
  await things().insertOne({ _id: 'a', times: 0 });
  set.cut();
  await things().updateOne({ _id: 'a' }, { $inc: { times: 1 } });
  set.freeze(300);
  await things().updateOne({ _id: 'a' }, { $inc: { times: 1 } });
  expect(await things().findOne({ _id: 'a' })).toEqual({ _id: 'a', times: 2 });
});
