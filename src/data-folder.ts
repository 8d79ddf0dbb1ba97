import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { ConfigError } from './config.js';

/** Makes the folder of everything that is kept on this machine. Rejects with a `ConfigError` where nothing can be written to it. */
export async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
  } catch {
    throw new ConfigError(
      'DATA_DIR',
      `The folder ${dataDir} cannot be written to: set DATA_DIR to one that can.`,
    );
  }
}
