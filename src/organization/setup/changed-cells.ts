import { isDeepStrictEqual } from 'node:util';
import type { CellValue } from '../../workbooks/workbook-content.js';
import type { CategoryRoute, Title } from '../city.js';
import { rowsOfSheet } from './city-rows.js';
import type { SheetLayout, WorkbookCity } from './layout.js';

/**
 * A value as people see it: of a cell, a `moment` as it is; or the units and positions that codes stand for, or a route.
 */
export type ShownValue =
  | { readonly kind: 'cell'; readonly value: CellValue }
  | { readonly kind: 'titled'; readonly titles: readonly Title[] }
  | { readonly kind: 'route'; readonly route: CategoryRoute };

/** A value of an entry that differs, by the field of its column in the workbook. */
export interface ChangedCell {
  readonly field: string;
  readonly before: ShownValue;
  readonly after: ShownValue;
}

/** The changed values of an entry of a list, in the order of the columns; nothing where it is new or gone. */
export type ChangedCellsOf = (list: SheetLayout['list'], code: string) => readonly ChangedCell[];

/** Compares two cities value by value, as the workbook shows them. */
export function compareCells(before: WorkbookCity, after: WorkbookCity): ChangedCellsOf {
  const [valuesBefore, valuesAfter] = [createValues(before), createValues(after)];
  return (list, code) => {
    const [old, now] = [valuesBefore(list, code), valuesAfter(list, code)];
    if (old === undefined || now === undefined) return [];
    const fields = [...new Set([...old.keys(), ...now.keys()])];
    return fields.flatMap((field) => {
      const [was, is] = [old.get(field) ?? EMPTY, now.get(field) ?? EMPTY];
      if (isDeepStrictEqual(was.cell, is.cell)) return [];
      // Two codes may have the same name: then only the codes tell them apart.
      const isTold = !isDeepStrictEqual(was.shown, is.shown);
      const told = ({ cell, shown }: Value): ShownValue => (isTold ? shown : { kind: 'cell', value: cell });
      return [{ field, before: told(was), after: told(is) }];
    });
  };
}

/** A value as its cell has it, and as people see it. */
interface Value {
  readonly cell: CellValue;
  readonly shown: ShownValue;
}

const EMPTY: Value = { cell: null, shown: { kind: 'cell', value: null } };

type Values = ReadonlyMap<string, Value>;

/** The values of the entries of a city, by list and code. */
function createValues(city: WorkbookCity): (list: SheetLayout['list'], code: string) => Values | undefined {
  const categories = new Map(
    city.groups.flatMap((group) => group.categories.map((category) => [category.code, category])),
  );
  const units = new Map(city.units.map((unit) => [unit.code, unit]));
  const positions = new Map(city.positions.map((position) => [position.code, position]));
  const lists = new Map<SheetLayout['list'], ReadonlyMap<string, Values>>();

  function shown(field: string, value: CellValue, code: string): ShownValue {
    const route = field === 'route' ? categories.get(code)?.route : undefined;
    if (route !== undefined) return { kind: 'route', route };
    const named = namedBy(field, String(value), code).flatMap((entry) =>
      entry === undefined ? [] : [entry.title],
    );
    return named.length === 0 ? { kind: 'cell', value } : { kind: 'titled', titles: named };
  }

  /** What the codes in a cell stand for. */
  function namedBy(field: string, value: string, code: string) {
    switch (field) {
      case 'unit':
        return [units.get(value)];
      case 'reportsTo':
        return [positions.get(value)];
      case 'intake':
        return Object.values(units.get(code)?.intake ?? {}).map((position) => positions.get(position));
      default:
        return [];
    }
  }

  function entriesOf(list: SheetLayout['list']): ReadonlyMap<string, Values> {
    // A moment is not read by any clock here, so it stays as it is.
    const rows = rowsOfSheet(list, city, 'UTC');
    const entries = rows.map((row) => {
      const code = String(list === 'numbers' ? row['number'] : row['code']);
      const values = Object.entries(row).flatMap(([field, value]) =>
        value === undefined ? [] : [[field, { cell: value, shown: shown(field, value, code) }] as const],
      );
      return [code, new Map(values)] as const;
    });
    return new Map(entries);
  }

  return (list, code) => {
    const known = lists.get(list) ?? entriesOf(list);
    lists.set(list, known);
    return known.get(code);
  };
}
