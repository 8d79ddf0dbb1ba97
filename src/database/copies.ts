import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder in which backups are, unless BACKUP_DIR names another one. */
export function defaultBackupFolder(dataDir: string): string {
  return join(dataDir, 'backups');
}

/** How the names of backups end. */
export const BACKUP_ENDING = '.pasokh-backup';

const MOST_NAMED = 3;

/** The backups in a folder, the newest first: their names begin with their moment. */
export async function listCopies(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(BACKUP_ENDING))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Says, for a person at the start, which copies of the database are in a folder and how to go on. */
export async function describeCopies(folder: string): Promise<string> {
  const copies = await listCopies(folder);
  const known =
    copies.length === 0
      ? `There is no copy in ${folder}: if one is kept elsewhere, restore it with «npm run restore -- FILE».`
      : `The newest copies are ${copies.slice(0, MOST_NAMED).join(', ')}: restore one with «npm run restore -- FILE».`;
  return `${known} «npm run restore -- --accept-loss» goes on with what is left, «npm run restore -- --begin-anew» puts it aside and begins with nothing (docs/running.md, «Restoring»).`;
}
