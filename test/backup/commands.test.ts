import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { systemClock } from '../../src/clock.js';
import { markDatabase } from '../../src/database/completeness.js';
import { connectToDatabase } from '../../src/database/connection.js';
import { startDatabase } from '../../src/database/index.js';
import { packageRoot } from '../../src/package-root.js';
import { NO_DOWNLOAD, SILENT } from '../database/support.js';
import { openToOthers } from '../support/another-user.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { removeFolder } from '../support/remove-folder.js';

const KEY = 'a secret of the city hall';
const REQUESTS = 25;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-backup-'));
});
afterEach(() => removeFolder(dataDir));

/** The command, compiled as this test is. */
const compiled = (name: string) =>
  fileURLToPath(new URL(`../../src/backup/commands/${name}.js`, import.meta.url));
/** What `npm run` runs, which translates the command first. */
const scriptOf = (name: string) => join(packageRoot, 'scripts', `${name}.mjs`);

/** Runs a command; resolves to what it printed and its exit code. */
async function run(program: string, words: readonly string[] = []) {
  const env = { ...NO_DOWNLOAD, DATA_DIR: dataDir, BACKUP_KEY: KEY };
  return promisify(execFile)(process.execPath, [program, ...words], { env }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error) => ({ code: Number(error.code), output: String(error.stdout) }),
  );
}

/** Opens the folder's database as the product does, and closes it in order. */
async function withDatabase<Result>(use: (connection: TestDatabase['connection']) => Promise<Result>) {
  const database = await startDatabase({
    dataDir,
    logger: SILENT,
    onProgress: () => undefined,
    environment: NO_DOWNLOAD,
  });
  try {
    const { connection, close } = await connectToDatabase({ uri: database.uri, logger: SILENT });
    try {
      const { kind } = database;
      const now = systemClock.now;
      const markAsClosed = await markDatabase({ dataDir, connection, kind, logger: SILENT, now });
      return await use(connection).finally(markAsClosed);
    } finally {
      await close();
    }
  } finally {
    await database.stop();
  }
}

async function fill(connection: TestDatabase['connection']): Promise<void> {
  const requests = Array.from({ length: REQUESTS }, (_, index) => ({
    _id: `10000000${index}` as never,
    state: {
      code: `10000000${index}`,
      filedAt: new Date(Date.UTC(2026, 0, 1 + index)),
      channel: 'bot',
      text: `=چراغ ${index}`,
      heldBy: ['d9-lights'],
      answers: [],
      stage: { status: 'intake', because: 'noUnit' },
    },
  }));
  await connection.collection('requests').insertMany(requests);
}

async function backups(): Promise<string[]> {
  return (await readdir(join(dataDir, 'backups'))).map((name) => join(dataDir, 'backups', name));
}

const countRequests = (connection: TestDatabase['connection']) =>
  connection.collection('requests').countDocuments();

/** The commands of docs/running.md that a test can run: the lines of its `sh` blocks. */
async function documentedCommands(): Promise<readonly string[]> {
  const text = await readFile(join(packageRoot, 'docs/running.md'), 'utf8');
  return [...text.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, block = '']) => block.trim().split('\n'));
}

async function shell(command: string, environment: Record<string, string> = {}) {
  const env = { ...NO_DOWNLOAD, DATA_DIR: dataDir, BACKUP_KEY: KEY, ...environment };
  return promisify(execFile)('sh', ['-c', command], { env, cwd: packageRoot }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    (error) => ({ code: Number(error.code), output: String(error.stdout) }),
  );
}

it('brings everything back after a loss by the commands that docs/running.md gives', async () => {
  const [backup = '', restore = '', leave = ''] = await documentedCommands();
  const made = await withDatabase(async (connection) => {
    await fill(connection);
    return shell(backup);
  });
  await chmod(dataDir, 0o755);
  const { open } = await openToOthers(join(dataDir, 'backups'));
  const [file = ''] = await backups();
  expect(made.output).toContain(`${REQUESTS} requests`);
  expect((await readFile(file)).includes('filedAt')).toBe(false);
  expect(open).toEqual([]);

  await truncate(join(dataDir, 'database', 'embedded', 'embedded.mv'), 5_000);
  const refused = await withDatabase(countRequests).catch((error) => error.message);
  const wrongKey = await shell(restore, { BACKUP_KEY: 'another secret of theirs' });
  const restored = await shell(restore);
  const left = await shell(leave);

  expect(refused).toContain(file);
  expect(wrongKey).toMatchObject({ code: 1, output: expect.stringContaining('BACKUP_KEY') });
  expect(restored).toMatchObject({ code: 0, output: expect.stringContaining(`${REQUESTS} requests`) });
  expect(left).toMatchObject({ code: 0, output: expect.stringContaining('requests are in') });
  expect(await withDatabase(countRequests)).toBe(REQUESTS);
});

it('continues with the rest, or begins again, when asked to', async () => {
  await withDatabase(fill);
  const mark = JSON.parse(await readFile(join(dataDir, 'database-mark.json'), 'utf8'));
  mark.counts.requests += 1;
  await writeFile(join(dataDir, 'database-mark.json'), JSON.stringify(mark));
  const refused = await withDatabase(countRequests).catch((error) => error.message);

  const accepted = await run(compiled('restore'), ['--accept-loss']);
  const left = await withDatabase(countRequests);
  const anew = await run(compiled('restore'), ['--begin-anew']);

  expect(refused).toContain(`«requests» has ${REQUESTS} of ${REQUESTS + 1} documents`);
  expect([accepted.code, left, anew.code]).toEqual([0, REQUESTS, 0]);
  expect(await withDatabase(countRequests)).toBe(0);
});

it('lets the city leave with its requests as a table, those of the days that are named', async () => {
  await withDatabase(fill);
  const output = join(dataDir, 'requests.csv');
  const words = ['requests', '--from', '2026-01-03', '--to', '2026-01-10', '--output', output];

  expect(await run(compiled('export'), words)).toMatchObject({
    code: 0,
    output: expect.stringContaining('7 requests'),
  });
  const lines = (await readFile(output, 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(8);
  expect(lines[1]).toContain(`"'=چراغ`);
});

it('carries everything over to another MongoDB, which has to be empty, and counts', async () => {
  await withDatabase(fill);
  const target = await openTestDatabase();
  try {
    const moved = await run(scriptOf('move'), [target.uri]);
    const again = await run(compiled('move'), [target.uri]);

    expect(moved).toMatchObject({ code: 0, output: expect.stringContaining(`${REQUESTS} requests`) });
    expect(await countRequests(target.connection)).toBe(REQUESTS);
    expect(again.code).toBe(1);
  } finally {
    await target.close();
  }
});
