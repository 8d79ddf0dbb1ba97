import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { databaseKindSchema } from './remembered-choice.js';

const FILE = 'database-address.json';
const addressSchema = z.object({ uri: z.string(), kind: databaseKindSchema });

/**
 * Where the database of a folder can be reached while the product runs; a secret, since it contains the
 * password.
 */
export type DatabaseAddress = z.infer<typeof addressSchema>;

/** Tells this user's commands (a backup, an export) where the running database is. */
export async function writeAddress(dataDir: string, address: DatabaseAddress): Promise<void> {
  await writeFile(join(dataDir, FILE), `${JSON.stringify(address)}\n`, { mode: 0o600 });
}

/** The address that was written last; a process that was killed leaves one where nothing answers. */
export async function readAddress(dataDir: string): Promise<DatabaseAddress | undefined> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(join(dataDir, FILE), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Forgets the address. */
export async function removeAddress(dataDir: string): Promise<void> {
  await rm(join(dataDir, FILE), { force: true });
}
