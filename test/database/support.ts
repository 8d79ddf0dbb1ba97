import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { prepareEmbeddedProgram } from '../../src/database/embedded-program.js';
import { type DatabaseOptions, type RunningDatabase, startDatabase } from '../../src/database/index.js';
import { createLogger } from '../../src/logger.js';
import { removeFolder } from '../support/remove-folder.js';

export const SILENT = createLogger({ level: 'silent' });

/** This machine without a way to download anything, and without the mongod that it may have. */
export const NO_DOWNLOAD = {
  ...process.env,
  MONGOMS_RUNTIME_DOWNLOAD: 'false',
};

/** This machine with no way to download but one from that address, and without the mongod that it may have. */
export function downloadFrom(mirror: string): NodeJS.ProcessEnv {
  return { ...process.env, MONGOMS_DOWNLOAD_MIRROR: mirror, MONGOMS_USE_HTTP: 'true' };
}

/** What a test of `startDatabase` works with. */
export interface Workplace {
  readonly dataDir: string;
  /** What was said to the person who starts it. */
  readonly said: string[];
  start(options?: Partial<DatabaseOptions>): Promise<RunningDatabase>;
  /** Stops what runs and removes the folder. */
  clean(): Promise<void>;
}

/** A new folder in which databases can be started. */
export async function openWorkplace(): Promise<Workplace> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pasokh-data-'));
  const running: RunningDatabase[] = [];
  const said: string[] = [];
  return {
    dataDir,
    said,
    async start(options = {}) {
      const database = await startDatabase({
        dataDir,
        logger: SILENT,
        onProgress: (sentence) => said.push(sentence),
        environment: NO_DOWNLOAD,
        ...options,
      });
      running.push(database);
      return database;
    },
    async clean() {
      for (const database of running.splice(0)) await database.stop();
      await removeFolder(dataDir);
    },
  };
}

/**
 * Writes a program that takes the parameters of mongod and does what it does, by running the embedded server:
 * a real one cannot be assumed on the machine of a test. Resolves to its folder.
 */
export async function writeStandInForMongod(folder: string): Promise<string> {
  const program = await prepareEmbeddedProgram({ environment: process.env, onProgress: () => undefined });
  if ('unavailable' in program) throw new Error(program.unavailable);
  const bin = join(folder, 'bin');
  const path = join(bin, 'mongod');
  await mkdir(bin, { recursive: true });
  await writeFile(
    path,
    `#!${process.execPath}
const { spawn } = require('node:child_process');
const { connect, createServer } = require('node:net');
const { parseArgs } = require('node:util');
const text = { type: 'string' };
const { values } = parseArgs({ strict: false, options: { dbpath: text, port: text, bind_ip: text } });
const server = spawn(
  ${JSON.stringify(program.java)},
  ['-cp', ${JSON.stringify(program.classPath)}, 'EmbeddedMongo', 'stand-in.mv', values.port],
  { cwd: values.dbpath, stdio: ['pipe', 'inherit', 'inherit'] },
);
if (values.bind_ip.startsWith('/')) {
  require('node:fs').rmSync(values.bind_ip, { force: true });
  createServer((caller) => {
    const called = connect(Number(values.port), '127.0.0.1');
    for (const end of [caller, called]) end.on('error', () => { caller.destroy(); called.destroy(); });
    caller.pipe(called).pipe(caller);
  }).listen(values.bind_ip);
}
process.on('SIGTERM', () => server.stdin.end());
server.on('exit', (code) => process.exit(code ?? 1));
`,
  );
  await chmod(path, 0o755);
  return bin;
}

/** An environment in which programs are found in these folders first. */
export function withPath(...folders: readonly string[]): Readonly<Record<string, string | undefined>> {
  return { ...NO_DOWNLOAD, PATH: [...folders, process.env['PATH'] ?? ''].join(delimiter) };
}

/** True while a process with that number is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
