import { isDeepStrictEqual } from 'node:util';
import type { City, Title } from '../city.js';

/** The parts of a city whose differences are reported. */
type ComparedList = 'units' | 'positions' | 'groups' | 'categories' | 'numbers' | 'hazards' | 'bodies';

/** How one list of a city differs from another, each entry by its name. */
export interface ListDifference {
  readonly list: ComparedList;
  readonly added: readonly Title[];
  readonly changed: readonly Title[];
  readonly removed: readonly Title[];
  /** The same entries in another order, which is the order of keyboards. */
  readonly isReordered: boolean;
}

/** How a city differs from its previous version. */
export interface CityDifference {
  /** Lists that differ. */
  readonly lists: readonly ListDifference[];
  /** Districts whose area has changed, is new, or was removed. */
  readonly areas: number;
  /** Codes of positions that were removed. */
  readonly removedPositions: readonly string[];
  readonly removedUnits: readonly string[];
}

/** Compares two cities entry by entry, whatever the order of their properties. */
export function compareCities(before: City, after: City): CityDifference {
  const lists = LISTS.map(([list, entriesOf]) => compare(list, entriesOf(before), entriesOf(after)));
  return {
    lists: lists.filter(
      ({ added, changed, removed, isReordered }) =>
        added.length + changed.length + removed.length > 0 || isReordered,
    ),
    areas: differingAreas(before, after),
    removedPositions: missing(before.positions, after.positions),
    removedUnits: missing(before.units, after.units),
  };
}

/** True when nothing differs. */
export function isSameCity({ lists, areas }: CityDifference): boolean {
  return lists.length === 0 && areas === 0;
}

interface Entry {
  readonly code: string;
  readonly title: Title;
}

const LISTS: readonly (readonly [ComparedList, (city: City) => readonly Entry[]])[] = [
  ['units', ({ units }) => units],
  ['positions', ({ positions }) => positions],
  ['groups', ({ groups }) => groups.map(({ code, title }) => ({ code, title }))],
  [
    'categories',
    ({ groups }) =>
      groups.flatMap(({ code: group, categories }) => categories.map((category) => ({ ...category, group }))),
  ],
  ['numbers', numbersIn],
  ['hazards', hazardsIn],
  ['bodies', ({ bodies = [] }) => bodies],
];

function numbersIn({ danger }: City): readonly Entry[] {
  return Object.entries(danger?.numbers ?? {}).map(([code, title]) => ({
    code,
    title,
    isGeneral: danger?.general.includes(code) === true,
  }));
}

/** The hazards by their sentences, since they have no names; the words that only sound like danger are one more. */
function hazardsIn({ danger }: City): readonly Entry[] {
  if (danger === undefined) return [];
  const { mention, unless } = danger;
  const mentioned = { code: 'mention', title: mention, unless };
  return [...danger.hazards.map((hazard) => ({ ...hazard, title: hazard.text })), mentioned];
}

function compare(list: ComparedList, before: readonly Entry[], after: readonly Entry[]): ListDifference {
  const old = new Map(before.map((entry) => [entry.code, entry]));
  const kept = new Set(after.map(({ code }) => code));
  const stay = after.filter(({ code }) => old.has(code));
  const orderBefore = before.filter(({ code }) => kept.has(code)).map(({ code }) => code);
  return {
    list,
    added: after.filter(({ code }) => !old.has(code)).map(({ title }) => title),
    changed: stay.filter((entry) => !isDeepStrictEqual(old.get(entry.code), entry)).map(({ title }) => title),
    removed: before.filter(({ code }) => !kept.has(code)).map(({ title }) => title),
    isReordered: !isDeepStrictEqual(
      orderBefore,
      stay.map(({ code }) => code),
    ),
  };
}

function differingAreas({ districts: before }: City, { districts: after }: City): number {
  const units = new Set([...before, ...after].map(({ unit }) => unit));
  const of = (areas: City['districts'], unit: string) => areas.filter((area) => area.unit === unit);
  return [...units].filter((unit) => !isDeepStrictEqual(of(before, unit), of(after, unit))).length;
}

function missing(
  before: readonly { readonly code: string }[],
  after: readonly { readonly code: string }[],
): readonly string[] {
  const stay = new Set(after.map(({ code }) => code));
  return before.flatMap(({ code }) => (stay.has(code) ? [] : [code]));
}
