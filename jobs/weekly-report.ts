import { reportFor } from '../src/bulletins/report-bulletin.js';
import { nextTimeOfDay } from '../src/calendar.js';
import { namedPeriod } from '../src/reports/period.js';
import { readersOf } from '../src/reports/readers.js';
import type { FiledBetween } from '../src/reports/report.js';
import type { SweepingJob } from './job.js';
import { createPeriodicalJob, type PeriodicalOptions } from './once-per-period.js';

export interface WeeklyReportOptions extends PeriodicalOptions {
  readonly filedBetween: FiledBetween;
  /** Hour of the day at which reports go out. */
  readonly morningHour: number;
}

/**
 * On Saturday at eight, supervisors, the mayor and the mayor's deputies receive the report of the past week,
 * as it stands then. Its id contains the week and the person, so that two processes or a repeated job send it
 * once; after an outage it comes late, and a week without requests has none.
 */
export function weeklyReport(options: WeeklyReportOptions): SweepingJob {
  const { organization, people, filedBetween, announce, timeZone, morningHour } = options;

  return createPeriodicalJob(options, {
    name: 'weekly report',
    issueAt(now) {
      const period = namedPeriod('lastWeek', now, timeZone);
      const at = nextTimeOfDay(period.to, morningHour, timeZone);
      return now < at ? undefined : { name: `report:${period.from.toISOString()}`, period, at };
    },
    async tell(issue, now) {
      const { from, to } = issue.period;
      const hasAny = await isAny(filedBetween(from, to));
      const readers = hasAny ? readersOf(await people.listAll(), await organization.current(), now) : [];
      for (const person of readers) await announce(reportFor(person, issue));
      return readers.length;
    },
  });
}

async function isAny(found: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _one of found) return true;
  return false;
}
