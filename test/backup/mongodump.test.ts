import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readArchive } from '../../src/backup/archive.js';
import { importDatabase } from '../../src/backup/carry-over.js';
import { createBackup } from '../../src/backup/create-backup.js';
import { dumpDatabase } from '../../src/backup/mongodump.js';
import { SILENT } from '../database/support.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { removeFolder } from '../support/remove-folder.js';
import { type NotedCall, writeStandInForMongodump } from './stand-in-for-mongodump.js';

const SECRET = 'mongodb://city:s3cret%2Fof@db.example.org:27017/?authSource=admin';
const LONG = 'چراغ '.repeat(20_000);

let source: TestDatabase;
let folder: string;
beforeAll(async () => {
  source = await openTestDatabase();
  await source.connection.collection('requests').insertMany(
    Array.from({ length: 300 }, (_, index) => ({
      _id: `request ${index}` as never,
      text: LONG.slice(0, index * 10),
    })),
  );
  await source.connection.collection<{ _id: string }>('with/slash').insertOne({ _id: 'a' });
  await source.connection.collection('bytes').insertOne({ content: Buffer.from(LONG), at: new Date(0) });
});
afterAll(() => source.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-mongodump-'));
});
afterEach(() => removeFolder(folder));

const withPath = (bin: string) => ({ ...process.env, PATH: [bin, process.env['PATH']].join(delimiter) });

const backUp = (environment: NodeJS.ProcessEnv) =>
  createBackup({
    connection: source.connection,
    kind: 'configured',
    uri: source.uri,
    environment,
    folder: join(folder, 'backups'),
    key: 'a secret of the city hall',
    version: 'test',
    logger: SILENT,
    now: () => new Date('2026-11-24T00:00:00Z'),
  });

it('reads a MongoDB where it is there, and what it reads is restored as it was', async () => {
  const { bin } = await writeStandInForMongodump(folder);
  const backup = await backUp(withPath(bin));
  const target = await openTestDatabase();
  try {
    await importDatabase(target.connection, readArchive(backup.path, 'a secret of the city hall'));
    for (const name of ['requests', 'with/slash', 'bytes']) {
      const all = (database: TestDatabase) =>
        database.connection.collection(name).find().sort({ _id: 1 }).toArray();
      expect(await all(target)).toEqual(await all(source));
    }
  } finally {
    await target.close();
  }
  expect(backup).toMatchObject({ readBy: 'mongodump', counts: { requests: 300, 'with/slash': 1, bytes: 1 } });
  expect(await readdir(join(folder, 'backups'))).toHaveLength(1);
});

it('hands the address over in a file for this user alone, and names a database where the address has none', async () => {
  const { bin, notes } = await writeStandInForMongodump(folder, { fails: '' });
  await dumpDatabase({ uri: SECRET, folder: join(folder, 'work'), environment: withPath(bin) });
  const call = JSON.parse(await readFile(notes, 'utf8')) as NotedCall;
  expect(call.parameters.join(' ')).not.toMatch(/s3cret|mongodb:/);
  expect(call.parameters.slice(-2)).toEqual(['--db', 'pasokh']);
  expect(JSON.stringify(call.environment)).not.toContain('s3cret');
  expect(call).toMatchObject({ config: `uri: "${SECRET}"\n`, configMode: 0o600 });
});

it('leaves it to ourselves where it fails, with the reason, or is not there', async () => {
  const { bin } = await writeStandInForMongodump(folder, { fails: `cannot connect to ${SECRET}` });
  expect(await backUp(withPath(bin))).toMatchObject({
    readBy: 'ourselves',
    dumpFailed: expect.stringMatching(/^cannot connect to mongodb:\/\/<credentials>@/),
    counts: { requests: 300 },
  });
  await rm(bin, { recursive: true });
  expect(await dumpDatabase({ uri: SECRET, folder, environment: { PATH: bin } })).toEqual({ kind: 'absent' });
});
