import { constants } from 'node:fs';
import { access, chmod, mkdir } from 'node:fs/promises';
import { ConfigError } from './config.js';

/** Entered by this user alone: people's numbers and the keys to the database are in it. */
const PRIVATE_FOLDER = 0o700;

/**
 * Makes the folder of everything that is kept on this machine, and closes it to every other user. Rejects with a `ConfigError` where
 * nothing can be written to it.
 */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: PRIVATE_FOLDER });
    await access(dataDir, constants.W_OK);
    // Where the folder belongs to somebody else, it is theirs to close.
    await chmod(dataDir, PRIVATE_FOLDER).catch(() => undefined);
  } catch {
    throw new ConfigError(
      'DATA_DIR',
      `The folder ${dataDir} cannot be written to: set DATA_DIR to one that can.`,
    );
  }
}

/** Lets this process and its children make files and folders for this user alone. */
export function keepFilesPrivate(): void {
  process.umask(0o077);
}
