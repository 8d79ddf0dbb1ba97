import type { Clock } from './clock.js';

/** Pauses between the attempts at one thing, in milliseconds: each failure in a row doubles the pause. */
export interface Backoff {
  /** The pause after the first failure. */
  readonly firstMs: number;
  /** No pause is longer; absent where few attempts are the limit. */
  readonly longestMs?: number;
}

/** The pause in milliseconds after so many failures in a row (1 or more). */
export function pauseAfterFailures(
  failures: number,
  { firstMs, longestMs = Number.POSITIVE_INFINITY }: Backoff,
): number {
  return Math.min(firstMs * 2 ** (failures - 1), longestMs);
}

/**
 * Repeats an attempt until it succeeds, with a pause after each failure. Resolves to its value, or to
 * undefined once `signal` aborts, which ends a pause at once and lets an attempt in progress end.
 */
export async function retryWithBackoff<Value>(options: {
  readonly attempt: () => Promise<Value>;
  readonly backoff: Backoff;
  /** Failures before the first attempt of this call; after any, a pause comes first. Default 0. */
  readonly failures?: number;
  /** Hears of each failure and of the pause after it, in milliseconds. By throwing it ends the attempts. */
  readonly onFailure: (error: unknown, pauseMs: number) => void;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly signal: AbortSignal;
}): Promise<Value | undefined> {
  const { attempt, backoff, onFailure, clock, signal } = options;
  let failures = options.failures ?? 0;
  if (failures > 0) await clock.sleep(pauseAfterFailures(failures, backoff), signal);
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch (error) {
      failures += 1;
      const pauseMs = pauseAfterFailures(failures, backoff);
      onFailure(error, pauseMs);
      await clock.sleep(pauseMs, signal);
    }
  }
  return undefined;
}
