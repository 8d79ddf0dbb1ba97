import { resolve } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../package-root.js';
import { httpUrl } from './connections.js';
import { ConfigError, type Read, requireBoth } from './reading.js';

/** The office automation Gam, in which managers can have their requests too. */
export interface GamConfig {
  /** How Gam is reached; absent: not at all, or in simulation at the simulated Gam. */
  readonly connection?: GamConnectionConfig;
  /** Absolute path of the file with Gam's names and codes. */
  readonly mappingFile: string;
  /** Seconds between looks at what was done in Gam. */
  readonly pollSeconds: number;
}

/** Gam is called, or both sides lay down letter files in a folder; with the token it may say that it has done so. */
type GamConnectionConfig =
  | { readonly kind: 'http'; readonly url: string; readonly token: string }
  | { readonly kind: 'folder'; readonly folder: string; readonly token?: string };

/** The variables of Gam. */
export const gamVariables = {
  GAM_URL: { schema: httpUrl, remedy: "the address of Gam's API, such as https://gam.example.org/api" },
  GAM_FOLDER: {
    schema: z.string().min(1),
    remedy: 'the path of the folder in which letter files are exchanged',
  },
  GAM_TOKEN: {
    schema: z.string().regex(/^[A-Za-z0-9._~+/=-]{16,}$/),
    remedy: 'at least 16 letters, digits or hyphens',
  },
  GAM_MAPPING: { schema: z.string().min(1), remedy: 'the path of a mapping file' },
  GAM_POLL_SECONDS: {
    schema: z.coerce.number().int().min(1).max(3600),
    remedy: 'a whole number of seconds from 1 to 3600',
  },
} as const;

/** Reads how Gam is reached. */
export function readGam(read: Read<typeof gamVariables>): GamConfig {
  const connection = readConnection(read);
  const example = connection?.kind === 'folder' ? 'gam-files.json' : 'gam.json';
  return Object.freeze({
    ...(connection === undefined ? {} : { connection }),
    mappingFile: resolve(read('GAM_MAPPING') ?? resolve(packageRoot, 'city/mashhad', example)),
    pollSeconds: read('GAM_POLL_SECONDS') ?? 15,
  });
}

function readConnection(read: Read<typeof gamVariables>): GamConnectionConfig | undefined {
  const url = read('GAM_URL')?.replace(/\/+$/, '');
  const folder = read('GAM_FOLDER');
  const token = read('GAM_TOKEN');
  if (folder !== undefined && url !== undefined) {
    throw new ConfigError(
      'GAM_FOLDER',
      'GAM_FOLDER and GAM_URL are both set: set the one by which letters are exchanged with Gam.',
    );
  }
  if (folder !== undefined) {
    return { kind: 'folder', folder: resolve(folder), ...(token === undefined ? {} : { token }) };
  }
  requireBoth(['GAM_URL', 'GAM_TOKEN'], [url, token], 'connect Gam');
  return url === undefined || token === undefined ? undefined : { kind: 'http', url, token };
}
