import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { systemClock } from '../clock.js';
import { packageRoot } from '../package-root.js';
import { type Child, type Environment, findOnPath, startChild } from './child.js';
import { type ServerProcess, type ServerProgram, ServerProgramError } from './server-program.js';

/** Runs a program for as long as this process is there: its path and parameters follow. */
export const RUN_WHILE_NEEDED = join(packageRoot, 'src', 'database', 'run-while-needed.mjs');
/** Milliseconds that a server may take to recover its files and answer. */
const READY_MS = 60_000;
const PING_MS = 1_000;
const LOOK_EVERY_MS = 50;
const STOP_MS = 3_000;

/** A `mongod` from the PATH with its files in `folder`, or why there is none. */
export async function mongodOnPath(options: {
  readonly folder: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}): Promise<ServerProgram | { readonly unavailable: string }> {
  const binary = await findOnPath('mongod', options.environment);
  if (binary === undefined) return { unavailable: 'mongod is not on the PATH' };
  return mongodServer({ ...options, binary });
}

/** The longest path that a socket may have on every system, in bytes. */
const LONGEST_SOCKET_PATH = 100;

/**
 * The server of a given `mongod` binary. It listens on a socket in a folder that only this user may enter, so
 * that no other user of the machine can reach it; if that is impossible (Windows), on 127.0.0.1, which is
 * reported. It ends by itself when this process ends in any way.
 */
export function mongodServer(options: {
  readonly binary: string;
  readonly folder: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}): ServerProgram {
  const socket = socketIn(options.folder);
  let way: Way = socket === undefined ? 'port' : 'socket';
  const address = (port: number, database: string) =>
    way === 'socket' && socket !== undefined
      ? `mongodb://${encodeURIComponent(socket)}/${database}?directConnection=true`
      : `mongodb://127.0.0.1:${port}/${database}?directConnection=true`;

  async function startBy(wanted: number): Promise<ServerProcess> {
    const port = wanted === 0 ? await freePort() : wanted;
    const where = way === 'socket' && socket !== undefined ? socket : '127.0.0.1';
    const parameters = ['--dbpath', options.folder, '--port', String(port), '--bind_ip', where, '--quiet'];
    const child = await startChild(process.execPath, [RUN_WHILE_NEEDED, options.binary, ...parameters], {
      environment: options.environment,
    });
    const words = listen(child);
    const answer = await waitForAnswer(child, address(port, 'admin'));
    if (answer !== 'ready') {
      await child.close(STOP_MS);
      throw new ServerProgramError(
        'failed',
        answer === 'tooOld' ? 'This mongod is too old.' : `mongod did not start${reason(words())}.`,
      );
    }
    return { port, pid: child.pid, ended: child.ended.then(words), stop: () => child.close(STOP_MS) };
  }

  return {
    address,
    async start(wanted) {
      await mkdir(options.folder, { recursive: true, mode: 0o700 });
      try {
        return await startBy(wanted);
      } catch (error) {
        if (wanted !== 0 || way === 'port' || !(error instanceof ServerProgramError)) throw error;
        way = 'port';
        const started = await startBy(wanted);
        options.onProgress('Every user of this machine can reach the database: this mongod takes no socket.');
        return started;
      }
    },
  };
}

/**
 * How a server is reached: by a socket, which belongs to one user, or by a port of the loopback interface.
 */
type Way = 'socket' | 'port';

function socketIn(folder: string): string | undefined {
  const path = join(folder, 'mongod.sock');
  return process.platform === 'win32' || Buffer.byteLength(path) > LONGEST_SOCKET_PATH ? undefined : path;
}

function reason(words: string): string {
  return words === '' ? '' : `: ${words}`;
}

const LONGEST_WORDS = 300;

/**
 * Reads its output, so that it never blocks. Returns the last line about an error (mongod writes JSON lines
 * with a severity `s`, a message and attributes), or nothing.
 */
function listen(child: Child): () => string {
  let words = '';
  void (async () => {
    for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine()) {
      const [, message] = /"s":"[EF]".*?"msg":("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
      const [, error = ''] = /"error":("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
      if (message !== undefined) words = `${message} ${error}`.trim().slice(0, LONGEST_WORDS);
    }
  })();
  return () => words;
}

async function waitForAnswer(child: Child, address: string): Promise<'ready' | 'tooOld' | 'ended'> {
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  const until = performance.now() + READY_MS;
  while (!hasEnded && performance.now() < until) {
    const answer = await ping(address);
    if (answer !== 'none') return hasEnded ? 'ended' : answer;
    await systemClock.sleep(LOOK_EVERY_MS);
  }
  return 'ended';
}

async function ping(address: string): Promise<'ready' | 'tooOld' | 'none'> {
  const client = new mongoose.mongo.MongoClient(address, { serverSelectionTimeoutMS: PING_MS });
  try {
    await client.db('admin').command({ ping: 1 });
    return 'ready';
  } catch (error) {
    const { cause } = error instanceof Error ? error : {};
    return cause instanceof mongoose.mongo.MongoCompatibilityError ? 'tooOld' : 'none';
  } finally {
    await client.close();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No free port was found.'));
        else resolve(address.port);
      });
    });
  });
}
