import { isDeepStrictEqual } from 'node:util';
import { LOCALES } from '../../config.js';
import type { City, Title } from '../city.js';
import { type ChangedCell, type ChangedCellsOf, compareCells } from './changed-cells.js';

/** The parts of a city whose differences are reported. */
type ComparedList = 'units' | 'positions' | 'groups' | 'categories' | 'numbers' | 'hazards' | 'bodies';

/** An entry that differs, by its present name, and the values that do; what the workbook does not show is in none. */
export interface ChangedEntry {
  readonly title: Title;
  readonly cells: readonly ChangedCell[];
}

/** How one list of a city differs from another, each entry by its name. */
export interface ListDifference {
  readonly list: ComparedList;
  readonly added: readonly Title[];
  readonly changed: readonly ChangedEntry[];
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
  const cellsOf = compareCells(before, after);
  const lists = LISTS.map(([list, entriesOf]) =>
    compareEntries(list, { before: entriesOf(before), after: entriesOf(after), cellsOf }),
  );
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

function compareEntries(
  list: ComparedList,
  {
    before,
    after,
    cellsOf,
  }: {
    readonly before: readonly Entry[];
    readonly after: readonly Entry[];
    readonly cellsOf: ChangedCellsOf;
  },
): ListDifference {
  const old = new Map(before.map((entry) => [entry.code, entry]));
  const kept = new Set(after.map(({ code }) => code));
  const stay = after.filter(({ code }) => old.has(code));
  const orderBefore = before.filter(({ code }) => kept.has(code)).map(({ code }) => code);
  return {
    list,
    added: after.filter(({ code }) => !old.has(code)).map(({ title }) => title),
    changed: stay.flatMap((entry) => {
      const was = old.get(entry.code);
      if (was === undefined || isDeepStrictEqual(was, entry)) return [];
      const cells = list === 'groups' ? titleCells(was.title, entry.title) : cellsOf(list, entry.code);
      return [{ title: entry.title, cells }];
    }),
    removed: before.filter(({ code }) => !kept.has(code)).map(({ title }) => title),
    isReordered: !isDeepStrictEqual(
      orderBefore,
      stay.map(({ code }) => code),
    ),
  };
}

/** A group has no row of its own: its names stand in the rows of its categories. */
function titleCells(before: Title, after: Title): readonly ChangedCell[] {
  return LOCALES.filter((locale) => before[locale] !== after[locale]).map((locale) => ({
    field: `group.title.${locale}`,
    before: { kind: 'cell', value: before[locale] ?? null },
    after: { kind: 'cell', value: after[locale] ?? null },
  }));
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
