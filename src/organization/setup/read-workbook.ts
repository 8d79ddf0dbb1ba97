import { searchableText } from '../../text/persian.js';
import { readSheets } from '../../workbooks/read-sheets.js';
import type { CellContent, Sheet, SheetRow } from '../../workbooks/sheet.js';
import { readCell } from './cells.js';
import type { ImportPlace, ImportProblem } from './import-problem.js';
import { MOST_ROWS, type Names, SHEETS, type SheetLayout } from './layout.js';

/** The header is searched for in this many rows at the top of a sheet. */
const ROWS_ABOVE = 10;
/** A row with this many known headers is the header, wherever it is. */
const FEWEST_HEADERS = 2;

/** A row of a sheet: its values by field, and the cell of each value. */
export interface CityRow {
  readonly row: number;
  readonly values: ReadonlyMap<string, CellContent>;
}

/** The rows of a sheet, with what is needed to name the place of an error. */
export interface CitySheet {
  readonly layout: SheetLayout;
  readonly rows: readonly CityRow[];
  /** The place of a value; a field without a column gives its row. */
  placeOf(row: number, field?: string): ImportPlace;
}

/** The content of a workbook, and its errors. Missing sheets are left out. */
export interface ReadWorkbook {
  readonly sheets: readonly CitySheet[];
  readonly problems: readonly ImportProblem[];
}

/** Reads a workbook from untrusted bytes; it never throws. */
export async function readWorkbook(bytes: Buffer): Promise<ReadWorkbook> {
  const read = await readSheets(bytes, (name) => SHEETS.some(({ names }) => isCalled(name, names)));
  if (!read.ok) return { sheets: [], problems: [{ code: read.because, place: {}, values: {} }] };
  const problems: ImportProblem[] = [];
  const sheets = SHEETS.flatMap((layout) => {
    const sheet = read.sheets.find(({ name }) => isCalled(name, layout.names));
    if (sheet === undefined) {
      if (layout.isOptional === true) return [];
      problems.push({ code: 'missingSheet', place: {}, values: { sheet: layout.names[0] } });
      return [];
    }
    return [readSheet(sheet, layout, problems)];
  });
  return { sheets, problems };
}

function readSheet({ name, rows }: Sheet, layout: SheetLayout, problems: ImportProblem[]): CitySheet {
  const header = headerOf(rows, layout);
  if (header !== undefined && header.row > 1) {
    const place = { sheet: name, row: header.row };
    problems.push({ code: 'headerNotFirst', place, values: {} });
    return { layout, rows: [], placeOf: (row) => ({ sheet: name, row }) };
  }
  const letters = readHeader(name, header, layout, problems);
  const fields = new Map([...letters].map(([field, letter]) => [letter, field]));
  const placeOf = (row: number, field?: string): ImportPlace => {
    const column = field === undefined ? undefined : letters.get(field);
    return { sheet: name, row, ...(column === undefined ? {} : { column }) };
  };
  const below = rows.filter(({ row }) => row > 1);
  if (below.length > MOST_ROWS) {
    problems.push({ code: 'tooManyRows', place: { sheet: name }, values: { count: MOST_ROWS } });
    return { layout, rows: [], placeOf };
  }
  return { layout, rows: below.flatMap((row) => readRow(row, { fields, placeOf, problems })), placeOf };
}

interface RowReading {
  readonly fields: ReadonlyMap<string, string>;
  readonly placeOf: CitySheet['placeOf'];
  readonly problems: ImportProblem[];
}

function readRow({ row, cells }: SheetRow, { fields, placeOf, problems }: RowReading): readonly CityRow[] {
  const values = new Map<string, CellContent>();
  let isEmpty = true;
  for (const [letter, cell] of cells) {
    const field = fields.get(letter);
    const read = field === undefined ? undefined : readCell(cell);
    if (field === undefined || read === undefined) continue;
    isEmpty = false;
    if (read.ok) values.set(field, read.value);
    else problems.push({ code: read.code, place: placeOf(row, field), values: {} });
  }
  return isEmpty ? [] : [{ row, values }];
}

/** The header row: the first row if it qualifies, else the first of the next rows that does. */
function headerOf(rows: readonly SheetRow[], layout: SheetLayout): SheetRow | undefined {
  const isHeader = ({ cells }: SheetRow) => {
    const known = [...cells.values()].filter(
      (cell) => cell.ok && layout.columns.some(({ headers }) => isCalled(String(cell.content), headers)),
    );
    return known.length >= FEWEST_HEADERS;
  };
  const top = rows.filter(({ row }) => row <= ROWS_ABOVE);
  return top.find(isHeader) ?? top.find(({ row }) => row === 1);
}

/** The letters of the columns by their fields. */
function readHeader(
  sheet: string,
  row: SheetRow | undefined,
  layout: SheetLayout,
  problems: ImportProblem[],
): Map<string, string> {
  const letters = new Map<string, string>();
  for (const [letter, cell] of row?.cells ?? []) {
    const place = { sheet, row: 1, column: letter };
    const read = readCell(cell);
    if (read === undefined) continue;
    const header = read.ok ? String(read.value) : '';
    const column = layout.columns.find(({ headers }) => isCalled(header, headers));
    if (column === undefined) problems.push({ code: 'unknownColumn', place, values: { header } });
    else if (letters.has(column.field)) problems.push({ code: 'columnTwice', place, values: { header } });
    else letters.set(column.field, letter);
  }
  for (const { field, headers, isRequired } of layout.columns) {
    if (!isRequired || letters.has(field)) continue;
    const place = { sheet, row: 1 };
    problems.push({ code: 'missingColumn', place, values: { header: headers[0] } });
  }
  return letters;
}

/** True for any of the names, however it is spaced or spelt. */
function isCalled(name: string, names: Names): boolean {
  const wanted = nameFor(name);
  return names.some((known) => nameFor(known) === wanted);
}

function nameFor(text: string): string {
  return searchableText(text).replace(/[\s_-]+/g, '');
}
