import type { Organization } from './organization.js';
import type { StaffPerson } from './people-store.js';

/** What prevents a unit from taking part. */
export type Unready =
  | { readonly code: 'vacant' | 'neverOpened' | 'unreachable'; readonly position: string }
  | { readonly code: 'noDoor'; readonly category: string };

/** What is known about the holders of positions. */
export interface Holders {
  readonly people: ReadonlyMap<string, StaffPerson>;
  /** Ids of those who have ever written to the staff bot. */
  readonly haveOpened: ReadonlySet<string>;
}

/**
 * Everything in a unit that is not ready at that moment: position by position, then categories without an
 * intake. Who sits at the desks of a unit that is reached through Gam alone is known there.
 */
export function unreadyIn(
  organization: Organization,
  unit: string,
  { people, haveOpened }: Holders,
  now: Date,
): readonly Unready[] {
  const isOnPhones = organization.wayOf(unit) !== 'gam';
  const positions = organization.positions.filter((position) => isOnPhones && position.unit === unit);
  return [
    ...positions.flatMap(({ code: position }): readonly Unready[] => {
      const holder = organization.holderOf(position, now);
      const person = holder === undefined ? undefined : people.get(holder);
      if (person === undefined || !person.roles.includes('manager')) return [{ code: 'vacant', position }];
      if (!haveOpened.has(person._id)) return [{ code: 'neverOpened', position }];
      return person.reachable === 'yes' ? [] : [{ code: 'unreachable', position }];
    }),
    ...categoriesWithoutDoor(organization, unit).map((category) => ({ code: 'noDoor', category }) as const),
  ];
}

function categoriesWithoutDoor(organization: Organization, code: string): readonly string[] {
  const unit = organization.unit(code);
  const categories = organization.groups.flatMap((group) => group.categories);
  return categories.flatMap(({ code: category, route }) => {
    if ('position' in route) return [];
    const isHere = 'unit' in route ? route.unit === code : unit?.kind === 'district';
    const domain = 'unit' in route ? route.domain : route.district;
    const door = (domain === undefined ? undefined : unit?.intake?.[domain]) ?? unit?.intake?.['any'];
    return isHere && door === undefined ? [category] : [];
  });
}
