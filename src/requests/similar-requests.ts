import type { Place } from './lifecycle/facts.js';
import type { Request } from './lifecycle/request.js';
import { DAY_MS } from './lifecycle/rules.js';
import { isSameAddress, metresBetween, NEAR_METRES, type Subject } from './nearby.js';
import type { RequestStore } from './request-store.js';

/** A request that another one may duplicate. */
export interface SimilarRequest {
  readonly request: Request;
  /** The distance; absent if only the addresses match. */
  readonly metres?: number;
}

/** Up to this many metres two points count as one place, or (`STEPS_METRES`) as a few steps apart. */
const HERE_METRES = 20;
const STEPS_METRES = 50;
const MOST_SIMILAR = 3;
/** Days after which a request is no longer offered to others. */
const OFFERED_DAYS = 30;
const MOST_LOOKED_AT = 50;

/** The moment since which a request has to be filed to be offered to others now. */
export function offeredSince(now: Date): Date {
  return new Date(now.getTime() - OFFERED_DAYS * DAY_MS);
}

/**
 * Requests of the same category at the same place that are still being worked on, and that a person about to
 * file could follow instead: nearest first, at most three.
 */
export async function similarRequests(
  store: Pick<RequestStore, 'near'>,
  subject: Subject,
  now: Date,
): Promise<readonly SimilarRequest[]> {
  const found = await store.near(subject, offeredSince(now), MOST_LOOKED_AT);
  return found
    .flatMap((request): SimilarRequest[] => {
      const metres = metresBetween(subject.place, request.place);
      const isNear = metres !== undefined && metres <= NEAR_METRES;
      if (isNear) return [{ request, metres }];
      return isSameAddress(subject.place, request.place) ? [{ request }] : [];
    })
    .sort((one, other) => (one.metres ?? 0) - (other.metres ?? 0))
    .slice(0, MOST_SIMILAR);
}

/** How far a request is away from a place, as it can be said in a word. */
export function distanceOf(
  request: Pick<Request, 'place'>,
  place: Place | undefined,
): 'here' | 'steps' | 'near' | 'address' {
  const metres = metresBetween(request.place, place);
  if (metres === undefined) return isSameAddress(request.place, place) ? 'address' : 'near';
  if (metres <= HERE_METRES) return 'here';
  return metres <= STEPS_METRES ? 'steps' : 'near';
}
