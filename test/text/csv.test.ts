import { writeCsv } from '../../src/text/csv.js';

it('writes Persian so that Excel knows that it is UTF-8, and quotes what a cell may hold', () => {
  const bytes = writeCsv([
    ['زمان', 'همکار'],
    ['سه‌شنبه، ۳ آذر', 'گفت: "بله"\nو رفت'],
  ]);
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.toString().slice(1)).toBe('"زمان","همکار"\r\n"سه‌شنبه، ۳ آذر","گفت: ""بله""\nو رفت"\r\n');
});

it.each(['=1+1', '+98915', '-2', '@SUM(A1)', '\t=1', '\r=1'])('makes a text of %j, not a formula', (cell) => {
  expect(
    writeCsv([[cell]])
      .toString()
      .slice(1),
  ).toBe(`"'${cell}"\r\n`);
});
