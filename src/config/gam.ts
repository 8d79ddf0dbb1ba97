import { resolve } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../package-root.js';
import { httpUrl } from './connections.js';
import { type Read, requireBoth } from './reading.js';

/** The office automation Gam, in which managers can have their requests too. */
export interface GamConfig {
  /** How Gam is reached; absent: not at all, or in simulation at the simulated Gam. */
  readonly connection?: { readonly url: string; readonly token: string };
  /** Absolute path of the file with Gam's names and codes. */
  readonly mappingFile: string;
  /** Seconds between looks at what was done in Gam. */
  readonly pollSeconds: number;
}

/** The variables of Gam. */
export const gamVariables = {
  GAM_URL: { schema: httpUrl, remedy: "the address of Gam's API, such as https://gam.example.org/api" },
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
  const url = read('GAM_URL')?.replace(/\/+$/, '');
  const token = read('GAM_TOKEN');
  requireBoth(['GAM_URL', 'GAM_TOKEN'], [url, token], 'connect Gam');
  return Object.freeze({
    ...(url === undefined || token === undefined ? {} : { connection: { url, token } }),
    mappingFile: resolve(read('GAM_MAPPING') ?? resolve(packageRoot, 'city/mashhad/gam.json')),
    pollSeconds: read('GAM_POLL_SECONDS') ?? 15,
  });
}
