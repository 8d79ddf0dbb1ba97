import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findOnPath, runProgram, startChild } from '../../../src/database/child.js';
import { embeddedServer } from '../../../src/database/embedded.js';
import { prepareEmbeddedProgram } from '../../../src/database/embedded-program.js';
import {
  type KeptServer,
  keepRunning,
  type ServerProcess,
  type ServerProgram,
} from '../../../src/database/server-program.js';
import { packageRoot } from '../../../src/package-root.js';
import { SILENT } from '../../simulator/harness.js';
import type { Mutation } from './points.js';

/** The embedded database server in the hands of an experiment. */
export interface DatabaseServer {
  readonly uri: string;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  startAgain(): Promise<void>;
  /** From now on it is kept running as the program keeps its own one. */
  keep(): Promise<void>;
  /** Lets no file of the database grow any more, as on a disk that is full; it does not know that beforehand. */
  fillDisk(): Promise<void>;
  freeDisk(): Promise<void>;
  /** What it said of its last end while it was kept running. */
  lastWords(): string;
  close(): Promise<void>;
}

/** Opens a database server with its file in a new folder. */
export async function openDatabaseServer(options: {
  readonly folder: string;
  readonly mutation: Mutation | undefined;
}): Promise<DatabaseServer> {
  const { folder, mutation } = options;
  await mkdir(folder, { recursive: true });
  const parts = { folder, environment: process.env, onProgress: () => undefined };
  const program = mutation === 'commit' ? await withoutCommit(folder) : await embeddedServer(parts);
  if ('unavailable' in program) throw new Error(`The embedded database is needed: ${program.unavailable}.`);
  let server: ServerProcess = await program.start(0);
  const { port } = server;
  let kept: KeptServer | undefined;

  /** Limits the files of the server that runs, and of those that are started after it: they take it from us. */
  async function limitFiles(bytes: number | 'unlimited'): Promise<void> {
    for (const pid of [process.pid, kept?.pid ?? server.pid]) {
      const { code, complaints } = await runProgram('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`], {
        environment: process.env,
        withinMs: PRLIMIT_MS,
      });
      // A server that has just ended needs no limit any more.
      if (code !== 0 && pid === process.pid) throw new Error(`A disk cannot be filled here: ${complaints}`);
    }
  }

  return {
    uri: `mongodb://127.0.0.1:${port}/experiment`,
    async kill() {
      process.kill(server.pid, 'SIGKILL');
      await server.ended;
    },
    async startAgain() {
      server = await program.start(port);
    },
    async keep() {
      await server.stop();
      kept = await keepRunning({ ...program, start: () => program.start(port) }, SILENT);
    },
    async fillDisk() {
      const sizes = await Promise.all(
        (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
      );
      await limitFiles(Math.max(...sizes));
    },
    lastWords: () => kept?.lastEnd?.because ?? '',
    freeDisk: () => limitFiles('unlimited'),
    close: () => (kept ?? server).stop(),
  };
}

const LAUNCHER = 'Durability.java';
const COMMIT = /store\.commit\(\);\s+store\.getFileStore\(\)\.sync\(\);/;
const COMPILE_MS = 60_000;
const STOP_MS = 3_000;
const PRLIMIT_MS = 5_000;

/** The server with a launcher that lets answers out before what they rest on is on the disk. */
async function withoutCommit(folder: string): Promise<ServerProgram | { readonly unavailable: string }> {
  const environment = process.env;
  const prepared = await prepareEmbeddedProgram({ environment, onProgress: () => undefined });
  if ('unavailable' in prepared) return prepared;
  const javac = await findOnPath('javac', environment);
  if (javac === undefined) return { unavailable: 'javac is not on the PATH' };
  const source = join(folder, LAUNCHER);
  await cp(join(packageRoot, 'src', 'database', 'embedded', LAUNCHER), source);
  const text = await readFile(source, 'utf8');
  if (!COMMIT.test(text)) throw new Error('The launcher commits in another way than it did.');
  await writeFile(source, text.replace(COMMIT, ''));
  const compiled = await runProgram(
    javac,
    ['--release', '17', '-d', folder, '-cp', prepared.classPath, source],
    { environment, withinMs: COMPILE_MS },
  );
  if (compiled.code !== 0) throw new Error(`The launcher does not compile: ${compiled.complaints}`);
  const classPath = [folder, prepared.classPath].join(delimiter);
  return {
    address: (port, database) => `mongodb://127.0.0.1:${port}/${database}?directConnection=true`,
    async start(port) {
      const child = await startChild(
        prepared.java,
        ['-XX:+UseSerialGC', '-cp', classPath, 'EmbeddedMongo', 'embedded.mv', String(port)],
        { folder, environment: { ...environment, LC_ALL: 'C.UTF-8' } },
      );
      const [, ready] = /^ready (\d+)$/.exec((await child.nextLine()) ?? '') ?? [];
      if (ready === undefined) throw new Error(`The database did not start: ${child.complaints()}`);
      return {
        port: Number(ready),
        pid: child.pid,
        ended: child.ended.then(() => child.complaints()),
        stop: () => child.close(STOP_MS),
      };
    },
  };
}
