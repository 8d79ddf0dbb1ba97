import { constants } from 'node:fs';
import { access, chmod, mkdir } from 'node:fs/promises';
import { ConfigError } from './config.js';

/** Only this user may enter it: it contains people's numbers and the keys to the database. */
const PRIVATE_FOLDER = 0o700;

/**
 * Makes the folder for everything stored on this machine, and closes it to every other user. Rejects with a
 * `ConfigError` if it is not writable.
 */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
    await access(dataDir, constants.W_OK);
    // A folder that belongs to another user is theirs to close.
    await chmod(dataDir, PRIVATE_FOLDER).catch(() => undefined);
  } catch {
    throw new ConfigError(
      'DATA_DIR',
      `The folder ${dataDir} cannot be written to: set DATA_DIR to one that can.`,
    );
  }
}

/** Makes this process and its children create files and folders for this user alone. */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}
