import { textOf } from '../text/decode.js';
import { readSheets } from '../workbooks/read-sheets.js';
import type { SheetCell, SheetRow } from '../workbooks/sheet.js';

/** A table in a file: its rows as programs number them, and the cells of each by their columns, from 0. */
export interface TableRow {
  readonly row: number;
  readonly cells: ReadonlyMap<number, SheetCell>;
}

/** The rows of a file, or why it is no table. */
export type ReadTable =
  | { readonly ok: true; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly because: 'emptyFile' | 'notATable' | 'tooLarge' | 'quoteLeftOpen' };

const ZIP = Buffer.from('PK');
/** The first bytes of every Excel file before 2007, and of every workbook with a password since. */
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
/** Between the cells of a CSV file, by language of the program and by taste. */
const SEPARATORS = ['\t', ';', '؛', ','] as const;

/** Reads the first sheet of an Excel workbook, or a CSV file (RFC 4180, also with semicolons or tabs). It never throws. */
export async function readTable(bytes: Buffer): Promise<ReadTable> {
  if (bytes.length === 0) return { ok: false, because: 'emptyFile' };
  if (bytes.subarray(0, ZIP.length).equals(ZIP)) return readWorkbook(bytes);
  if (bytes.subarray(0, COMPOUND_FILE.length).equals(COMPOUND_FILE))
    return { ok: false, because: 'notATable' };
  const text = textOf(bytes);
  return text.includes('\u0000') || text.includes('\ufffd')
    ? { ok: false, because: 'notATable' }
    : readCsv(text);
}

async function readWorkbook(bytes: Buffer): Promise<ReadTable> {
  let isFirst = true;
  const read = await readSheets(bytes, () => {
    const isWanted = isFirst;
    isFirst = false;
    return isWanted;
  });
  if (!read.ok) return { ok: false, because: read.because === 'tooLarge' ? 'tooLarge' : 'notATable' };
  return { ok: true, rows: (read.sheets[0]?.rows ?? []).map(rowOfSheet) };
}

function rowOfSheet({ row, cells }: SheetRow): TableRow {
  return { row, cells: new Map([...cells].map(([letters, cell]) => [columnNumber(letters), cell])) };
}

/** The number of a column, from 0: `A` is 0, `AA` is 26. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function readCsv(text: string): ReadTable {
  // A cell, quoted or plain, and what ends it.
  const next = new RegExp(
    `("[^"]*(?:""[^"]*)*"[ \\r]*|[^${separatorOf(text)}\\n]*)(${separatorOf(text)}|\\n|$)`,
    'y',
  );
  const rows: TableRow[] = [];
  let cells: string[] = [];
  while (next.lastIndex < text.length) {
    const [, cell = '', end = ''] = next.exec(text) ?? [];
    const content = contentOf(cell.replace(/\r$/, ''));
    if (content === undefined) return { ok: false, because: 'quoteLeftOpen' };
    cells.push(content);
    if (end !== '\n' && end !== '') continue;
    rows.push(rowOfTexts(rows.length + 1, cells));
    cells = [];
  }
  if (cells.length > 0) rows.push(rowOfTexts(rows.length + 1, cells));
  return { ok: true, rows };
}

/** What a cell says, without its quotation marks; undefined for one that is not closed. */
function contentOf(cell: string): string | undefined {
  if (!cell.startsWith('"')) return cell;
  const marks = cell.split('"').length - 1;
  if (marks % 2 !== 0) return undefined;
  const end = cell.trimEnd();
  return end.endsWith('"') ? end.slice(1, -1).replaceAll('""', '"') : cell;
}

function rowOfTexts(row: number, texts: readonly string[]): TableRow {
  return { row, cells: new Map(texts.map((content, column) => [column, { ok: true, content }])) };
}

/** The separator that stands most often in the first line; a comma if none does. */
function separatorOf(text: string): string {
  const [line = ''] = text.split('\n', 1);
  const counts = SEPARATORS.map((sign) => [sign, line.split(sign).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most), [',', 1] as const)[0];
}
