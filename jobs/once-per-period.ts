import type { Clock } from '../src/clock.js';
import type { Delivery } from '../src/deliveries/delivery.js';
import type { Organization } from '../src/organization/organization.js';
import type { PeopleStore } from '../src/organization/people-store.js';
import { createSweepingJob, type SweepingJob } from './job.js';
import type { OnceStore } from './once-store.js';

/** The dependencies of jobs that tell staff something once in each period. */
export interface PeriodicalOptions {
  readonly organization: { current(): Promise<Organization> };
  readonly people: Pick<PeopleStore, 'listAll'>;
  readonly once: Pick<OnceStore, 'isDone' | 'markDone'>;
  readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly everySeconds: number;
}

/**
 * A job that publishes one issue in each period. A published issue is not published again; one during which
 * the process ended is published again, under the same name.
 */
export function createPeriodicalJob<Issue extends { readonly name: string }>(
  { once, clock, everySeconds }: Pick<PeriodicalOptions, 'once' | 'clock' | 'everySeconds'>,
  paper: {
    readonly name: string;
    /** The issue that is due at a moment, if there is one. */
    readonly issueAt: (now: Date) => Issue | undefined | Promise<Issue | undefined>;
    /** Tells the people concerned; resolves to how many they were. */
    readonly tell: (issue: Issue, now: Date) => Promise<number>;
  },
): SweepingJob {
  async function sweep(): Promise<number> {
    const now = clock.now();
    const issue = await paper.issueAt(now);
    if (issue === undefined || (await once.isDone(issue.name))) return 0;
    const told = await paper.tell(issue, now);
    await once.markDone(issue.name, now);
    return told;
  }

  return createSweepingJob({ name: paper.name, everySeconds, sweep });
}
