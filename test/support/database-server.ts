import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedServer } from '../../src/database/embedded.js';
import { keepRunning } from '../../src/database/server-program.js';
import { createLogger } from '../../src/logger.js';
import { removeFolder } from './remove-folder.js';

/** A folder in memory, where there is one: the tests of durability start servers of their own, on the disk. */
const MEMORY = '/dev/shm';

/** The environment variable that names the database server of a whole run of the tests. */
export const SERVER_VARIABLE = 'TEST_MONGODB_URI';

/**
 * Chooses the database server of a whole run of the tests and says so in the environment, where the workers
 * find it: the one that TEST_MONGODB_URI names, else the embedded server of the product in a new folder.
 * Resolves to the way to end it; when the run is killed it ends by itself.
 */
export async function startDatabaseServer(): Promise<() => Promise<void>> {
  if (process.env[SERVER_VARIABLE]) return async () => undefined;
  const folder = await mkdtemp(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'pasokh-database-'));
  const program = await embeddedServer({
    folder,
    environment: process.env,
    onProgress: (sentence) => process.stdout.write(`${sentence}\n`),
  });
  if ('unavailable' in program) {
    throw new Error(
      `The tests need a database: install Java 17 (a JDK) or later and Maven, or set ${SERVER_VARIABLE} (${program.unavailable}).`,
    );
  }
  const server = await keepRunning(program, createLogger({ level: 'silent' }));
  process.env[SERVER_VARIABLE] = `mongodb://127.0.0.1:${server.port}`;
  return async () => {
    await server.stop();
    await removeFolder(folder);
  };
}
