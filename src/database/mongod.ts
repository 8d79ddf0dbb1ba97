import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { systemClock } from '../clock.js';
import { packageRoot } from '../package-root.js';
import { type Child, type Environment, findOnPath, startChild } from './child.js';
import { type ServerProgram, ServerProgramError } from './server-program.js';

const GUARD = join(packageRoot, 'src', 'database', 'run-while-needed.mjs');
/** Milliseconds that a server may take to recover its files and answer. */
const READY_MS = 60_000;
const PING_MS = 1_000;
const LOOK_EVERY_MS = 50;
const STOP_MS = 3_000;

/** A `mongod` from the PATH with its files in `folder`, or why there is none. */
export async function mongodOnPath(options: {
  readonly folder: string;
  readonly environment: Environment;
}): Promise<ServerProgram | { readonly unavailable: string }> {
  const binary = await findOnPath('mongod', options.environment);
  if (binary === undefined) return { unavailable: 'mongod is not on the PATH' };
  return mongodServer({ ...options, binary });
}

/**
 * The server of a given `mongod` binary, listening on 127.0.0.1 only. It ends by itself when this process
 * ends, however that happens.
 */
export function mongodServer(options: {
  readonly binary: string;
  readonly folder: string;
  readonly environment: Environment;
}): ServerProgram {
  return {
    async start(wanted) {
      await mkdir(options.folder, { recursive: true });
      const port = wanted === 0 ? await freePort() : wanted;
      const child = await startChild(process.execPath, [GUARD, options.binary, ...settings(options, port)], {
        environment: options.environment,
      });
      void drain(child);
      const answer = await waitForAnswer(child, port);
      if (answer !== 'ready') {
        await child.close(STOP_MS);
        throw new ServerProgramError(
          'failed',
          answer === 'tooOld' ? 'This mongod is too old.' : 'mongod did not start.',
        );
      }
      return {
        port,
        pid: child.pid,
        ended: child.ended.then(() => undefined),
        stop: () => child.close(STOP_MS),
      };
    },
  };
}

function settings({ folder }: { folder: string }, port: number): string[] {
  return ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--quiet'];
}

/** Reads what it says, so that it never waits for a reader; the product's own log says what matters. */
async function drain(child: Child): Promise<void> {
  while ((await child.nextLine()) !== undefined);
}

async function waitForAnswer(child: Child, port: number): Promise<'ready' | 'tooOld' | 'ended'> {
  let hasEnded = false;
  void child.ended.then(() => {
    hasEnded = true;
  });
  const until = performance.now() + READY_MS;
  while (!hasEnded && performance.now() < until) {
    const answer = await ping(port);
    if (answer !== 'none') return hasEnded ? 'ended' : answer;
    await systemClock.sleep(LOOK_EVERY_MS);
  }
  return 'ended';
}

async function ping(port: number): Promise<'ready' | 'tooOld' | 'none'> {
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: PING_MS,
  });
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
