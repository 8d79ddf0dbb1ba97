import { LOCALES } from '../../config.js';
import type { Category, CategoryGroup, Position, Title, Unit } from '../city.js';
import type { CityPlace } from '../city-problems.js';
import {
  quotedContent,
  type Reader,
  readCode,
  readDoors,
  readHours,
  readKeywords,
  readKind,
  readMoment,
  readName,
  readRoute,
  readYesOrNo,
} from './cells.js';
import type { ImportPlace, ImportProblem } from './import-problem.js';
import type { WorkbookCity } from './layout.js';
import type { CityRow, CitySheet } from './read-workbook.js';
import { bodyIn, dangerOfRows, hazardIn, numberIn } from './words-rows.js';

/** The city in a workbook's rows, and where in the workbook each of its parts is. */
export interface CityOfRows {
  readonly city: WorkbookCity;
  readonly problems: readonly ImportProblem[];
  /** A code or a unit's intake cannot be read, so every reference to it would be reported as an error. */
  readonly isIncomplete: boolean;
  placeOf(place: CityPlace): ImportPlace;
}

/** Replaces a value that cannot be read, so that the rest of its row is still checked. */
const UNREAD = '';
/** Fields that other rows refer to. */
const REFERRED_TO: ReadonlySet<string> = new Set(['code', 'intake']);

/**
 * Converts the rows. A row whose code cannot be read is left out; any other wrong value is replaced, so that
 * one pass finds as many errors as possible. A city with problems must not be used.
 */
export function cityOfRows(
  sheets: readonly CitySheet[],
  before: readonly ImportProblem[],
  timeZone: string,
): CityOfRows {
  const problems: ImportProblem[] = [];
  const told = new Set(before.map(({ place }) => keyOf(place)));
  const rowsOf: Record<string, number[]> = {
    units: [],
    positions: [],
    categories: [],
    groups: [],
    numbers: [],
    hazards: [],
    bodies: [],
  };
  const sheetOf = (list: string) => sheets.find(({ layout }) => layout.list === list);

  function tell(code: ImportProblem['code'], place: ImportPlace, values: ImportProblem['values']): void {
    if (told.has(keyOf(place))) return;
    told.add(keyOf(place));
    problems.push({ code, place, values });
  }

  /** The rows of a list, each with functions that read its values. */
  function inRows<Entry>(list: string, entryOf: (row: RowReader) => Entry | undefined): readonly Entry[] {
    const sheet = sheetOf(list);
    if (sheet === undefined) return [];
    return sheet.rows.flatMap((row) => {
      const entry = entryOf(rowReader(sheet, row));
      if (entry === undefined) return [];
      rowsOf[list]?.push(row.row);
      return [entry];
    });
  }

  function rowReader(sheet: CitySheet, { row, values }: CityRow): RowReader {
    function optional<Value>(field: string, reader: Reader<Value>): Value | undefined {
      const plain = values.get(field);
      if (plain === undefined) return undefined;
      const read = reader(plain);
      if (read === undefined || read.ok) return read?.value;
      tell(read.code, sheet.placeOf(row, field), { value: quotedContent(plain) });
      return undefined;
    }
    return {
      row,
      optional,
      required(field, reader) {
        const column = sheet.layout.columns.find((known) => known.field === field);
        const place = sheet.placeOf(row, field);
        // A missing column has been reported already.
        if (!values.has(field) && place.column !== undefined) {
          tell('missing', place, { header: column?.headers[0] ?? field });
        }
        return optional(field, reader);
      },
      tell: (code, field, filled) => tell(code, sheet.placeOf(row, field), filled),
    };
  }

  const units = inRows('units', (row): Unit | undefined => {
    const code = row.required('code', readCode);
    const kind = row.required('kind', readKind) ?? 'organisation';
    const title = titleOf(row, 'title');
    const connected = row.required('connected', readYesOrNo) ?? false;
    const connectionChangesAt = row.optional('connectionChangesAt', readMoment(timeZone));
    const intake = row.optional('intake', readDoors);
    if (code === undefined) return undefined;
    return {
      code,
      kind,
      title,
      connected,
      ...(connectionChangesAt === undefined ? {} : { connectionChangesAt }),
      ...(intake === undefined ? {} : { intake }),
    };
  });

  const positions = inRows('positions', (row): Position | undefined => {
    const code = row.required('code', readCode);
    const unit = row.required('unit', readCode) ?? UNREAD;
    const title = titleOf(row, 'title');
    const reportsTo = row.optional('reportsTo', readCode);
    const hours = row.optional('hours', readHours);
    if (code === undefined) return undefined;
    return {
      code,
      unit,
      title,
      ...(reportsTo === undefined ? {} : { reportsTo }),
      ...(hours === undefined ? {} : { hours }),
    };
  });

  const groups = new Map<string, { group: CategoryGroup; categories: Category[]; rows: number[] }>();
  inRows('categories', (row) => {
    const groupCode = row.required('group.code', readCode) ?? UNREAD;
    const groupTitle = titleOf(row, 'group.title');
    const category = categoryOf(row);
    const known = groups.get(groupCode) ?? {
      group: { code: groupCode, title: groupTitle, categories: [] },
      categories: [],
      rows: [],
    };
    groups.set(groupCode, known);
    if (known.group.title.fa !== groupTitle.fa) {
      row.tell('otherGroupName', 'group.title.fa', { named: groupCode, other: known.group.title.fa });
    }
    if (category === undefined) return undefined;
    known.categories.push(category);
    known.rows.push(row.row);
    return category;
  });
  rowsOf['categories'] = [...groups.values()].flatMap(({ rows }) => rows);
  rowsOf['groups'] = [...groups.values()].map(({ rows }) => rows[0] ?? 1);

  const numbers = inRows('numbers', numberIn);
  const hazards = inRows('hazards', hazardIn);
  const bodies = inRows('bodies', bodyIn);
  const { danger, mentions } = dangerOfRows(numbers, hazards);
  if (numbers.length + hazards.length > 0 && mentions !== 1) {
    const place = sheetOf('hazards')?.placeOf(1);
    tell(mentions === 0 ? 'noMention' : 'severalMentions', place === undefined ? {} : pickSheet(place), {});
  }

  return {
    isIncomplete: sheets.some(({ layout, rows, placeOf }) =>
      rows.some(({ row }) =>
        layout.columns.some(({ field }) => REFERRED_TO.has(field) && told.has(keyOf(placeOf(row, field)))),
      ),
    ),
    city: {
      units,
      positions,
      groups: [...groups.values()].map(({ group, categories }) => ({ ...group, categories })),
      ...(danger === undefined ? {} : { danger }),
      ...(bodies.length === 0 ? {} : { bodies }),
    },
    problems,
    placeOf({ list, index, field }) {
      const sheet = sheetOf(list === 'groups' ? 'categories' : list);
      const row = index === undefined ? undefined : rowsOf[list]?.[index];
      if (sheet === undefined) return {};
      if (row === undefined) return { ...pickSheet(sheet.placeOf(1)) };
      return sheet.placeOf(row, list === 'groups' ? 'group.code' : field);
    },
  };
}

/** A key of the place: a value whose error has been reported is not reported twice. */
export function keyOf({ sheet, row, column, path }: ImportPlace): string {
  return JSON.stringify([sheet, row, column, path]);
}

interface RowReader {
  readonly row: number;
  optional<Value>(field: string, reader: Reader<Value>): Value | undefined;
  /** Like `optional`, but an empty cell is a problem. */
  required<Value>(field: string, reader: Reader<Value>): Value | undefined;
  tell(code: ImportProblem['code'], field: string, values: ImportProblem['values']): void;
}

function pickSheet({ sheet }: ImportPlace): ImportPlace {
  return sheet === undefined ? {} : { sheet };
}

function titleOf(row: RowReader, field: 'title' | 'group.title'): Title {
  const others = LOCALES.flatMap((locale) => {
    const read = locale === 'fa' ? undefined : row.optional(`${field}.${locale}`, readName(locale));
    return read === undefined ? [] : [[locale, read] as const];
  });
  return { ...Object.fromEntries(others), fa: row.required(`${field}.fa`, readName('fa')) ?? UNREAD };
}

function categoryOf(row: RowReader): Category | undefined {
  const code = row.required('code', readCode);
  const title = titleOf(row, 'title');
  const route = row.required('route', readRoute) ?? { position: UNREAD };
  const keywords = row.optional('keywords', readKeywords) ?? [];
  const needsPlace = row.required('needsPlace', readYesOrNo) ?? false;
  const anonymous = row.optional('anonymous', readYesOrNo);
  const urgent = row.required('urgent', readYesOrNo) ?? false;
  const hours = row.optional('hours', readHours);
  if (code === undefined) return undefined;
  return {
    code,
    title,
    route,
    keywords,
    needsPlace,
    urgent,
    ...(anonymous === undefined ? {} : { anonymous }),
    ...(hours === undefined ? {} : { hours }),
  };
}
