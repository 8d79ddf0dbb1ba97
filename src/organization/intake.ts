import type { Locale } from '../config.js';
import type { Organization } from './organization.js';

/**
 * The position at which a unit takes requests of a category: its intake for the domain, or for everything,
 * else its head. Undefined if there is no such unit.
 */
export function intakeOf(organization: Organization, unit: string, category?: string): string | undefined {
  const intake = organization.unit(unit)?.intake;
  const domain = domainOf(organization, category);
  const door = domain === undefined ? undefined : intake?.[domain];
  return door ?? intake?.['any'] ?? headOf(organization, unit);
}

/** All intake positions of a unit, each once; its head if it has none. */
export function intakesOf(organization: Organization, unit: string): readonly string[] {
  const doors = [...new Set(Object.values(organization.unit(unit)?.intake ?? {}))];
  const head = headOf(organization, unit);
  return doors.length > 0 || head === undefined ? doors : [head];
}

/**
 * What people call a domain, which is only a code in the city's files: the title of its intake in that unit, else in the
 * first unit that has one, without the name of the unit.
 */
export function domainTitle(
  organization: Pick<Organization, 'units' | 'unit' | 'position' | 'title'>,
  domain: string,
  locale: Locale,
  unit?: string,
): string | undefined {
  const named = unit === undefined ? undefined : organization.unit(unit);
  for (const one of [...(named === undefined ? [] : [named]), ...organization.units]) {
    const door = organization.position(one.intake?.[domain] ?? '');
    if (door === undefined) continue;
    const title = organization.title(door, locale);
    const bare = title.replace(organization.title(one, locale), '').replace(/\s+/g, ' ').trim();
    return bare === '' ? title : bare;
  }
  return undefined;
}

/** The position of a unit that reports to nobody within it. */
function headOf({ positions, position }: Organization, unit: string): string | undefined {
  return positions.find(
    ({ unit: own, reportsTo }) =>
      own === unit && (reportsTo === undefined || position(reportsTo)?.unit !== unit),
  )?.code;
}

function domainOf(organization: Organization, category: string | undefined): string | undefined {
  const route = category === undefined ? undefined : organization.category(category)?.route;
  if (route === undefined || 'position' in route) return undefined;
  return 'district' in route ? route.district : route.domain;
}
