import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Environment } from '../database/child.js';
import { BACKUP_ENDING, listCopies } from '../database/copies.js';
import type { DatabaseKind } from '../database/remembered-choice.js';
import { SCHEMA_VERSION } from '../database/schema-version.js';
import { type Logger, withoutSecrets } from '../logger.js';
import { type Frame, readArchive, writeArchive } from './archive.js';
import {
  type Counts,
  countCollections,
  countFrames,
  exportDatabase,
  firstDifference,
  importDatabase,
} from './carry-over.js';
import { dumpDatabase } from './mongodump.js';
import { withEmbedded } from './scratch-database.js';

/** A backup that was made and verified. */
export interface Backup {
  readonly path: string;
  readonly bytes: number;
  readonly counts: Counts;
  /**
   * `restored`: into an empty database, and counted there. `read`: if this machine has no embedded server.
   */
  readonly check: 'restored' | 'read';
  /** How the database was read: with MongoDB's mongodump, or by ourselves. */
  readonly readBy: 'mongodump' | 'ourselves';
  /** Why mongodump did not read it, though it is there. */
  readonly dumpFailed?: string;
}

/** How a database was read. */
type Reading = Pick<Backup, 'readBy' | 'dumpFailed'>;

export interface BackupOptions {
  readonly connection: Connection;
  readonly kind: DatabaseKind;
  /** The address of the database, for mongodump. */
  readonly uri: string;
  /** The environment in whose PATH mongodump is looked for; by default the one of this process. */
  readonly environment?: Environment;
  /** The folder for the backup; it is created if missing. */
  readonly folder: string;
  /** If given, the backup is encrypted with it. */
  readonly key?: string;
  /** The version of the program. */
  readonly version: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * Makes a backup of a database that is in use, and verifies it. For the embedded database, a copy of its file
 * at one moment is read. Any other is read with mongodump where that is there and succeeds, each collection as of
 * its own moment; else by ourselves, and then a replica set gives a consistent snapshot. Rejects if the backup cannot be made or is incomplete; it is then removed.
 */
export async function createBackup(options: BackupOptions): Promise<Backup> {
  const { kind, folder, key, version, now } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const at = now();
  const path = join(folder, `${at.toISOString().replace(/[:.]/g, '-')}${BACKUP_ENDING}`);
  const work = await mkdtemp(join(folder, 'work-'));
  const header = { at: at.toISOString(), schema: SCHEMA_VERSION, program: version };
  const write = (frames: AsyncIterable<Frame>) => writeArchive(path, header, key, frames);
  try {
    const reading = await (kind === 'embedded' ? readCopy : readServer)(options, work, write);
    const checked = await checkBackup(path, options, join(work, 'check'));
    return { path, bytes: (await stat(path)).size, ...reading, ...checked };
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

type Write = (frames: AsyncIterable<Frame>) => Promise<void>;

/** Reads a copy of the embedded database's file, made at one moment. */
async function readCopy({ connection, logger }: BackupOptions, work: string, write: Write): Promise<Reading> {
  await connection.db?.command({ copyDatabaseFile: 1, to: join(work, 'embedded.mv') });
  const done = await withEmbedded(work, logger, (copied) => write(exportDatabase(copied)));
  if (done === 'unavailable') throw new Error('The embedded database cannot be started here.');
  return { readBy: 'ourselves' };
}

/** Reads a MongoDB, with its own tool if possible. */
async function readServer(
  { connection, uri, logger, environment = process.env }: BackupOptions,
  work: string,
  write: Write,
): Promise<Reading> {
  const dump = await dumpDatabase({ uri, folder: join(work, 'mongodump'), environment });
  if (dump.kind === 'dumped') {
    await write(dump.frames);
    return { readBy: 'mongodump' };
  }
  await write(exportDatabase(connection));
  if (dump.kind === 'absent') return { readBy: 'ourselves' };
  const dumpFailed = withoutSecrets(dump.because);
  logger.warn({ event: 'mongodumpFailed', because: dumpFailed });
  return { readBy: 'ourselves', dumpFailed };
}

/**
 * Reads a backup to its end, then restores it into an empty database and counts. `folder` must not exist yet.
 */
async function checkBackup(
  path: string,
  { key, logger }: { readonly key?: string; readonly logger: Logger },
  folder: string,
): Promise<Pick<Backup, 'counts' | 'check'>> {
  const counts = await countFrames(readArchive(path, key));
  const problem = await withEmbedded(folder, logger, async (connection) => {
    await importDatabase(connection, readArchive(path, key));
    return firstDifference(counts, await countCollections(connection));
  });
  if (problem === 'unavailable') return { counts, check: 'read' };
  if (problem !== undefined) throw new Error(`The backup ${path} cannot be restored: ${problem}`);
  return { counts, check: 'restored' };
}

/** Removes all backups in a folder except the newest. */
export async function keepNewest(folder: string, keep: number): Promise<void> {
  for (const path of (await listCopies(folder)).slice(keep)) await rm(path, { force: true });
}
