import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCityClient } from '../../src/story/city-client.js';
import { type Bundle, bundleProgram } from '../crashes/experiments/bundle.js';
import { CITIZEN } from '../support/people.js';
import { killPrograms, runProgramToItsEnd, startProgram } from '../support/program.js';
import { fileRequest, requestsIn } from './filing.js';

let bundle: Bundle;
let dataDir: string;
beforeAll(async () => {
  bundle = await bundleProgram();
}, 60_000);
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pasokh-start-'));
});
afterEach(async () => {
  await killPrograms();
  await rm(dataDir, { recursive: true, force: true });
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
}, 120_000);

it('says that a folder is taken, and leaves it to the one that has it', async () => {
  const first = await startProgram({ DATA_DIR: dataDir }, bundle.path);
  const second = await runProgramToItsEnd({ DATA_DIR: dataDir }, bundle.path);
  const ready = await fetch(`${first.url}/health/ready`);
  await first.interrupt();
  expect(second.code).toBe(1);
  expect(second.output.trim().split('\n')).toHaveLength(1);
  expect(second.output).toContain('DATA_DIR');
  expect(ready.status).toBe(200);
}, 120_000);

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
}, 120_000);

it('stops with one sentence that names the variable, where nothing can be written to its folder', async () => {
  const file = join(dataDir, 'a file');
  await writeFile(file, '');
  const ended = await runProgramToItsEnd({ DATA_DIR: file }, bundle.path);
  expect(ended).toEqual({ code: 1, output: expect.stringMatching(/^The folder .+ set DATA_DIR .+\.\n$/) });
}, 120_000);

it('keeps what it writes from every other user of the machine', async () => {
  await chmod(dataDir, 0o755);
  const program = await startProgram({ DATA_DIR: dataDir }, bundle.path);
  const paths = (await readdir(dataDir, { recursive: true })).map((name) => join(dataDir, name));
  const modes = await Promise.all(
    [dataDir, ...paths].map(async (path) => ({ path, mode: (await stat(path)).mode })),
  );
  const read = await asNobody('cat', join(dataDir, 'database-mark.json'));
  await program.interrupt();

  expect(paths).toContain(join(dataDir, 'database', 'embedded', 'embedded.mv'));
  expect(modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ path }) => path)).toEqual([]);
  expect(read).toBe('refused');
}, 120_000);

/** What a command comes to for another user. Only root can try; for anybody else the modes have to do. */
async function asNobody(command: string, ...parameters: readonly string[]): Promise<'done' | 'refused'> {
  if (process.getuid?.() !== 0) return 'refused';
  const nobody = ['--reuid=65534', '--regid=65534', '--clear-groups', command, ...parameters];
  return promisify(execFile)('setpriv', nobody).then(
    () => 'done' as const,
    (error) => {
      // The exit code of the command, or no such program on a machine that is no Linux.
      if (typeof error.code === 'number' || error.code === 'ENOENT') return 'refused' as const;
      throw error;
    },
  );
}
