import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder of the backups, unless BACKUP_DIR names another one. */
export function defaultBackupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** The file name extension of backups. */
export const BACKUP_ENDING = '.pasokh-backup';

const MOST_NAMED = 3;

/** The backups in a folder, newest first: their names begin with their time. */
export async function listCopies(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(BACKUP_ENDING))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Says, for a person at the start, which backups of the database a folder contains and how to proceed. */
export async function describeCopies(folder: string): Promise<string> {
  const copies = await listCopies(folder);
  const known =
    copies.length === 0
      ? `There is no copy in ${folder}: if one is kept elsewhere, restore it with «npm run restore -- FILE».`
      : `The newest copies are ${copies.slice(0, MOST_NAMED).join(', ')}: restore one with «npm run restore -- FILE».`;
  return `${known} «npm run restore -- --accept-loss» goes on with what is left, «npm run restore -- --begin-anew» puts it aside and begins with nothing (docs/running.md, «Restoring»).`;
}
