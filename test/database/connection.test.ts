import { mkdtemp } from 'node:fs/promises';
import { createConnection, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema } from 'mongoose';
import { ConfigError } from '../../src/config.js';
import { connectToDatabase, DATABASE_WAITS } from '../../src/database/connection.js';
import { embeddedServer } from '../../src/database/embedded.js';
import { updateIndexes } from '../../src/database/indexes.js';
import { isOutage } from '../../src/outage.js';
import { openTestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { removeFolder } from '../support/remove-folder.js';
import { openReplicaSet } from '../support/replica-set.js';
import { SILENT } from './support.js';

it('names the variable and no secret when the database cannot be reached', async () => {
  const error = await connectToDatabase({ uri: 'mongodb://user:secret@127.0.0.1:9/x', logger: SILENT }).catch(
    (reason) => reason,
  );

  expect(error).toBeInstanceOf(ConfigError);
  expect(error.message).toContain('MONGODB_URI');
  expect(error.message).not.toContain('secret');
});

it('fails by itself while the database is away, and goes on when it is back', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pasokh-connection-'));
  const program = await embeddedServer({ folder, environment: process.env, onProgress: () => undefined });
  if ('unavailable' in program) throw new Error(program.unavailable);
  let server = await program.start(0);
  const { port } = server;
  const { connection, isUp, close } = await connectToDatabase({
    uri: `mongodb://127.0.0.1:${port}`,
    logger: SILENT,
  });
  const model = connection.model('Thing', new Schema({ _id: String }, { versionKey: false }));
  await model.create({ _id: 'a' });
  await server.stop();

  const [wasUp, failed] = await Promise.all([isUp(), model.findById('a').catch((error) => error)]);
  expect(wasUp).toBe(false);
  expect(isOutage(failed)).toBe(true);

  server = await program.start(port);
  await eventually(async () => (await model.findById('a')) !== null);
  await eventually(isUp);
  expect(connection.name).toBe('pasokh');
  await close();
  await server.stop();
  await removeFolder(folder);
});

it('says that the database is down while it is silent, before the answer of a command is given up', async () => {
  const server = await openTestDatabase();
  const silent = await delayAnswers(new URL(server.uri), 86_400_000);
  const uri = `mongodb://127.0.0.1:${silent.port}/${server.connection.name}?directConnection=true`;
  const { connection, isUp, close } = await connectToDatabase({ uri, logger: SILENT });
  try {
    await eventually(isUp);
    silent.begin();
    const command = connection
      .collection('things')
      .findOne({})
      .catch(() => null);
    expect(await isUp()).toBe(false);
    silent.stop();
    await command;
  } finally {
    silent.stop();
    await close();
    await server.close();
  }
});

it('waits for indexes however long they take, and for no other answer', async () => {
  const server = await openTestDatabase();
  const slow = await delayAnswers(new URL(server.uri), 600);
  const uri = `mongodb://127.0.0.1:${slow.port}/${server.connection.name}?directConnection=true`;
  const { connection, close } = await connectToDatabase({ uri, logger: SILENT, silenceMs: 300 });
  const schema = new Schema({ code: String }, { autoIndex: false, collection: 'things' });
  schema.index({ code: 1 });
  const model = connection.model('Thing', schema);
  try {
    slow.begin();
    await updateIndexes(connection);
    await expect(model.findOne({})).rejects.toMatchObject({ name: 'MongoNetworkTimeoutError' });
  } finally {
    await close();
    slow.stop();
    await server.close();
  }
});

it('takes a write that no majority acknowledges for an outage, after a limit that the server keeps', async () => {
  const database = await openTestDatabase();
  const { port, username, password } = new URL(database.uri);
  const set = await openReplicaSet(Number(port));
  const user = username === '' ? '' : `${username}:${password}@`;
  const uri = set.address(database.connection.name).replace('://', `://${user}`);
  const { connection, close } = await connectToDatabase({ uri, logger: SILENT, silenceMs: 2_000 });
  const things = connection.collection<{ _id: string; times: number }>('things');
  await things.insertOne({ _id: 'a', times: 0 });
  try {
    set.withholdMajority();
    for (const write of [
      () => things.updateOne({ _id: 'a' }, { $inc: { times: 1 } }),
      () => things.findOneAndUpdate({ _id: 'a' }, { $inc: { times: 1 } }),
      () => things.insertMany([{ _id: 'b', times: 0 }]),
      () => things.deleteOne({ _id: 'a' }),
    ]) {
      const failed: unknown = await write().catch((error) => error);
      expect(failed).toMatchObject({ message: expect.stringContaining(`${DATABASE_WAITS.majorityMs} ms`) });
      expect(isOutage(failed)).toBe(true);
    }
  } finally {
    await close();
    await set.close();
    await database.close();
  }
});

/** Stands before a server and, once asked to, hands on its answers that much later. */
async function delayAnswers(server: URL, ms: number) {
  let isSlow = false;
  const sockets = new Set<Socket>();
  const proxy = createServer((caller) => {
    const called = createConnection({ host: server.hostname, port: Number(server.port) });
    for (const socket of [caller, called]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => socket.destroy());
    }
    caller.pipe(called);
    called.on('data', (bytes) => setTimeout(() => caller.write(bytes), isSlow ? ms : 0).unref());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const address = proxy.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    begin: () => {
      isSlow = true;
    },
    stop: () => {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

it('lets a small server be silent for two minutes where everything is read or written', async () => {
  const { uri, close: remove } = await openTestDatabase();
  const { connection, close } = await connectToDatabase({ uri, logger: SILENT, isPatient: true });
  const { connectTimeoutMS, socketTimeoutMS } = connection.getClient().options;
  await close();
  await remove();
  expect([connectTimeoutMS, socketTimeoutMS]).toEqual([120_000, 120_000]);
});
