import { nextTimeOfDay } from '../src/calendar.js';
import type { Clock } from '../src/clock.js';
import { type Logger, withoutSecrets } from '../src/logger.js';
import { DAY_MS } from '../src/requests/lifecycle/rules.js';
import type { PulseStore } from '../src/watch/pulse-store.js';
import type { SweepingJob } from './job.js';
import { createPeriodicalJob, type PeriodicalOptions } from './once-per-period.js';

/** The hour of the city's night at which the backup is made. */
const BACKUP_HOUR = 3;
/** Milliseconds after a start in which no backup is made, since the start itself is busy. */
const AFTER_START_MS = 10 * 60_000;
const LONGEST_REASON = 300;

export interface BackUpNightlyOptions
  extends Pick<PeriodicalOptions, 'once' | 'clock' | 'timeZone' | 'everySeconds'> {
  /** Makes a backup, verifies it, and removes old ones. */
  readonly backUp: () => Promise<void>;
  readonly pulse: Pick<PulseStore, 'noteBackup'>;
  readonly machineClock: Clock;
  readonly startedAt: Date;
  readonly logger: Logger;
}

/**
 * Makes one backup each night, at three or when the program next runs. A failure is recorded with its reason,
 * which raises an alarm, and the next backup is made the night after.
 */
export function backUpNightly(options: BackUpNightlyOptions): SweepingJob {
  const { backUp, pulse, machineClock, startedAt, logger, timeZone } = options;

  return createPeriodicalJob(options, {
    name: 'nightly backup',
    issueAt(now) {
      if (machineClock.now().getTime() - startedAt.getTime() < AFTER_START_MS) return undefined;
      const latest = nextTimeOfDay(new Date(now.getTime() - DAY_MS), BACKUP_HOUR, timeZone);
      return { name: `backup:${latest.toISOString()}` };
    },
    async tell() {
      const at = machineClock.now();
      try {
        await backUp();
        await pulse.noteBackup({ at });
      } catch (error) {
        const reason = withoutSecrets(error instanceof Error ? error.message : 'unknown').slice(
          0,
          LONGEST_REASON,
        );
        logger.error({ event: 'backupFailed', error });
        await pulse.noteBackup({ at, failedBecause: reason });
      }
      return 1;
    },
  });
}
