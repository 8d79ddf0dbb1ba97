import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Environment } from '../../src/database/child.js';
import { connectToDatabase, type DatabaseConnection } from '../../src/database/connection.js';
import { embeddedServer } from '../../src/database/embedded.js';
import { type KeptServer, keepRunning, type ServerProgram } from '../../src/database/server-program.js';
import { eventually } from '../support/eventually.js';
import { removeFolder } from '../support/remove-folder.js';
import { SILENT } from './support.js';

/** Many more than the file takes to be made smaller by the first part. */
const MOST_READS = 200;

let folder: string;
let program: ServerProgram;
let server: KeptServer | undefined;
const connections: DatabaseConnection[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-embedded-'));
  program = await programIn(process.env);
});
afterEach(async () => {
  await Promise.all(connections.splice(0).map(({ close }) => close()));
  await server?.stop();
  server = undefined;
  await removeFolder(folder);
});

async function programIn(environment: Environment): Promise<ServerProgram> {
  const found = await embeddedServer({ folder, environment, onProgress: () => undefined });
  if ('unavailable' in found) throw new Error(found.unavailable);
  return found;
}

async function start(): Promise<KeptServer> {
  server = await keepRunning(program, SILENT);
  return server;
}

async function stop(): Promise<void> {
  await Promise.all(connections.splice(0).map(({ close }) => close()));
  await server?.stop();
  server = undefined;
}

async function open({ port }: { port: number }): Promise<Connection> {
  const opened = await connectToDatabase({ uri: `mongodb://127.0.0.1:${port}/test`, logger: SILENT });
  connections.push(opened);
  return opened.connection;
}

function things(connection: Connection) {
  const { db } = connection;
  if (db === undefined) throw new Error('Not connected.');
  return db.collection<{ _id: string; code?: string; filling?: string }>('things');
}

async function fileSize(): Promise<number> {
  return (await stat(join(folder, 'embedded.mv'))).size;
}

it('has everything that it acknowledged after kill -9 amid the writing, and answers at the same address', async () => {
  const running = await start();
  const collection = things(await open(running));
  const acknowledged: string[] = [];

  for (let round = 1; round <= 3; round += 1) {
    const killed = running.pid;
    const until = acknowledged.length + 150;
    let isWriting = true;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let count = 0; isWriting; count += 1) {
        const _id = `${round}-${writer}-${count}`;
        try {
          await collection.insertOne({ _id, code: _id, filling: 'x'.repeat(500) });
          acknowledged.push(_id);
        } catch {
          return;
        }
      }
    });
    await eventually(() => acknowledged.length >= until);
    process.kill(killed, 'SIGKILL');
    isWriting = false;
    await Promise.all(writers);
    await eventually(async () => running.pid !== killed && (await collection.findOne({})) !== null);

    const found = new Set((await collection.find().toArray()).map(({ _id }) => _id));
    expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  }
});

it('opens a file again with its documents and its unique indexes', async () => {
  const before = things(await open(await start()));
  await before.createIndex({ code: 1 }, { unique: true });
  await before.insertMany([
    { _id: 'a', code: 'x' },
    { _id: 'b', code: 'y' },
  ]);
  await stop();

  const after = things(await open(await start()));

  expect(await after.find().toArray()).toEqual([
    { _id: 'a', code: 'x' },
    { _id: 'b', code: 'y' },
  ]);
  await expect(after.insertOne({ _id: 'a' })).rejects.toMatchObject({ code: 11000 });
  await expect(after.insertOne({ _id: 'c', code: 'y' })).rejects.toMatchObject({ code: 11000 });
  expect((await after.updateOne({ _id: 'b', code: 'y' }, { $set: { code: 'z' } })).matchedCount).toBe(1);
});

it('gives the space of what was removed back before it stops, which it has three seconds for', async () => {
  const collection = things(await open(await start()));
  for (let batch = 0; batch < 20; batch += 1) {
    await collection.insertMany(
      Array.from({ length: 100 }, (_, index) => ({
        _id: `${batch}-${index}`,
        filling: String(index % 10).repeat(8_000),
      })),
    );
  }
  await collection.deleteMany({ _id: { $regex: '^1?[1-9]-' } });
  const before = await fileSize();

  await stop();

  // A server that takes longer is killed, and leaves its file as large as it was.
  expect(await fileSize()).toBeLessThan(before / 4);
  const left = await things(await open(await start()))
    .find()
    .toArray();
  expect(left.map(({ _id }) => _id).sort()).toEqual(
    ['0', '10'].flatMap((batch) => Array.from({ length: 100 }, (_, index) => `${batch}-${index}`)).sort(),
  );
});

it('keeps its file small while it is running', async () => {
  const collection = things(await open(await start()));
  // Each batch leaves a few documents in a part of the file that is otherwise of no use any more.
  for (let batch = 0; batch < 70; batch += 1) {
    const ids = Array.from({ length: 100 }, (_, index) => `${batch}-${index}`);
    await collection.insertMany(ids.map((_id) => ({ _id, filling: 'x'.repeat(5_000) })));
    await collection.deleteMany({ _id: { $in: ids.slice(5) } });
  }

  await eventually(async () => (await fileSize()) < 25_000_000);
  expect(await collection.countDocuments()).toBe(350);
});

it('makes its file small also where nothing is written any more', async () => {
  const collection = things(await open(await start()));
  const insert = (name: string, count: number) => {
    const ids = Array.from({ length: count }, (_, index) => `${name}-${index}`);
    return collection.insertMany(ids.map((_id) => ({ _id, filling: 'x'.repeat(5_000) })));
  };
  // Full of waste and without a hole, but not yet so large that it is made smaller.
  for (let batch = 0; (await fileSize()) < 15_000_000; batch += 1) {
    await insert(`${batch}`, 100);
    await collection.deleteMany({ _id: { $regex: `^${batch}-.*[1-9]$` } });
  }

  await insert('last', 600);

  await eventually(async () => (await fileSize()) < 10_000_000);
  expect(await collection.countDocuments({ _id: { $regex: '^last-' } })).toBe(600);
});

it('finishes a long read while the file is made smaller', async () => {
  // With little memory, so that the read goes to the file.
  program = await programIn({ ...process.env, JAVA_TOOL_OPTIONS: '-Xmx256m' });
  const collection = things(await open(await start()));
  for (let batch = 0; batch < 15; batch += 1) {
    await collection.insertMany(
      Array.from({ length: 1_000 }, (_, index) => ({
        _id: `${batch}-${index}`,
        code: 'x'.repeat(50),
        filling: 'x'.repeat(4_000),
      })),
    );
  }
  await collection.deleteMany({ _id: { $regex: '[1-7]$' } });
  const grown = await fileSize();

  // A pattern that takes a while to be tried, until a part of the file has been given back.
  for (let reads = 0; reads < MOST_READS && (await fileSize()) >= grown; reads += 1) {
    expect(await collection.find({ code: /x.*x.*y/ }).toArray()).toEqual([]);
  }
  expect(await fileSize()).toBeLessThan(grown);
});

it('leaves a file alone that another server has', async () => {
  await start();
  await expect(program.start(0)).rejects.toMatchObject({ reason: 'locked' });
});
