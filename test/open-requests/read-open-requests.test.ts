import exceljs from 'exceljs';
import { readOpenRequests } from '../../src/open-requests/read-open-requests.js';
import { readTable } from '../../src/open-requests/read-table.js';
import { fc } from '../support/seeded.js';

const ZONE = 'Asia/Tehran';
const read = (text: string | Buffer) => readOpenRequests(Buffer.from(text), ZONE);

/** The cells of a file, row by row. */
async function cellsOf(text: string): Promise<readonly (readonly unknown[])[] | string> {
  const table = await readTable(Buffer.from(text));
  if (!table.ok) return table.because;
  return table.rows.map(({ cells }) =>
    [...cells.values()].map((cell) => (cell.ok ? cell.content : cell.code)),
  );
}

it('reads a CSV file of any spreadsheet program, with the names of the columns in any language', async () => {
  const lines = [
    '\ufeffشماره;شرح درخواست;تلفن;موضوع;منطقه;نشانی;مهلت;چیز دیگر',
    '140509-1;"چاله؛ ""عمیق""\r\nجلوی دبستان";۰۹۱۵۱۲۳۴۵۶۷;چاله;۹;خیابان امامت ۱۲;۱۴۰۵/۰۹/۲۰ ۱۴:۰۰;x',
    '',
    '140509-2;چراغ خاموش است;;;;;;',
  ];
  expect(await read(lines.join('\r\n'))).toEqual({
    ok: true,
    rows: [
      {
        row: 2,
        values: {
          number: '140509-1',
          text: 'چاله؛ "عمیق"\nجلوی دبستان',
          phone: '۰۹۱۵۱۲۳۴۵۶۷',
          category: 'چاله',
          district: '۹',
          address: 'خیابان امامت ۱۲',
        },
        dueAt: new Date('2026-12-11T10:30:00Z'),
      },
      { row: 4, values: { number: '140509-2', text: 'چراغ خاموش است' } },
    ],
  });
  expect(await read('Number,Description\n1,A hole')).toMatchObject({ rows: [{ values: { number: '1' } }] });
});

it('reads the first sheet of a workbook, with numbers and dates as they are shown', async () => {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('خروجی');
  sheet.addRow(['شماره', 'شرح', 'تلفن', 'مهلت']);
  sheet.addRow([118231, 'چاله', 9151234567, new Date('2026-12-11T14:00:00Z')]);
  sheet.addRow([118232, 'چاله', { formula: '1+1', result: 2 }]);
  workbook.addWorksheet('دیگر').addRow(['شماره', 'شرح']);
  expect(await read(Buffer.from(await workbook.xlsx.writeBuffer()))).toEqual({
    ok: true,
    rows: [
      {
        row: 2,
        values: { number: '118231', text: 'چاله', phone: '9151234567' },
        dueAt: new Date('2026-12-11T10:30:00Z'),
      },
      { row: 3, values: { number: '118232', text: 'چاله' }, wrong: { field: 'phone', because: 'formula' } },
    ],
  });
});

it.each([
  ['emptyFile', ''],
  ['notATable', Buffer.from([0, 1, 2, 3])],
  ['notATable', Buffer.from('PK not a zip')],
  ['notATable', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0])],
  ['quoteLeftOpen', 'شماره,شرح\n1,"چاله'],
  ['noHeader', 'a,b\n1,2'],
  ['missingColumn', 'شماره,تلفن\n1,2'],
  ['columnTwice', 'شماره,شرح,متن\n1,2,3'],
  ['noRows', 'شماره,شرح\n,\n'],
  ['tooManyRows', `شماره,شرح\n${'1,چاله\n'.repeat(5_001)}`],
])('says %s of a file that cannot be read', async (because, bytes) => {
  expect(await read(bytes)).toMatchObject({ ok: false, because });
});

it('reads every table that is written as CSV as it was', async () => {
  const cell = fc.string({ unit: fc.constantFrom('"', ',', '\n', ';', ' ', 'ی', '1', '\r'), maxLength: 6 });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const quoted = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
      // The first line has no other separator, as a line of headers.
      const text = ['"h","h"', ...quoted].join('\r\n');
      expect(await cellsOf(text)).toEqual([['h', 'h'], ...rows]);
    }),
  );
});
