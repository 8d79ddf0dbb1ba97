import type { Category, City } from './city.js';

/** A list of a city. Categories are counted across all groups. */
type CityList =
  | 'units'
  | 'positions'
  | 'groups'
  | 'categories'
  | 'districts'
  | 'answers'
  | 'examples'
  | 'places'
  | 'hazards'
  | 'bodies';

/** Where the error is: an entry of a list, counted from 0, and one of its fields. */
export interface CityPlace {
  readonly list: CityList;
  readonly index?: number;
  readonly field?: string;
}

/**
 * An error in a city. `named` is the code of the faulty entry, `other` the code it refers to, `unit` the unit
 * in which something is missing.
 */
export type CityProblem = { readonly place: CityPlace } & (
  | { readonly code: 'repeated'; readonly named: string }
  | { readonly code: 'noTop' }
  | { readonly code: 'severalTops'; readonly named: string; readonly count: number }
  | { readonly code: 'circle'; readonly named: string }
  | { readonly code: 'noHead'; readonly named: string }
  | { readonly code: 'noDoor'; readonly named: string; readonly other: string; readonly unit: string }
  | {
      readonly code:
        | 'unknownUnit'
        | 'unknownSuperior'
        | 'foreignDoor'
        | 'routeToNoPosition'
        | 'routeToNoUnit'
        | 'areaOfNoUnit'
        | 'exampleOfNothing'
        | 'placeInNoUnit'
        | 'unknownNumber';
      readonly named: string;
      readonly other: string;
    }
);

/** A problem before the index of its entry is known. */
type InEntry = CityProblem extends infer Problem
  ? Problem extends CityProblem
    ? Omit<Problem, 'place'> & { readonly field: string }
    : never
  : never;

/**
 * The errors of a city; none for a sound one. The checks cover what the process relies on: a single top that
 * every position leads to, references that resolve, and a head for each unit.
 */
export function problemsOf(city: City): readonly CityProblem[] {
  const categories = city.groups.flatMap((group) => group.categories);
  return [
    ...repeated('units', city.units),
    ...repeated('positions', city.positions),
    ...repeated('groups', city.groups),
    ...repeated('categories', categories),
    ...repeated('answers', city.answers ?? []),
    ...problemsOfPositions(city),
    ...problemsOfUnits(city),
    ...inEach('categories', categories, (category) => problemsOfRoute(category, city)),
    ...inEach('districts', city.districts, ({ unit }) =>
      city.units.some(({ code }) => code === unit)
        ? []
        : [{ code: 'areaOfNoUnit', named: unit, other: unit, field: 'unit' }],
    ),
    ...problemsOfWords(city),
    ...repeated('hazards', city.danger?.hazards ?? []),
    ...repeated('bodies', city.bodies ?? []),
    ...inEach('hazards', city.danger?.hazards ?? [], ({ code, call }) =>
      call
        .filter((number) => !(number in (city.danger?.numbers ?? {})))
        .map((other) => ({ code: 'unknownNumber', named: code, other, field: 'call' }) as const),
    ),
  ];
}

/** What `talk:` may name. */
const TALK = ['greeting', 'thanks', 'question', 'operator', 'status'];

function problemsOfWords({ groups, answers = [], units, words }: City): readonly CityProblem[] {
  if (words === undefined) return [];
  const labels = new Set([
    ...groups.flatMap(({ categories }) => categories.map(({ code }) => code)),
    ...words.bodies.map(({ code }) => `other:${code}`),
    ...answers.map(({ code }) => `answer:${code}`),
    ...TALK.map((kind) => `talk:${kind}`),
    ...(words.danger?.hazards ?? []).map(({ code }) => `danger:${code}`),
  ]);
  const known = new Set(units.map(({ code }) => code));
  return [
    ...inEach('examples', words.examples, ({ label, text }) =>
      labels.has(label) ? [] : [{ code: 'exampleOfNothing', named: text, other: label, field: 'label' }],
    ),
    ...inEach('places', words.places, ({ names: [name = ''], districts }) =>
      districts
        .filter((district) => !known.has(district))
        .map((other) => ({ code: 'placeInNoUnit', named: name, other, field: 'districts' }) as const),
    ),
  ];
}

/** A problem as the rest of an English sentence about the city's files. */
export function describeProblem(problem: CityProblem): string {
  switch (problem.code) {
    case 'repeated':
      return `has the ${SINGULAR[problem.place.list]} ${problem.named} twice`;
    case 'noTop':
      return 'has 0 positions that report to nobody instead of one';
    case 'severalTops':
      return `has ${problem.count} positions that report to nobody instead of one`;
    case 'circle':
      return `lets ${problem.named} report to itself in a circle`;
    case 'noHead':
      return `has no position at the head of ${problem.named}`;
    case 'noDoor':
      return `routes ${problem.named} to ${problem.other} in ${problem.unit}, which has no door for it`;
    case 'unknownUnit':
      return `puts ${problem.named} into ${problem.other}, which is no unit`;
    case 'unknownSuperior':
      return `lets ${problem.named} report to ${problem.other}, which is no position`;
    case 'foreignDoor':
      return `sends requests of ${problem.named} to ${problem.other}, which is not a position of it`;
    case 'routeToNoPosition':
      return `routes ${problem.named} to ${problem.other}, which is no position`;
    case 'routeToNoUnit':
      return `routes ${problem.named} to ${problem.other}, which is no unit`;
    case 'areaOfNoUnit':
      return `draws the area of ${problem.other}, which is no unit`;
    case 'exampleOfNothing':
      return `has the example "${problem.named}" for ${problem.other}, which it does not know`;
    case 'placeInNoUnit':
      return `puts the place ${problem.named} into ${problem.other}, which is no unit`;
    case 'unknownNumber':
      return `says to call ${problem.other} for ${problem.named}, which is not among the numbers`;
  }
}

const SINGULAR: Readonly<Record<CityList, string>> = {
  units: 'unit',
  positions: 'position',
  groups: 'group',
  categories: 'category',
  districts: 'district',
  answers: 'answer',
  examples: 'example',
  places: 'place',
  hazards: 'hazard',
  bodies: 'other body',
};

function inEach<Entry>(
  list: CityList,
  entries: readonly Entry[],
  problemsIn: (entry: Entry) => readonly InEntry[],
): readonly CityProblem[] {
  return entries.flatMap((entry, index) =>
    problemsIn(entry).map(({ field, ...problem }) => ({ ...problem, place: { list, index, field } })),
  );
}

function repeated(list: CityList, named: readonly { readonly code: string }[]): readonly CityProblem[] {
  const seen = new Set<string>();
  return inEach(list, named, ({ code }) => {
    if (seen.has(code)) return [{ code: 'repeated', named: code, field: 'code' }];
    seen.add(code);
    return [];
  });
}

function problemsOfPositions({ positions, units }: City): readonly CityProblem[] {
  const byCode = new Map(positions.map((position) => [position.code, position]));
  const known = new Set(units.map(({ code }) => code));
  const count = positions.filter(({ reportsTo }) => reportsTo === undefined).length;
  return [
    ...(count === 0 ? [{ code: 'noTop', place: { list: 'positions' } } as const] : []),
    ...inEach('positions', positions, ({ code, unit, reportsTo }): readonly InEntry[] => {
      const field = 'reportsTo';
      const problems: InEntry[] = [];
      if (!known.has(unit)) problems.push({ code: 'unknownUnit', named: code, other: unit, field: 'unit' });
      if (reportsTo === undefined) {
        if (count > 1) problems.push({ code: 'severalTops', named: code, count, field });
      } else if (!byCode.has(reportsTo)) {
        problems.push({ code: 'unknownSuperior', named: code, other: reportsTo, field });
      } else if (isInCircle(code, byCode)) problems.push({ code: 'circle', named: code, field });
      return problems;
    }),
  ];
}

/** True for a position that is above itself; a position that merely leads into the circle is not at fault. */
function isInCircle(code: string, byCode: ReadonlyMap<string, { readonly reportsTo?: string }>): boolean {
  let above = byCode.get(code)?.reportsTo;
  for (let steps = 0; above !== undefined && steps <= byCode.size; steps += 1) {
    if (above === code) return true;
    above = byCode.get(above)?.reportsTo;
  }
  return false;
}

function problemsOfUnits({ units, positions }: City): readonly CityProblem[] {
  const unitOf = new Map(positions.map(({ code, unit }) => [code, unit]));
  const led = new Set(
    positions
      .filter(({ unit, reportsTo }) => reportsTo === undefined || unitOf.get(reportsTo) !== unit)
      .map(({ unit }) => unit),
  );
  return inEach('units', units, ({ code, intake = {} }) => [
    ...(led.has(code) ? [] : [{ code: 'noHead', named: code, field: 'code' } as const]),
    ...Object.values(intake)
      .filter((position) => unitOf.get(position) !== code)
      .map((other) => ({ code: 'foreignDoor', named: code, other, field: 'intake' }) as const),
  ]);
}

function problemsOfRoute({ code: named, route }: Category, { units, positions }: City): readonly InEntry[] {
  const field = 'route';
  if ('position' in route) {
    return positions.some((position) => position.code === route.position)
      ? []
      : [{ code: 'routeToNoPosition', named, other: route.position, field }];
  }
  if ('unit' in route) {
    const unit = units.find((known) => known.code === route.unit);
    if (unit === undefined) return [{ code: 'routeToNoUnit', named, other: route.unit, field }];
    const door =
      (route.domain === undefined ? undefined : unit.intake?.[route.domain]) ?? unit.intake?.['any'];
    return door === undefined
      ? [{ code: 'noDoor', named, other: route.domain ?? 'any', unit: unit.code, field }]
      : [];
  }
  return units
    .filter(
      ({ kind, intake }) =>
        kind === 'district' && (intake?.[route.district] ?? intake?.['any']) === undefined,
    )
    .map((unit) => ({ code: 'noDoor', named, other: route.district, unit: unit.code, field }));
}
