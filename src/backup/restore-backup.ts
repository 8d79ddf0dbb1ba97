import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.js';
import { makeDataFolder } from '../data-folder.js';
import { lockFolder } from '../database/folder-lock.js';
import { MARK_FILE } from '../database/mark.js';
import { SCHEMA_VERSION } from '../database/schema-version.js';
import type { Logger } from '../logger.js';
import { ArchiveError, readArchive, readArchiveHeader } from './archive.js';
import { type Counts, countCollections, countFrames, firstDifference, importDatabase } from './carry-over.js';
import { type OpenDatabase, openDatabase } from './open-database.js';

export interface RestoreOptions {
  readonly path: string;
  readonly key?: string;
  readonly dataDir: string;
  readonly mongodbUri?: string;
  readonly logger: Logger;
  readonly onProgress: (sentence: string) => void;
  readonly now: () => Date;
}

/**
 * Replaces the database by a backup. A database of this machine is moved aside under another name, where it
 * stays; a configured one must be empty. The backup is first read to its end. Resolves to what was restored;
 * on a failure everything is as it was, and it rejects.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Counts> {
  const { path, key, dataDir, mongodbUri, now } = options;
  const { schema } = await readArchiveHeader(path);
  if (schema > SCHEMA_VERSION) {
    throw new ArchiveError(
      `${path} was made by a later version of the program: restore it with that version.`,
    );
  }
  const expected = await countFrames(readArchive(path, key));
  if (mongodbUri !== undefined) {
    return fill(options, expected);
  }
  const aside = await putDatabaseAside(dataDir, now());
  try {
    return await fill(options, expected);
  } catch (error) {
    await rm(join(dataDir, 'database'), { recursive: true, force: true });
    await aside.putBack();
    throw error;
  }
}

/** The parts of a database that was moved aside. */
export interface AsidePut {
  /** Where it is now; absent if there was none. */
  readonly folder?: string;
  putBack(): Promise<void>;
}

/** Moves the database of a folder aside, with its mark. Rejects if a process uses the folder. */
export async function putDatabaseAside(dataDir: string, at: Date): Promise<AsidePut> {
  await makeDataFolder(dataDir);
  const lock = await lockFolder(dataDir);
  const suffix = `before-${at.toISOString().replace(/[:.]/g, '-')}`;
  const moved: (readonly [from: string, to: string])[] = [];
  try {
    for (const name of ['database', MARK_FILE]) {
      const [from, to] = [join(dataDir, name), join(dataDir, `${name}.${suffix}`)];
      if (!existsSync(from)) continue;
      await rename(from, to);
      moved.push([from, to]);
    }
  } finally {
    await lock.release();
  }
  const [folder] = moved.flatMap(([from, to]) => (from.endsWith('database') ? [to] : []));
  return {
    ...(folder === undefined ? {} : { folder }),
    async putBack() {
      for (const [from, to] of moved) {
        await rm(from, { recursive: true, force: true });
        await rename(to, from);
      }
    },
  };
}

async function fill(options: RestoreOptions, expected: Counts): Promise<Counts> {
  const { dataDir, mongodbUri, path, key } = options;
  // The folder's record of a configured database does not apply to the one that is filled now.
  if (mongodbUri !== undefined) await rm(join(dataDir, MARK_FILE), { force: true });
  const config = { dataDir, ...(mongodbUri === undefined ? {} : { mongodbUri }) };
  const database = await openDatabase({ ...options, config });
  try {
    await requireEmpty(database);
    await importDatabase(database.connection, readArchive(path, key));
    const problem = firstDifference(expected, await countCollections(database.connection));
    if (problem !== undefined) throw new Error(`Not everything was restored: ${problem}`);
    return expected;
  } finally {
    await database.close();
  }
}

/** Rejects if a database contains anything. */
export async function requireEmpty({ connection }: Pick<OpenDatabase, 'connection'>): Promise<void> {
  const counts = await countCollections(connection);
  if (Object.values(counts).every((count) => count === 0)) return;
  throw new ConfigError(
    'MONGODB_URI',
    'The database is not empty: name an empty one, or remove what is in it first.',
  );
}
