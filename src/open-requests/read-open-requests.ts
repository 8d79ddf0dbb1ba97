import { quotedContent, readCell, readMoment } from '../organization/setup/cells.js';
import type { SheetCell } from '../workbooks/sheet.js';
import { type Field, fieldOf, REQUIRED } from './columns.js';
import { type ReadTable, readTable, type TableRow } from './read-table.js';

/** An open request of another registry, as its row says it. */
export interface OpenRequestRow {
  /** As programs number it, from 1. */
  readonly row: number;
  readonly values: Readonly<Partial<Record<Exclude<Field, 'dueAt'>, string>>>;
  readonly dueAt?: Date;
  /** Why a cell cannot be read. */
  readonly wrong?: {
    readonly field: Field;
    readonly because: 'formula' | 'cellError' | 'merged' | 'badMoment';
  };
}

/** The open requests in a file, or why there are none. */
export type ReadOpenRequests =
  | { readonly ok: true; readonly rows: readonly OpenRequestRow[] }
  | { readonly ok: false; readonly because: UnreadableFile; readonly field?: Field };

/** Why a file as a whole cannot be read. */
type UnreadableFile =
  | Extract<ReadTable, { ok: false }>['because']
  | 'noHeader'
  | 'missingColumn'
  | 'columnTwice'
  | 'noRows'
  | 'tooManyRows';

/** The most requests of one file. */
export const MOST_ROWS = 5_000;

/** Reads open requests from untrusted bytes: an Excel workbook or CSV, with the names of the columns in the first row. */
export async function readOpenRequests(bytes: Buffer, timeZone: string): Promise<ReadOpenRequests> {
  const table = await readTable(bytes);
  if (!table.ok) return table;
  const [header, ...rows] = table.rows;
  if (header === undefined) return { ok: false, because: 'emptyFile' };
  const columns = new Map<number, Field>();
  for (const [column, cell] of header.cells) {
    const read = readCell(cell);
    const field = read?.ok === true ? fieldOf(String(read.value)) : undefined;
    if (field === undefined) continue;
    if ([...columns.values()].includes(field)) return { ok: false, because: 'columnTwice', field };
    columns.set(column, field);
  }
  if (columns.size === 0) return { ok: false, because: 'noHeader' };
  const missing = REQUIRED.find((field) => ![...columns.values()].includes(field));
  if (missing !== undefined) return { ok: false, because: 'missingColumn', field: missing };
  if (rows.length > MOST_ROWS) return { ok: false, because: 'tooManyRows' };
  const read = rows.flatMap((row) => readRow(row, columns, timeZone) ?? []);
  return read.length === 0 ? { ok: false, because: 'noRows' } : { ok: true, rows: read };
}

/** A row with what it says; undefined for an empty one. */
function readRow(
  { row, cells }: TableRow,
  columns: ReadonlyMap<number, Field>,
  timeZone: string,
): OpenRequestRow | undefined {
  const values: Partial<Record<Exclude<Field, 'dueAt'>, string>> = {};
  let dueAt: Date | undefined;
  let wrong: OpenRequestRow['wrong'];
  for (const [column, field] of columns) {
    const cell = cells.get(column);
    const read = cell === undefined ? undefined : readField(cell, field, timeZone);
    if (read === undefined) continue;
    if ('because' in read) wrong ??= { field, because: read.because };
    else if ('moment' in read) dueAt = read.moment;
    else if (field !== 'dueAt') values[field] = read.text;
  }
  if (Object.keys(values).length === 0 && dueAt === undefined && wrong === undefined) return undefined;
  return {
    row,
    values,
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(wrong === undefined ? {} : { wrong }),
  };
}

type FieldRead =
  | { readonly text: string }
  | { readonly moment: Date }
  | { readonly because: NonNullable<OpenRequestRow['wrong']>['because'] }
  | undefined;

function readField(cell: SheetCell, field: Field, timeZone: string): FieldRead {
  if (!cell.ok) return { because: cell.code };
  const read = readCell(cell);
  if (read === undefined || !read.ok) return undefined;
  if (field !== 'dueAt') return { text: quotedContent(read.value) };
  const moment = readMoment(timeZone)(read.value);
  return moment?.ok === true ? { moment: moment.value } : { because: 'badMoment' };
}
