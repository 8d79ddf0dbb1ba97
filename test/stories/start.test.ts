import { chmod, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAddress } from '../../src/database/address-file.js';
import { createCityClient } from '../../src/story/city-client.js';
import { type Bundle, bundleProgram } from '../crashes/experiments/bundle.js';
import { openToOthers } from '../support/another-user.js';
import { openTestDatabase } from '../support/database.js';
import { CITIZEN } from '../support/people.js';
import { killPrograms, runProgramToItsEnd, startProgram } from '../support/program.js';
import { removeFolder } from '../support/remove-folder.js';
import { fileRequest, requestsIn } from './filing.js';

let bundle: Bundle;
let dataDir: string;
beforeAll(async () => {
  bundle = await bundleProgram();
});
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-start-'));
});
afterEach(async () => {
  await killPrograms();
  await removeFolder(dataDir);
});
afterAll(() => bundle.remove());

it('starts, stops within five seconds on Ctrl-C, and finds everything when it starts again', async () => {
  const first = await startProgram({ DATA_DIR: dataDir });
  expect(first.output()).toContain('/simulator');
  expect(first.output()).toContain('embedded');
  await fileRequest(createCityClient(first.url), { owner: 'شهروند', bot: 'citizen', person: CITIZEN });
  const filed = await requestsIn(first);
  expect(await first.interrupt()).toBe(0);
  expect(first.output()).toContain('Stopped.');

  const second = await startProgram({ DATA_DIR: dataDir }, bundle.path);
  const found = await requestsIn(second);
  await second.interrupt();
  expect(found.map(({ code }) => code)).toEqual(filed.map(({ code }) => code));
});

it('says that a folder is taken, and leaves it to the one that has it', async () => {
  const first = await startProgram({ DATA_DIR: dataDir }, bundle.path);
  const second = await runProgramToItsEnd({ DATA_DIR: dataDir }, bundle.path);
  const ready = await fetch(`${first.url}/health/ready`);
  await first.interrupt();
  expect(second.code).toBe(1);
  expect(second.output.trim().split('\n')).toHaveLength(1);
  expect(second.output).toContain('DATA_DIR');
  expect(ready.status).toBe(200);
});

it('stops with one sentence that names the variable, for a wrong value and for a port that is taken', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  const wrong = await runProgramToItsEnd({ DATA_DIR: dataDir, ANSWER_HOURS: 'soon' }, bundle.path);
  const busy = await runProgramToItsEnd({ DATA_DIR: dataDir, PORT: port }, bundle.path);
  await new Promise((resolve) => taken.close(resolve));
  expect(wrong).toEqual({ code: 1, output: expect.stringMatching(/^ANSWER_HOURS .+\.\n$/) });
  expect(busy.code).toBe(1);
  expect(busy.output).toContain(`Port ${port} is in use`);
});

it('stops with one sentence that names the variable, where nothing can be written to its folder', async () => {
  const file = join(dataDir, 'a file');
  await writeFile(file, '');
  const ended = await runProgramToItsEnd({ DATA_DIR: file }, bundle.path);
  expect(ended).toEqual({ code: 1, output: expect.stringMatching(/^The folder .+ set DATA_DIR .+\.\n$/) });
});

it('keeps what it writes, and its database, from every other user of the machine', async () => {
  await chmod(dataDir, 0o755);
  const program = await startProgram({ DATA_DIR: dataDir }, bundle.path);
  const { uri = '' } = (await readAddress(dataDir)) ?? {};
  const names = await readdir(dataDir, { recursive: true });
  const { open } = await openToOthers(dataDir, uri);
  await program.interrupt();

  expect(names).toEqual(
    expect.arrayContaining(['pasokh.log', 'database-mark.json', join('database', 'embedded', 'embedded.mv')]),
  );
  expect(uri).toMatch(/:[^:@]+@/);
  expect(open).toEqual([]);
});

it('notices what another user gets at, a database without a password too', async () => {
  await chmod(dataDir, 0o755);
  await writeFile(join(dataDir, 'numbers'), '', { mode: 0o644 });
  const { uri, close } = await openTestDatabase();
  const { open, seenBy } = await openToOthers(dataDir, uri);
  await close();

  expect(open.length).toBeGreaterThanOrEqual(2);
  for (const what of open) expect(what).toMatch(/numbers|mode 755|list|use the database/);
  // The server of the tests asks for no password, unless it is one that somebody has named.
  const isOurs = /^mongodb:\/\/127\.0\.0\.1:\d+\//.test(uri);
  if (seenBy === 'another user' && isOurs) expect(open).toContain('use the database');
});
