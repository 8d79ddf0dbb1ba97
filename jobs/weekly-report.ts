import { MORNING_HOUR, nextTimeOfDay } from '../src/calendar.js';
import type { Clock } from '../src/clock.js';
import type { Delivery } from '../src/deliveries/delivery.js';
import type { Organization } from '../src/organization/organization.js';
import type { PeopleStore } from '../src/organization/people-store.js';
import { namedPeriod } from '../src/reports/period.js';
import { readersOf } from '../src/reports/readers.js';
import type { FiledBetween } from '../src/reports/report.js';
import { reportFor } from '../src/reports/report-bulletin.js';
import type { RecurringJob } from './job.js';
import type { OnceStore } from './once-store.js';

export interface WeeklyReportOptions {
  readonly organization: { current(): Promise<Organization> };
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly filedBetween: FiledBetween;
  readonly once: Pick<OnceStore, 'isDone' | 'markDone'>;
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly everySeconds: number;
}

/**
 * On Saturday at eight supervisors, the mayor and his deputies get the report of the week that is over, as it
 * stands then. It has the week and the person in its id, so that two processes or a repeated job send it once;
 * after an outage it comes late, and a week in which nothing was filed has none.
 */
export function weeklyReport(options: WeeklyReportOptions): RecurringJob & { sweep(): Promise<number> } {
  const { organization, people, filedBetween, once, announce, clock, timeZone } = options;

  async function sweep(): Promise<number> {
    const now = clock.now();
    const period = namedPeriod('lastWeek', now, timeZone);
    const at = nextTimeOfDay(period.to, MORNING_HOUR, timeZone);
    const name = `report:${period.from.toISOString()}`;
    if (now < at || (await once.isDone(name))) return 0;
    const hasAny = await isAny(filedBetween(period.from, period.to));
    const readers = hasAny ? readersOf(await people.listAll(), await organization.current(), now) : [];
    for (const person of readers) await announce(reportFor(person, { name, period, at }));
    await once.markDone(name, now);
    return readers.length;
  }

  return {
    name: 'weekly report',
    everySeconds: options.everySeconds,
    sweep,
    async run() {
      await sweep();
    },
  };
}

async function isAny(found: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _one of found) return true;
  return false;
}
