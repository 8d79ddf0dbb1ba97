import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock.js';
import { markDatabase } from '../../src/database/completeness.js';
import { MARK_COLLECTION } from '../../src/database/mark.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { removeFolder } from '../support/remove-folder.js';
import { SILENT } from './support.js';

let dataDir: string;
const databases: TestDatabase[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-mark-'));
});
afterEach(async () => {
  for (const { close } of databases.splice(0)) await close();
  await removeFolder(dataDir);
});

async function open(): Promise<TestDatabase> {
  const database = await openTestDatabase();
  databases.push(database);
  return database;
}

function mark({ connection }: TestDatabase) {
  return markDatabase({
    dataDir,
    backupFolder: dataDir,
    connection,
    kind: 'configured',
    logger: SILENT,
    now: systemClock.now,
  });
}

async function refusal(database: TestDatabase): Promise<string> {
  return mark(database).then(
    () => 'It was started all the same.',
    (error) => error.message,
  );
}

it('takes the same configured database again, also after another process has used it', async () => {
  const database = await open();
  await (await mark(database))();
  await database.connection
    .collection(MARK_COLLECTION)
    .updateOne({ _id: 'current' as never }, { $inc: { number: 5 } });

  await expect(mark(database)).resolves.toBeDefined();
});

it('refuses an empty database where there was one, another one, and an earlier state of the same', async () => {
  const [database, other] = [await open(), await open()];
  await mark(database);
  const empty = await refusal(other);
  await other.connection.collection(MARK_COLLECTION).insertOne({
    _id: 'current' as never,
    mark: 'another',
    number: 9,
    schema: 1,
  });
  const another = await refusal(other);
  await database.connection
    .collection(MARK_COLLECTION)
    .updateOne({ _id: 'current' as never }, { $set: { number: 0 } });
  const earlier = await refusal(database);

  expect(empty).toContain('it is empty');
  expect(another).toContain('it is another one');
  expect(earlier).toContain('an earlier state');
  for (const sentence of [empty, another, earlier]) expect(sentence).toContain('npm run restore');
});

it('names the copies that there are, the newest first', async () => {
  const [database, other] = [await open(), await open()];
  await mark(database);
  for (const day of ['01', '02']) await writeFile(join(dataDir, `2026-11-${day}.pasokh-backup`), '');

  expect(await refusal(other)).toMatch(/2026-11-02\.pasokh-backup, .*2026-11-01\.pasokh-backup/);
});

it('refuses what a later version of the program has written, and writes nothing', async () => {
  const database = await open();
  await mark(database);
  const before = await readFile(join(dataDir, 'database-mark.json'), 'utf8');
  await database.connection
    .collection(MARK_COLLECTION)
    .updateOne({ _id: 'current' as never }, { $set: { schema: 99 } });

  expect(await refusal(database)).toContain('written by a later version');
  expect(await readFile(join(dataDir, 'database-mark.json'), 'utf8')).toBe(before);
});
