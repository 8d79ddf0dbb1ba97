import { rm } from 'node:fs/promises';

/**
 * Removes a folder with everything in it, if it is there. A server that was ended may still put a last file into it, so
 * that what was emptied is not empty: then it is emptied again, for some seconds.
 */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 50, retryDelay: 10 });
}
