/** What spreadsheet programs take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as CSV (RFC 4180) in UTF-8, with the mark by which Excel knows that it is that. A cell that a
 * spreadsheet would take for a formula begins with an apostrophe, which makes it a text.
 */
export function writeCsv(rows: readonly (readonly string[])[]): Buffer {
  const written = rows.map((row) => row.map(cell).join(','));
  return Buffer.from(`${BYTE_ORDER_MARK}${written.join('\r\n')}\r\n`);
}

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
