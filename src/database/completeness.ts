import type { Connection } from 'mongoose';
import type { Logger } from '../logger.js';
import { defaultBackupFolder, describeCopies } from './copies.js';
import { countDocuments, type Mark, raiseInnerMark, readInnerMark, readMark, writeMark } from './mark.js';
import type { DatabaseKind } from './remembered-choice.js';
import { SCHEMA_VERSION } from './schema-version.js';

/** A database that the product refuses to start with, since data is missing from it. */
export class IncompleteDatabaseError extends Error {
  override readonly name = 'IncompleteDatabaseError';
}

export interface MarkOptions {
  readonly dataDir: string;
  readonly connection: Connection;
  readonly kind: DatabaseKind;
  /** Where the backups of the database are. */
  readonly backupFolder?: string;
  readonly logger: Logger;
  readonly now: () => Date;
}

/**
 * Compares the database with the mark outside it (mark.ts), then marks both as in use. Rejects with an
 * `IncompleteDatabaseError` whose message says what is missing, which copies there are and how to go on, and
 * before anything is written. The resolved function marks both as closed in order; the connection is open then.
 *
 * A configured database may be shared with other processes, so only its id and number are compared. One that is
 * used with this folder for the first time, or after another kind, is taken as it is.
 */
export async function markDatabase(options: MarkOptions): Promise<() => Promise<void>> {
  const { dataDir, connection, kind, logger, now } = options;
  const outer = await readMark(dataDir);
  const inner = await readInnerMark(connection);
  if (inner !== undefined && inner.schema > SCHEMA_VERSION) {
    throw new IncompleteDatabaseError(
      `The data was written by a later version of the program (data version ${inner.schema}, this program reads up to ${SCHEMA_VERSION}): start that version, or restore a copy from before the upgrade (docs/running.md, «Going back»).`,
    );
  }
  if (outer !== undefined && outer.kind === kind) {
    const missing = await whatIsMissing(outer, inner, options);
    if (missing !== undefined) throw await refusalOf(missing, outer, options);
  }

  async function mark(counts?: Record<string, number>): Promise<void> {
    const { id, number } = await raiseInnerMark(connection, SCHEMA_VERSION);
    const written: Mark = { id, number, kind, at: now().toISOString(), ...(counts && { counts }) };
    await writeMark(dataDir, written).catch((error) => {
      // A configured database may be used from a folder that can only be read.
      if (kind !== 'configured') throw error;
      logger.warn({ event: 'databaseMarkNotWritten', error });
    });
  }

  await mark();
  return async () => mark(kind === 'configured' ? undefined : await countDocuments(connection));
}

async function whatIsMissing(
  outer: Mark,
  inner: { readonly id: string; readonly number: number } | undefined,
  { connection, kind }: MarkOptions,
): Promise<string | undefined> {
  if (inner === undefined) return 'it is empty, or another one';
  if (inner.id !== outer.id) return 'it is another one than the last time';
  if (inner.number < outer.number) return 'it is an earlier state of itself';
  if (kind === 'configured' || outer.counts === undefined || inner.number > outer.number) return undefined;
  const present = await countDocuments(connection);
  const fewer = Object.entries(outer.counts).filter(([name, count]) => (present[name] ?? 0) < count);
  if (fewer.length === 0) return undefined;
  return fewer.map(([name, count]) => `«${name}» has ${present[name] ?? 0} of ${count} documents`).join(', ');
}

async function refusalOf(missing: string, outer: Mark, { dataDir, kind, backupFolder }: MarkOptions) {
  const requests = outer.counts?.['requests'];
  const last =
    requests === undefined
      ? `It was last known to be complete at ${outer.at}.`
      : `It was last closed in order at ${outer.at}, with ${requests} requests.`;
  const remedy =
    kind === 'configured'
      ? 'Correct MONGODB_URI if it names the wrong database.'
      : 'Nothing was changed in it.';
  return new IncompleteDatabaseError(
    `The database is not complete: ${missing}. ${last} ${remedy} ${await describeCopies(backupFolder ?? defaultBackupFolder(dataDir))}`,
  );
}
