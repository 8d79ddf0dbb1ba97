import { createRetryAt } from '../../src/webhooks/retries.js';

const FAILED = new Date('2026-11-24T05:30:00Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

it('tries again when Standard Webhooks says, and gives up after its last attempt', () => {
  const retryAt = createRetryAt(() => 0);
  const attempts: number[] = [];
  for (let now: Date | undefined = FAILED; now !== undefined; ) {
    now = retryAt({ failedAt: FAILED, failures: attempts.length + 1, now });
    if (now !== undefined) attempts.push((now.getTime() - FAILED.getTime()) / SECOND);
  }
  const pauses = attempts.map((attempt, index) => attempt - (attempts[index - 1] ?? 0));
  expect(pauses).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
});

it('is later by a tenth at most, so that not everybody is asked at once', () => {
  const at = (random: number) =>
    createRetryAt(() => random)({ failedAt: FAILED, failures: 3, now: new Date(FAILED.getTime() + HOUR) });
  const [earliest, latest] = [at(0)?.getTime() ?? 0, at(0.999)?.getTime() ?? 0];
  expect(latest).toBeGreaterThan(earliest);
  expect(latest - earliest).toBeLessThan((earliest - FAILED.getTime()) / 10);
});
