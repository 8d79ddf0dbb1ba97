import type { Limits } from '../../src/config.js';

/** For tests of something else, which play faster than people do. */
export const NO_LIMITS: Limits = {
  updatesPerMinute: 1_000_000,
  filesPerMinute: 1_000_000,
  requestsPerHour: 1_000_000,
  requestsPerDay: 1_000_000,
  openRequests: 1_000_000,
  codesPerHour: 1_000_000,
  lookupsPerHour: 1_000_000,
};

/** The same as environment variables. */
export const NO_LIMITS_ENVIRONMENT = {
  LIMIT_UPDATES_PER_MINUTE: '1000000',
  LIMIT_FILES_PER_MINUTE: '1000000',
  LIMIT_REQUESTS_PER_HOUR: '1000000',
  LIMIT_REQUESTS_PER_DAY: '1000000',
  LIMIT_OPEN_REQUESTS: '1000000',
  LIMIT_CODES_PER_HOUR: '1000000',
  LIMIT_LOOKUPS_PER_HOUR: '1000000',
  // Answers are given at once.
  RECALL_SECONDS: '0',
} as const;
