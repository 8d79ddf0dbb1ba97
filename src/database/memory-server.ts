import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import { type Environment, startChild } from './child.js';
import { mongodServer } from './mongod.js';
import type { ServerProgram } from './server-program.js';

const DOWNLOADER = join(packageRoot, 'src', 'database', 'download-mongod.mjs');

/**
 * A `mongod` that mongodb-memory-server has downloaded or downloads now, with persistent files in `folder`,
 * or why it is not available. Without a route to the download, it says so within seconds; where the environment forbids
 * downloads in the way of mongodb-memory-server (`MONGOMS_RUNTIME_DOWNLOAD=false`), at once.
 */
export async function memoryServer(options: {
  readonly folder: string;
  /** Folder for the downloaded program. */
  readonly downloads: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}): Promise<ServerProgram | { readonly unavailable: string }> {
  await mkdir(options.downloads, { recursive: true });
  const mayDownload = options.environment['MONGOMS_RUNTIME_DOWNLOAD'] !== 'false';
  const downloaded = await findDownloaded(options.downloads);
  const binary = downloaded ?? (mayDownload ? await download(options) : undefined);
  if (binary === undefined) return { unavailable: 'mongod could not be downloaded' };
  return mongodServer({ ...options, binary });
}

/**
 * A program downloaded before, whatever its version, since its files are here. The checksum beside it says
 * that it is complete.
 */
async function findDownloaded(folder: string): Promise<string | undefined> {
  const names = await readdir(folder);
  const name = names.find((each) => each.startsWith('mongod-') && names.includes(`${each}.md5`));
  return name === undefined ? undefined : join(folder, name);
}

/** In a separate process, which ends by itself when nothing comes, prints nothing to the console and checks certificates. */
async function download({
  downloads,
  environment,
  onProgress,
}: {
  readonly downloads: string;
  readonly environment: Environment;
  readonly onProgress: (sentence: string) => void;
}): Promise<string | undefined> {
  onProgress('Looking for a MongoDB to download, this once …');
  const child = await startChild(process.execPath, [DOWNLOADER, downloads], {
    environment: {
      MONGOMS_MAX_RETRIES: '1',
      MONGOMS_PREFER_GLOBAL_PATH: 'false',
      npm_config_strict_ssl: 'true',
      ...environment,
    },
  });
  let binary: string | undefined;
  for (let line = await child.nextLine(); line !== undefined; line = await child.nextLine()) {
    binary = /^binary (.+)$/.exec(line)?.[1] ?? binary;
  }
  return (await child.ended) === 0 ? binary : undefined;
}
