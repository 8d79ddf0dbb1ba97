import type { Organization } from '../../organization/organization.js';
import { isPublicCategory } from '../../organization/public-category.js';
import { GONE } from '../../requests/lifecycle/callers.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Place } from '../../requests/lifecycle/facts.js';
import { isPubliclyOpenAfter } from '../../requests/publicly-open.js';
import { roundPlace } from '../../requests/rounded-places.js';

/** How many public requests lie around a point of the grid, about a kilometre wide, and in one district. */
export interface CountedPoint {
  readonly latitude: number;
  readonly longitude: number;
  readonly district?: string;
  readonly open: number;
  readonly closed: number;
}

/** Counts the public requests by where they lie: those that Open311 shows too, at the same points. */
export function createPointCount({ category: categoryOf }: Pick<Organization, 'category'>): {
  /** Adds a request by its events, oldest first. */
  add(events: readonly RequestEvent[]): void;
  points(): readonly CountedPoint[];
} {
  const counts = new Map<string, CountedPoint>();
  return {
    add(events) {
      const place = publicPlace(toldBy(events), categoryOf);
      if (place === undefined) return;
      const { latitude, longitude, district } = place;
      const key = [latitude, longitude, district].join(' ');
      const isOpen = place.isOpen ? 1 : 0;
      const { open, closed } = counts.get(key) ?? { open: 0, closed: 0 };
      counts.set(key, {
        latitude,
        longitude,
        ...(district === undefined ? {} : { district }),
        open: open + isOpen,
        closed: closed + 1 - isOpen,
      });
    },
    points: () => [...counts.values()],
  };
}

/** Where a request lies, and whether it is open; undefined if it is not public or nobody knows where it lies. */
function publicPlace(
  { place, category: code, citizen, isOpen, isWithdrawn }: ReturnType<typeof toldBy>,
  categoryOf: Organization['category'],
) {
  const category = code === undefined ? undefined : categoryOf(code);
  if (category === undefined || !isPublicCategory(category)) return undefined;
  if (isWithdrawn || citizen.startsWith(GONE)) return undefined;
  const { latitude, longitude, district } = roundPlace(place ?? {});
  return latitude === undefined || longitude === undefined
    ? undefined
    : { latitude, longitude, district, isOpen };
}

/** What the events of a request tell of it in the end. */
function toldBy(events: readonly RequestEvent[]) {
  let place: Place | undefined;
  let category: string | undefined;
  let citizen = '';
  let isOpen = true;
  let isWithdrawn = false;
  for (const event of events) {
    if ('place' in event) place = event.place ?? place;
    if ('category' in event) category = event.category ?? category;
    if (event.type === 'registered' || event.type === 'carriedOn') citizen = event.citizen;
    isOpen = isPubliclyOpenAfter(event, isOpen);
    isWithdrawn = event.type === 'withdrawn';
  }
  return { place, category, citizen, isOpen, isWithdrawn };
}
