import exceljs, { type Cell, type DataValidation, type Workbook, type Worksheet } from 'exceljs';
import { columnName } from './column-name.js';
import type {
  CellValue,
  ColumnContent,
  SheetContent,
  WorkbookContent,
  WriteWorkbook,
} from './workbook-content.js';

/** One font for every cell. It is on every machine with an office program, or has a substitute there. */
const FONT = { name: 'Tahoma', family: 2, size: 10 };
const MOMENT = 'yyyy-mm-dd hh:mm';
/** The number of rows that names and choices cover: more than anybody fills in by hand. */
const ROWS_PREPARED = 1_000;
const A4 = 9;

/** The workbook as a file. Every sheet prints one page wide, with its header on each page. */
export const renderWorkbook: WriteWorkbook = async ({ sheets }: WorkbookContent) => {
  const workbook = new exceljs.Workbook();
  for (const sheet of sheets) addSheet(workbook, sheet);
  return Buffer.from(await workbook.xlsx.writeBuffer());
};

function addSheet(workbook: Workbook, content: SheetContent): void {
  const { name, columns, rows, readsFromRight, hasTotal = false, keepsFirstColumn = false } = content;
  const sheet = workbook.addWorksheet(name, {
    views: [
      {
        rightToLeft: readsFromRight,
        state: 'frozen',
        ySplit: 1,
        ...(keepsFirstColumn ? { xSplit: 1 } : {}),
      },
    ],
    pageSetup: {
      paperSize: A4,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  });
  sheet.columns = columns.map(({ header, width }) => ({ header, width }));
  for (const row of rows) sheet.addRow(row.map(shownValue));
  for (let number = 1; number <= rows.length + 1; number += 1) {
    const isHeader = number === 1;
    const isBold = isHeader || (hasTotal && number === rows.length + 1);
    for (const [at, column] of columns.entries()) {
      const cell = sheet.getCell(number, at + 1);
      setLook(cell, { isBold, readsFromRight, format: isHeader ? undefined : column.format });
    }
  }
  for (const [at, column] of columns.entries()) prepare(workbook, sheet, column, columnName(at + 1));
}

function shownValue(value: CellValue) {
  return value !== null && typeof value === 'object' ? value.moment : value;
}

function setLook(
  cell: Cell,
  look: { readonly isBold: boolean; readonly readsFromRight: boolean; readonly format: string | undefined },
): void {
  const { isBold, readsFromRight, format } = look;
  cell.font = { ...FONT, bold: isBold };
  cell.alignment = {
    vertical: 'middle',
    wrapText: true,
    readingOrder: readsFromRight ? 'rtl' : 'ltr',
    horizontal: readsFromRight ? 'right' : 'left',
  };
  if (cell.value instanceof Date) cell.numFmt = MOMENT;
  else if (format !== undefined) cell.numFmt = format;
}

function prepare(workbook: Workbook, sheet: Worksheet, column: ColumnContent, letter: string): void {
  const cells = `${letter}2:${letter}${ROWS_PREPARED + 1}`;
  if (column.name !== undefined) {
    const [first = '', last = ''] = cells.split(':').map((cell) => cell.replace(letter, `$${letter}$`));
    workbook.definedNames.add(`'${sheet.name}'!${first}:${last}`, column.name);
  }
  if (column.choices === undefined) return;
  const list = 'column' in column.choices ? column.choices.column : `"${column.choices.join(',')}"`;
  const validation: DataValidation = {
    type: 'list',
    allowBlank: true,
    formulae: [list],
    // Input is checked when the file comes back, where the reason can be explained.
    showErrorMessage: false,
  };
  rulesOf(sheet).add(cells, validation);
}

/** The rules of a sheet for whole ranges, which the library supports and its types omit. */
function rulesOf(sheet: Worksheet): { add(range: string, validation: DataValidation): void } {
  return (sheet as unknown as { dataValidations: { add(range: string, rule: DataValidation): void } })
    .dataValidations;
}
