import { z } from 'zod';
import type { Read } from './reading.js';

/** The most that one person can do, so that nobody monopolises a bot or looks at everybody. */
export interface Limits {
  /** Messages and presses that are handled. */
  readonly updatesPerMinute: number;
  /** Files that are accepted; an album that has begun is accepted whole. */
  readonly filesPerMinute: number;
  readonly requestsPerHour: number;
  readonly requestsPerDay: number;
  /** Requests that are open at the same time. */
  readonly openRequests: number;
  /** Codes of others, existing or not, that a citizen asks about. */
  readonly codesPerHour: number;
  /** Numbers, cases and words that a member of staff looks up. */
  readonly lookupsPerHour: number;
}

/** A limit of at least one. */
const limit = {
  schema: z.coerce.number().int().min(1).max(1_000_000),
  remedy: 'a whole number from 1 to 1000000',
};

/** The variables of limits. */
export const limitVariables = {
  LIMIT_UPDATES_PER_MINUTE: limit,
  LIMIT_FILES_PER_MINUTE: limit,
  LIMIT_REQUESTS_PER_HOUR: limit,
  LIMIT_REQUESTS_PER_DAY: limit,
  LIMIT_OPEN_REQUESTS: limit,
  LIMIT_CODES_PER_HOUR: limit,
  LIMIT_LOOKUPS_PER_HOUR: limit,
} as const;

/** Reads the limits. */
export function readLimits(read: Read<typeof limitVariables>): Limits {
  return Object.freeze({
    updatesPerMinute: read('LIMIT_UPDATES_PER_MINUTE') ?? 20,
    filesPerMinute: read('LIMIT_FILES_PER_MINUTE') ?? 5,
    requestsPerHour: read('LIMIT_REQUESTS_PER_HOUR') ?? 3,
    requestsPerDay: read('LIMIT_REQUESTS_PER_DAY') ?? 10,
    openRequests: read('LIMIT_OPEN_REQUESTS') ?? 10,
    codesPerHour: read('LIMIT_CODES_PER_HOUR') ?? 10,
    lookupsPerHour: read('LIMIT_LOOKUPS_PER_HOUR') ?? 60,
  });
}
