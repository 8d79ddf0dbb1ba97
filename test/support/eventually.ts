import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 5;
const LONGEST_WAIT_MS = 120_000;

/**
 * Waits until a condition holds; fails after `withinMs` milliseconds with the last error it met, if any. Without a
 * limit of its own it waits so long that no machine is too slow, since only what never comes takes that time.
 */
export async function eventually(
  condition: () => Promise<boolean> | boolean,
  { withinMs = LONGEST_WAIT_MS }: { withinMs?: number } = {},
): Promise<void> {
  const until = performance.now() + withinMs;
  let lastError: unknown;
  for (;;) {
    try {
      if (await condition()) return;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > until) throw lastError ?? new Error('The condition did not come true in time.');
    await pause(LOOK_EVERY_MS);
  }
}
