import type { Category, City } from './city.js';

/**
 * What is wrong with a city, each as the rest of a sentence about its file; nothing for a sound one. Checked
 * is what the process relies on: one top that every position reaches, references that lead somewhere, and
 * a head for each unit.
 */
export function problemsOf(city: City): readonly string[] {
  return [
    ...repeated('unit', city.units),
    ...repeated('position', city.positions),
    ...repeated('group', city.groups),
    ...repeated(
      'category',
      city.groups.flatMap(({ categories }) => categories),
    ),
    ...repeated('answer', city.answers ?? []),
    ...problemsOfPositions(city),
    ...problemsOfUnits(city),
    ...city.groups.flatMap(({ categories }) =>
      categories.flatMap((category) => problemsOfRoute(category, city)),
    ),
    ...city.districts.flatMap(({ unit }) =>
      city.units.some(({ code }) => code === unit) ? [] : [`draws the area of ${unit}, which is no unit`],
    ),
  ];
}

function repeated(kind: string, named: readonly { readonly code: string }[]): string[] {
  const seen = new Set<string>();
  return named.flatMap(({ code }) => {
    if (seen.has(code)) return [`has the ${kind} ${code} twice`];
    seen.add(code);
    return [];
  });
}

function problemsOfPositions({ positions, units }: City): string[] {
  const byCode = new Map(positions.map((position) => [position.code, position]));
  const tops = positions.filter(({ reportsTo }) => reportsTo === undefined);
  const problems =
    tops.length === 1 ? [] : [`has ${tops.length} positions that report to nobody instead of one`];
  for (const { code, unit, reportsTo } of positions) {
    if (!units.some((known) => known.code === unit))
      problems.push(`puts ${code} into ${unit}, which is no unit`);
    if (reportsTo !== undefined && !byCode.has(reportsTo)) {
      problems.push(`lets ${code} report to ${reportsTo}, which is no position`);
    } else if (!reachesTop(code, byCode)) problems.push(`lets ${code} report to itself in a circle`);
  }
  return problems;
}

function reachesTop(code: string, byCode: ReadonlyMap<string, { readonly reportsTo?: string }>): boolean {
  let position = byCode.get(code);
  for (let steps = 0; position?.reportsTo !== undefined; steps += 1) {
    if (steps > byCode.size) return false;
    position = byCode.get(position.reportsTo);
  }
  return true;
}

function problemsOfUnits({ units, positions }: City): string[] {
  const unitOf = new Map(positions.map(({ code, unit }) => [code, unit]));
  return units.flatMap(({ code, intake = {} }) => {
    const heads = positions.filter(
      ({ unit, reportsTo }) => unit === code && (reportsTo === undefined || unitOf.get(reportsTo) !== code),
    );
    const doors = Object.values(intake).filter((position) => unitOf.get(position) !== code);
    return [
      ...(heads.length === 0 ? [`has no position at the head of ${code}`] : []),
      ...doors.map((position) => `sends requests of ${code} to ${position}, which is not a position of it`),
    ];
  });
}

function problemsOfRoute({ code, route }: Category, { units, positions }: City): string[] {
  if ('position' in route) {
    return positions.some((position) => position.code === route.position)
      ? []
      : [`routes ${code} to ${route.position}, which is no position`];
  }
  if ('unit' in route) {
    const unit = units.find((known) => known.code === route.unit);
    if (unit === undefined) return [`routes ${code} to ${route.unit}, which is no unit`];
    const door =
      (route.domain === undefined ? undefined : unit.intake?.[route.domain]) ?? unit.intake?.['any'];
    return door === undefined ? [`routes ${code} to ${route.unit}, which has no door for it`] : [];
  }
  return units
    .filter(
      ({ kind, intake }) =>
        kind === 'district' && (intake?.[route.district] ?? intake?.['any']) === undefined,
    )
    .map((unit) => `routes ${code} to ${route.district} in ${unit.code}, which has no door for it`);
}
