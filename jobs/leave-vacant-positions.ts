import type { Clock } from '../src/clock.js';
import type { Logger } from '../src/logger.js';
import type { Organization } from '../src/organization/organization.js';
import type { RequestService } from '../src/requests/request-service.js';
import type { RequestStore } from '../src/requests/request-store.js';
import { createSweepingJob, type SweepingJob } from './job.js';

const BATCH = 500;
/** A position must have been vacant for this part of the time between two sweeps. */
const STILL_VACANT = 0.5;

export interface LeaveVacantPositionsOptions {
  readonly requests: Pick<RequestService, 'leaveVacancy'>;
  readonly store: Pick<RequestStore, 'referredTo'>;
  readonly organization: { current(): Promise<Organization> };
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everySeconds: number;
}

/**
 * Requests at a position that has become vacant move up (docs/design.md, 3). They wait for the second sweep
 * that finds the position vacant: one that passes from hand to hand is vacant for a moment, and nothing
 * should move.
 */
export function leaveVacantPositions(options: LeaveVacantPositionsOptions): SweepingJob {
  const { requests, store, organization, clock, logger, everySeconds } = options;
  /** When, by the city's clock, this process first found a position vacant. */
  let vacantSince: ReadonlyMap<string, number> = new Map();

  async function sweep(): Promise<number> {
    const city = await organization.current();
    const at = clock.now();
    const vacant = city.positions.filter(
      ({ code }) => city.superiorOf(code) !== undefined && city.isVacant(code, at),
    );
    const known = vacantSince;
    vacantSince = new Map(vacant.map(({ code }) => [code, known.get(code) ?? at.getTime()]));
    const longest = at.getTime() - everySeconds * 1000 * STILL_VACANT;
    const left = [...vacantSince].flatMap(([code, since]) => (since <= longest ? [code] : []));
    if (left.length === 0) return 0;
    let moved = 0;
    for (const code of await store.referredTo(left, BATCH)) {
      try {
        if (await requests.leaveVacancy(code)) moved += 1;
      } catch (error) {
        logger.error({ event: 'vacancyFailed', request: code, error });
      }
    }
    if (moved > 0) logger.info({ event: 'leftVacancies', moved });
    return moved;
  }

  return createSweepingJob({ name: 'leave vacant positions', everySeconds, sweep });
}
