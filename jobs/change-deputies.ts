import type { Clock } from '../src/clock.js';
import type { Organization } from '../src/organization/organization.js';
import { createSweepingJob, type SweepingJob } from './job.js';
import type { OnceStore } from './once-store.js';

export interface ChangeDeputiesOptions {
  readonly organization: { current(): Promise<Organization> };
  readonly once: Pick<OnceStore, 'isDone' | 'markDone'>;
  /** Sends what waits for a position to the current holder of its cartable. */
  readonly handOver: (position: string) => Promise<void>;
  readonly clock: Clock;
  readonly everySeconds: number;
}

/**
 * Absences begin and end by their dates, without anybody pressing a button: each time, the cards of the
 * position go once to the new holder of its cartable, after an outage as soon as the product is up again.
 */
export function changeDeputies(options: ChangeDeputiesOptions): SweepingJob {
  const { organization, once, handOver, clock, everySeconds } = options;

  async function sweep(): Promise<number> {
    const city = await organization.current();
    const now = clock.now();
    let changed = 0;
    for (const { position, from, until } of city.absences) {
      const ends = [
        { name: 'begin', at: from },
        ...(until === undefined ? [] : [{ name: 'end', at: until }]),
      ];
      const due = ends.filter(({ at }) => at <= now).at(-1);
      if (due === undefined) continue;
      const what = `absence:${position}:${due.name}:${due.at.getTime()}`;
      if (await once.isDone(what)) continue;
      await handOver(position);
      await once.markDone(what, now);
      changed += 1;
    }
    return changed;
  }

  return createSweepingJob({ name: 'change deputies', everySeconds, sweep });
}
