/** The characters with which spreadsheet programs begin a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** The mark at the beginning of a CSV file from which Excel knows that the text is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as CSV (RFC 4180) in UTF-8, with a byte order mark for Excel. A cell that a spreadsheet would take
 * for a formula begins with an apostrophe, which makes it a text.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from(`${BYTE_ORDER_MARK}${rows.map(csvLine).join('')}`);
}

/** One line of a table, with its line break. */
export function csvLine(row: readonly string[]): string {
  return `${row.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
