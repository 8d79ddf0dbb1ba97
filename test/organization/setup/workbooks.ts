import exceljs, { type Workbook, type Worksheet } from 'exceljs';
import type { City } from '../../../src/organization/city.js';
import {
  cityContent,
  type GuideTexts,
  TEMPLATE_CITY,
} from '../../../src/organization/setup/city-workbook.js';
import { type DryRun, dryRunImport } from '../../../src/organization/setup/dry-run-import.js';
import type { WorkbookCity } from '../../../src/organization/setup/layout.js';
import { renderWorkbook } from '../../../src/workbooks/render-workbook.js';

export const TIME_ZONE = 'Asia/Tehran';

const GUIDE: GuideTexts = {
  readsFromRight: true,
  sheetName: 'راهنما',
  headers: ['برگه', 'ستون', 'لازم؟', 'چه بنویسید'],
  required: 'لازم',
  optional: 'اختیاری',
  meaning: (guide) => guide,
};

/** A city as the workbook that an administrator gets. */
export function writeCity(city: WorkbookCity): Promise<Buffer> {
  return renderWorkbook(cityContent(city, { timeZone: TIME_ZONE, guide: GUIDE }));
}

/** What taking in a file would come to, read in this process. */
export function dryRun(bytes: Buffer, present: City): Promise<DryRun> {
  return dryRunImport(bytes, { present, timeZone: TIME_ZONE });
}

/** The template as a file, written once: it is changed a hundred times. */
let template: Promise<Buffer> | undefined;

/** The template, changed by hand as somebody in an office does it. */
export async function workbook(change: (book: Workbook) => void = () => undefined): Promise<Buffer> {
  template ??= writeCity(TEMPLATE_CITY);
  const book = new exceljs.Workbook();
  // The library's types know an older Buffer than Node's.
  await book.xlsx.load((await template) as never, { ignoreNodes: ['dataValidations'] });
  change(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A sheet of the template by its Persian name. */
export function sheetOf(book: Workbook, name: 'واحدها' | 'سمت‌ها' | 'موضوع‌ها'): Worksheet {
  const sheet = book.getWorksheet(name);
  if (sheet === undefined) throw new Error(`There is no sheet ${name}.`);
  return sheet;
}

/** Fills a cell of a sheet by its address; a date as it is to be shown, by its UTC reading. */
export function setCell(
  book: Workbook,
  name: Parameters<typeof sheetOf>[1],
  address: string,
  value: unknown,
) {
  const cell = sheetOf(book, name).getCell(address);
  // The values of the tests are those that the library takes.
  cell.value = value as never;
  // The library lets cells share their style, so that this one gets its own.
  if (value instanceof Date) cell.style = { ...cell.style, numFmt: 'yyyy-mm-dd hh:mm' };
}
