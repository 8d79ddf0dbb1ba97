import type { DataUpgrades } from '../src/database/data-upgrades.js';
import type { RecurringJob } from './job.js';

/** The part of its interval that a run of upgrades may take; the rest is for everything else. */
const SHARE = 0.5;

/** Carries on with the upgrades of the stored data that are not done yet, and stops between two batches. */
export function upgradeData(options: {
  readonly upgrades: DataUpgrades;
  readonly everySeconds: number;
  /** Aborted when the product stops. */
  readonly signal: AbortSignal;
}): RecurringJob {
  const { upgrades, everySeconds, signal } = options;
  return {
    name: 'upgrade data',
    everySeconds,
    run: () => upgrades.run({ forMs: everySeconds * 1000 * SHARE, signal }),
  };
}
