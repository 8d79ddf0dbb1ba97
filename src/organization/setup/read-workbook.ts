import type { Cell, Workbook, Worksheet } from 'exceljs';
import { searchable } from '../../text/persian.js';
import { type Plain, plainOf } from './cells.js';
import type { ImportPlace, ImportProblem } from './import-problem.js';
import { type Column, MOST_ROWS, SHEETS, type SheetLayout } from './layout.js';
import { unzip } from './zip.js';

/** Bytes of an unpacked workbook: several times what 5,000 rows a sheet take. */
const MOST_BYTES = 24 * 1024 * 1024;
/** Merged cells are opened one by one by the library, so that a single range could ask for billions of them. */
const MOST_MERGED_CELLS = 20_000;
/** Parts of a sheet that say nothing of its values, some of which the library would unfold cell by cell. */
const UNREAD_PARTS = [
  'dataValidations',
  'conditionalFormatting',
  'drawing',
  'legacyDrawing',
  'picture',
  'tableParts',
  'extLst',
  'rowBreaks',
  'autoFilter',
];

/** A row of a sheet: what stands in it by field, and where each value stands. */
export interface SheetRow {
  readonly row: number;
  readonly values: ReadonlyMap<string, Plain>;
}

/** The rows of a sheet, with what is needed to say where something stands. */
export interface ReadSheet {
  readonly layout: SheetLayout;
  readonly rows: readonly SheetRow[];
  /** Where a value stands; a field without a column gives its row. */
  placeOf(row: number, field?: string): ImportPlace;
}

/** What a workbook holds, and whatever is wrong with it. Sheets that are missing are left out. */
export interface ReadWorkbook {
  readonly sheets: readonly ReadSheet[];
  readonly problems: readonly ImportProblem[];
}

/** Reads a workbook as bytes of a stranger: it is measured before it is parsed, and never throws. */
export async function readWorkbook(bytes: Buffer): Promise<ReadWorkbook> {
  const refuse = (code: ImportProblem['code']): ReadWorkbook => ({
    sheets: [],
    problems: [{ code, place: {}, values: {} }],
  });
  const unzipped = await unzip(bytes, MOST_BYTES);
  if (!unzipped.ok) return refuse(unzipped.because === 'tooLarge' ? 'tooLarge' : 'notAWorkbook');
  const sheetEntries = unzipped.entries.filter(({ name }) => /^\/?xl\/worksheets\/[^/]+\.xml$/.test(name));
  if (sheetEntries.length === 0) return refuse('notAWorkbook');
  const merged = sheetEntries.reduce((sum, { content }) => sum + mergedCells(content.toString('utf8')), 0);
  if (merged > MOST_MERGED_CELLS) return refuse('tooLarge');
  const workbook = await parse(bytes);
  if (workbook === undefined) return refuse('notAWorkbook');
  const problems: ImportProblem[] = [];
  const sheets = SHEETS.flatMap((layout) => {
    const sheet = workbook.worksheets.find(({ name }) => isCalled(name, layout.names));
    if (sheet === undefined) {
      problems.push({ code: 'missingSheet', place: {}, values: { sheet: layout.names[0] } });
      return [];
    }
    return [readSheet(sheet, layout, problems)];
  });
  return { sheets, problems };
}

async function parse(bytes: Buffer): Promise<Workbook | undefined> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  try {
    // The library's types know an older Buffer than Node's.
    await workbook.xlsx.load(bytes as never, { ignoreNodes: UNREAD_PARTS });
    return workbook;
  } catch {
    return undefined;
  }
}

function mergedCells(xml: string): number {
  let count = 0;
  for (const [, left = '', top, right = '', bottom] of xml.matchAll(
    /<(?:\w+:)?mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"/gi,
  )) {
    const columns = Math.abs(columnNumber(right) - columnNumber(left)) + 1;
    count += columns * (Math.abs(Number(bottom) - Number(top)) + 1);
  }
  return count;
}

function columnNumber(letters: string): number {
  return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function readSheet(sheet: Worksheet, layout: SheetLayout, problems: ImportProblem[]): ReadSheet {
  const letters = readHeader(sheet, layout, problems);
  const fields = new Map([...letters].map(([field, letter]) => [letter, field]));
  const placeOf = (row: number, field?: string): ImportPlace => {
    const column = field === undefined ? undefined : letters.get(field);
    return { sheet: sheet.name, row, ...(column === undefined ? {} : { column }) };
  };
  if (sheet.actualRowCount > MOST_ROWS + 1) {
    problems.push({ code: 'tooManyRows', place: { sheet: sheet.name }, values: { most: String(MOST_ROWS) } });
    return { layout, rows: [], placeOf };
  }
  const rows: SheetRow[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const values = new Map<string, Plain>();
    let isEmpty = true;
    row.eachCell((cell) => {
      const field = fields.get(letterOf(cell));
      const read = field === undefined ? undefined : plainOf(cell);
      if (field === undefined || read === undefined) return;
      isEmpty = false;
      if (read.ok) values.set(field, read.value);
      else problems.push({ code: read.code, place: placeOf(number, field), values: {} });
    });
    if (!isEmpty) rows.push({ row: number, values });
  });
  return { layout, rows, placeOf };
}

/** The letters of the columns by the fields that they fill. */
function readHeader(sheet: Worksheet, layout: SheetLayout, problems: ImportProblem[]): Map<string, string> {
  const letters = new Map<string, string>();
  sheet.getRow(1).eachCell((cell) => {
    const place = { sheet: sheet.name, row: 1, column: letterOf(cell) };
    const read = plainOf(cell);
    if (read === undefined) return;
    const header = read.ok ? String(read.value) : '';
    const column = layout.columns.find(({ headers }) => isCalled(header, headers));
    if (column === undefined) problems.push({ code: 'unknownColumn', place, values: { header } });
    else if (letters.has(column.field)) problems.push({ code: 'columnTwice', place, values: { header } });
    else letters.set(column.field, letterOf(cell));
  });
  for (const { field, headers, isRequired } of layout.columns) {
    if (!isRequired || letters.has(field)) continue;
    const place = { sheet: sheet.name, row: 1 };
    problems.push({ code: 'missingColumn', place, values: { header: headers[0] } });
  }
  return letters;
}

/** True for either name, however it is spaced or spelt. */
function isCalled(name: string, names: Column['headers']): boolean {
  const wanted = nameFor(name);
  return names.some((known) => nameFor(known) === wanted);
}

function nameFor(text: string): string {
  return searchable(text).replace(/[\s_-]+/g, '');
}

function letterOf({ address }: Cell): string {
  return address.replace(/\d+$/, '');
}
