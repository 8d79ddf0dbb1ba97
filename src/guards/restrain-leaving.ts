import type { Citizen, CitizenStore } from '../citizens/citizen-store.js';
import type { Clock } from '../clock.js';
import type { Request } from '../requests/lifecycle/request.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import type { RequestStore } from '../requests/request-store.js';
import { isOpenFor } from './request-limit.js';
import type { Restraint, RestraintStore } from './restraint-store.js';

/** Milliseconds for which the open requests of somebody who left still count as theirs. */
const OPEN_COUNT_MS = 7 * DAY_MS;
/** How many of the newest requests are looked at. */
const MOST_LOOKED_AT = 200;

/** What still counts against a citizen who leaves now; undefined if nothing does. Pure. */
export function restraintOf(
  { _id, block }: Pick<Citizen, '_id' | 'block'>,
  registered: readonly Request[],
  now: Date,
): Restraint | undefined {
  const filedAt = registered.map((request) => request.filedAt).filter((at) => at > daysAfter(now, -1));
  const open = registered.filter((request) => isOpenFor(request, _id)).length;
  const ends = [
    ...(block === undefined ? [] : [block.until]),
    ...filedAt.map((at) => daysAfter(at, 1)),
    ...(open === 0 ? [] : [new Date(now.getTime() + OPEN_COUNT_MS)]),
  ].filter((end) => end > now);
  if (ends.length === 0) return undefined;
  const until = new Date(Math.max(...ends.map((end) => end.getTime())));
  return { filedAt, open, until, ...(block !== undefined && block.until > now ? { block } : {}) };
}

/** Keeps what counts against citizens while they are being forgotten. */
export function createRestrainLeaving({
  citizens,
  requests,
  restraints,
  clock,
}: {
  readonly citizens: Pick<CitizenStore, 'find'>;
  readonly requests: Pick<RequestStore, 'findMany'>;
  readonly restraints: Pick<RestraintStore, 'keep'>;
  readonly clock: Clock;
}): (citizen: string) => Promise<void> {
  return async (id) => {
    const citizen = await citizens.find(id);
    if (citizen === undefined) return;
    const registered = await requests.findMany(citizen.requests.slice(-MOST_LOOKED_AT));
    const restraint = restraintOf(citizen, registered, clock.now());
    if (restraint !== undefined) await restraints.keep(id, restraint);
  };
}

function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS);
}
