import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { databaseKindSchema } from './remembered-choice.js';
import { isSystemError } from './system-error.js';

/** The file under DATA_DIR that describes the database from outside. */
export const MARK_FILE = 'database-mark.json';
/** The collection with the same id inside the database: one document. */
export const MARK_COLLECTION = 'databaseMark';

const markSchema = z.object({
  /** The same as inside this database, and different from every other one. */
  id: z.string(),
  /** Grows with every start and every stop; inside it is never lower than outside. */
  number: z.number().int(),
  kind: databaseKindSchema,
  at: z.iso.datetime(),
  /**
   * How many documents each collection had when the database was closed in order; absent while it is in use.
   */
  counts: z.record(z.string(), z.number().int()).optional(),
});

/** The mark outside the database. */
export type Mark = z.infer<typeof markSchema>;

/** The mark inside the database. */
export interface InnerMark {
  readonly id: string;
  readonly number: number;
  /** The version of what is stored (schema-version.ts). */
  readonly schema: number;
}

interface MarkDocument {
  readonly _id: string;
  readonly mark: string;
  readonly number: number;
  readonly schema: number;
}

const ID = 'current';

/**
 * The mark in a folder, or undefined if there is none. Rejects with a sentence if the file cannot be
 * understood: without it nobody could tell whether the database is complete.
 */
export async function readMark(dataDir: string): Promise<Mark | undefined> {
  const path = join(dataDir, MARK_FILE);
  try {
    return markSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw new Error(
      `${path} cannot be read, so nobody can tell whether the database is complete: restore the file, or remove it to go on with the database as it is.`,
    );
  }
}

/** Writes the mark of a folder; the file is replaced atomically and is then on the disk. */
export async function writeMark(dataDir: string, mark: Mark): Promise<void> {
  const path = join(dataDir, MARK_FILE);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(mark, undefined, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, path);
}

/** Removes the mark of a folder: the next database found there is accepted as it is. */
export async function removeMark(dataDir: string): Promise<void> {
  await rm(join(dataDir, MARK_FILE), { force: true });
}

/** The mark inside the database, or undefined for one that was never marked. */
export async function readInnerMark(connection: Connection): Promise<InnerMark | undefined> {
  const found = await collectionOf(connection).findOne({ _id: ID });
  return found === null ? undefined : { id: found.mark, number: found.number, schema: found.schema };
}

/** Raises the number inside the database, which gets the id if it has none; resolves to the new mark. */
export async function raiseInnerMark(connection: Connection, schema: number): Promise<InnerMark> {
  const raised = await collectionOf(connection).findOneAndUpdate(
    { _id: ID },
    { $inc: { number: 1 }, $max: { schema }, $setOnInsert: { mark: randomUUID() } },
    { upsert: true, returnDocument: 'after' },
  );
  if (raised === null) throw new Error('An upsert returned nothing.');
  return { id: raised.mark, number: raised.number, schema: raised.schema };
}

/** How many documents each collection has. */
export async function countDocuments(connection: Connection): Promise<Record<string, number>> {
  const { db } = connection;
  if (db === undefined) throw new Error('The database is not connected.');
  const counts: Record<string, number> = {};
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (!name.startsWith('system.')) counts[name] = await db.collection(name).estimatedDocumentCount();
  }
  return counts;
}

function collectionOf(connection: Connection) {
  const { db } = connection;
  if (db === undefined) throw new Error('The database is not connected.');
  return db.collection<MarkDocument>(MARK_COLLECTION);
}
