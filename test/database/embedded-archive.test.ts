import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../../src/database/child.js';
import { type EmbeddedProgram, prepareEmbeddedProgram } from '../../src/database/embedded-program.js';
import { removeFolder } from '../support/remove-folder.js';

let folder: string;
let program: EmbeddedProgram;

beforeAll(async () => {
  const found = await prepareEmbeddedProgram({ environment: process.env, onProgress: () => undefined });
  if ('unavailable' in found) throw new Error(found.unavailable);
  program = found;
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pasokh-archive-'));
});
afterEach(() => removeFolder(folder));

/** Starts the server on a new file and ends it; resolves to its first line. */
async function answerWith(options: readonly string[]): Promise<string | undefined> {
  const parameters = [...options, '-cp', program.classPath, 'EmbeddedMongo', 'embedded.mv', '0'];
  const child = await startChild(program.java, parameters, { environment: process.env, folder });
  const line = await child.nextLine();
  await child.close(120_000);
  return line;
}

it('gives Java the classes of the server as they were read and verified before', async () => {
  const log = '-Xlog:class+load:file=classes.log';
  const line = await answerWith([...program.options, '-XX:+UseSerialGC', log]);
  const loaded = await readFile(join(folder, 'classes.log'), 'utf8');
  expect(line).toMatch(/^ready \d+$/);
  expect(loaded).toMatch(/ EmbeddedMongo source: shared objects file/);
});

it('is done without, and not a word is said, where it does not fit', async () => {
  const foreign = join(folder, 'foreign.jsa');
  await writeFile(foreign, 'no archive');
  const options = program.options.map((option) => option.replace(/=.*classes\.jsa$/, `=${foreign}`));
  expect(options).not.toEqual(program.options);
  expect(await answerWith([...options, '-XX:+UseSerialGC'])).toMatch(/^ready \d+$/);
});
