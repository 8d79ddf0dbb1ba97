import type { Limits } from '../config.js';
import { isOpen, type Request } from '../requests/lifecycle/request.js';
import { DAY_MS, HOUR_MS } from '../requests/lifecycle/rules.js';

/** Why a citizen cannot register another request now. */
export type RequestLimit =
  /** Too many in a short time: from that moment on he can. */
  | { readonly kind: 'wait'; readonly until: Date }
  /** Too many are open: one has to be closed first. */
  | { readonly kind: 'tooManyOpen'; readonly open: number };

/**
 * Whether what a citizen has registered so far leaves room for another request; undefined where it does. Pure,
 * and taken from the requests themselves, so that no restart and no second process forgets any.
 */
export function requestLimit(
  registered: readonly Request[],
  limits: Pick<Limits, 'requestsPerHour' | 'requestsPerDay' | 'openRequests'>,
  now: Date,
): RequestLimit | undefined {
  const open = registered.filter(isOpen).length;
  if (open >= limits.openRequests) return { kind: 'tooManyOpen', open };
  const times = registered.map(({ filedAt }) => filedAt.getTime()).sort((one, other) => other - one);
  const free = [freeAt(times, limits.requestsPerHour, HOUR_MS), freeAt(times, limits.requestsPerDay, DAY_MS)];
  const until = Math.max(...free);
  return until > now.getTime() ? { kind: 'wait', until: new Date(until) } : undefined;
}

/** When there is room again for one more within `perMs`; `times` has the newest first. */
function freeAt(times: readonly number[], most: number, perMs: number): number {
  const oldest = times[most - 1];
  return oldest === undefined ? 0 : oldest + perMs;
}
