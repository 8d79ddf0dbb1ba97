import type { RetryAt } from '../feed/index.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The pauses that Standard Webhooks 1.0 recommends: ten attempts within three days and a bit. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** When each attempt is, in milliseconds after the first failed. */
const ATTEMPTS = PAUSES.map((_, index) => PAUSES.slice(0, index + 1).reduce((sum, pause) => sum + pause, 0));
/** By how much of its time an attempt may be later, so that not all receivers are asked at once. */
const JITTER = 0.1;

/** Milliseconds without a success after which an address is not tried any more. */
export const STOPS_AFTER_MS = 5 * 24 * HOUR;

/**
 * When a message is sent again. It goes by the time since it failed first, not by the number of attempts: one that was
 * tried in between, to see whether the receiver is back, has used up none. `random` gives numbers from 0 to 1.
 */
export function createRetryAt(random: () => number): RetryAt {
  return ({ failedAt, now }) => {
    const age = now.getTime() - failedAt.getTime();
    const next = ATTEMPTS.find((after) => after > age);
    if (next === undefined) return undefined;
    return new Date(failedAt.getTime() + next + Math.floor(random() * JITTER * next));
  };
}
