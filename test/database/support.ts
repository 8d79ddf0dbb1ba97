import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseOptions, type RunningDatabase, startDatabase } from '../../src/database/index.js';
import { createLogger } from '../../src/logger.js';

export const SILENT = createLogger({ level: 'silent' });

/**
 * An environment in which nothing but Java can be found: no mongod, and a download that is refused at once.
 * A test adds what its story needs.
 */
export const ONLY_JAVA = {
  ...process.env,
  MONGOMS_DOWNLOAD_MIRROR: 'http://127.0.0.1:9',
  MONGOMS_USE_HTTP: 'true',
};

/** What a test of `startDatabase` works with; `clean` ends and removes everything. */
export interface Workplace {
  readonly dataDir: string;
  /** What was said to the person who starts it. */
  readonly said: string[];
  start(options?: Partial<DatabaseOptions>): Promise<RunningDatabase>;
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
        environment: ONLY_JAVA,
        ...options,
      });
      running.push(database);
      return database;
    },
    async clean() {
      for (const database of running.splice(0)) await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
