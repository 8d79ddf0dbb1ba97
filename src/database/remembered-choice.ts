import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isSystemError } from './system-error.js';

/** The kinds of databases, as the code names them. */
export const databaseKindSchema = z.enum(['configured', 'mongod', 'memoryServer', 'embedded']);
export type DatabaseKind = z.infer<typeof databaseKindSchema>;

const choiceSchema = z.object({ kind: databaseKindSchema });

/** The file under DATA_DIR that remembers which database holds the data. */
export const CHOICE_FILE = 'database.json';

/**
 * The database that was used with this folder before, or undefined for a new one. Rejects with a sentence if
 * the file exists and cannot be understood: guessing could make the data seem to vanish.
 */
export async function readChoice(dataDir: string): Promise<DatabaseKind | undefined> {
  const path = join(dataDir, CHOICE_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return choiceSchema.parse(JSON.parse(text)).kind;
  } catch {
    throw new Error(
      `${path} does not say which database holds the data: restore it, or remove it to choose anew.`,
    );
  }
}

/** Remembers which database is used with this folder; the file is replaced atomically. */
export async function rememberChoice(dataDir: string, kind: DatabaseKind): Promise<void> {
  const path = join(dataDir, CHOICE_FILE);
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify({ kind })}\n`);
  await rename(draft, path);
}
