import { pauseAfterFailures, retryWithBackoff } from '../src/backoff.js';

const BACKOFF = { firstMs: 200, longestMs: 1_000 };

/** A clock on which every pause is over at once, and the pauses that were asked of it. */
function hurriedClock(onSleep: (pauses: readonly number[]) => void = () => undefined) {
  const pauses: number[] = [];
  return {
    pauses,
    sleep: async (ms: number) => {
      pauses.push(ms);
      onSleep(pauses);
    },
  };
}

/** An attempt that fails so many times before it gives «done». */
function failing(times: number): () => Promise<string> {
  let left = times;
  return async () => {
    if (left === 0) return 'done';
    left -= 1;
    throw new Error(`${left} to go`);
  };
}

it('doubles the pause with every failure, up to the longest', () => {
  expect([1, 2, 3, 4, 5, 500].map((failures) => pauseAfterFailures(failures, BACKOFF))).toEqual([
    200, 400, 800, 1_000, 1_000, 1_000,
  ]);
});

it('goes on doubling where no pause is too long', () => {
  expect(pauseAfterFailures(11, { firstMs: 1_000 })).toBe(1_024_000);
});

it('repeats what fails until it succeeds, and tells each failure with its pause', async () => {
  const clock = hurriedClock();
  const told: [string, number][] = [];
  const value = await retryWithBackoff({
    attempt: failing(4),
    backoff: BACKOFF,
    onFailure: (error, pauseMs) => told.push([String(error), pauseMs]),
    clock,
    signal: new AbortController().signal,
  });
  expect(value).toBe('done');
  expect(clock.pauses).toEqual([200, 400, 800, 1_000]);
  expect(told).toEqual([
    ['Error: 3 to go', 200],
    ['Error: 2 to go', 400],
    ['Error: 1 to go', 800],
    ['Error: 0 to go', 1_000],
  ]);
});

it('pauses first after failures that came before', async () => {
  const clock = hurriedClock();
  await retryWithBackoff({
    attempt: failing(1),
    backoff: BACKOFF,
    failures: 1,
    onFailure: () => undefined,
    clock,
    signal: new AbortController().signal,
  });
  expect(clock.pauses).toEqual([200, 400]);
});

it('makes no attempt once it has been told to stop', async () => {
  const stopping = new AbortController();
  let attempts = 0;
  const value = await retryWithBackoff({
    attempt: () => {
      attempts += 1;
      return failing(1)();
    },
    backoff: BACKOFF,
    onFailure: () => undefined,
    clock: hurriedClock(() => stopping.abort()),
    signal: stopping.signal,
  });
  expect(value).toBeUndefined();
  expect(attempts).toBe(1);
});

it('ends with the error that cannot be helped by waiting', async () => {
  const clock = hurriedClock();
  const giveUp = retryWithBackoff({
    attempt: failing(3),
    backoff: BACKOFF,
    onFailure: (error) => {
      if (String(error).includes('1 to go')) throw error;
    },
    clock,
    signal: new AbortController().signal,
  });
  await expect(giveUp).rejects.toThrow('1 to go');
  expect(clock.pauses).toEqual([200]);
});
