import type { Limits } from '../config.js';
import { isOpen, type Request } from '../requests/lifecycle/request.js';
import { DAY_MS, HOUR_MS } from '../requests/lifecycle/rules.js';
import type { Restraint } from './restraint-store.js';

/** Why a citizen cannot register another request now. */
export type RequestLimit =
  /** Too many in a short time: they can register again from that moment. */
  | { readonly kind: 'wait'; readonly until: Date }
  /** Too many are open: one has to be closed first. */
  | { readonly kind: 'tooManyOpen'; readonly open: number };

/**
 * Whether a citizen may register another request, given those registered so far, also those that others carry on, and
 * those from `before` they deleted their data; undefined if they may. Pure, and based on the requests themselves, so that no restart and no second process loses count.
 */
export function requestLimit(
  citizen: string,
  registered: readonly Request[],
  limits: Pick<Limits, 'requestsPerHour' | 'requestsPerDay' | 'openRequests'>,
  now: Date,
  before: Pick<Restraint, 'filedAt' | 'open'> = { filedAt: [], open: 0 },
): RequestLimit | undefined {
  const open = registered.filter((request) => isOpenFor(request, citizen)).length + before.open;
  if (open >= limits.openRequests) return { kind: 'tooManyOpen', open };
  const times = [...registered.map(({ filedAt }) => filedAt), ...before.filedAt]
    .map((at) => at.getTime())
    .sort((one, other) => other - one);
  const free = [freeAt(times, limits.requestsPerHour, HOUR_MS), freeAt(times, limits.requestsPerDay, DAY_MS)];
  const until = Math.max(...free);
  return until > now.getTime() ? { kind: 'wait', until: new Date(until) } : undefined;
}

/** True for an open request that is still theirs: one that they withdrew is not, whoever carries it on. */
export function isOpenFor(request: Request, citizen: string): boolean {
  return isOpen(request) && request.citizen === citizen;
}

/** When one more is possible within `perMs`; `times` has the newest first. */
function freeAt(times: readonly number[], most: number, perMs: number): number {
  const oldest = times[most - 1];
  return oldest === undefined ? 0 : oldest + perMs;
}
