import type { City } from '../../../src/organization/city.js';
import { TEMPLATE_CITY } from '../../../src/organization/setup/city-workbook.js';
import { archiveOf } from '../../workbooks/archives.js';
import { dryRun, setCell, sheetOf, workbook } from './workbooks.js';

const UNITS = 'واحدها';
const POSITIONS = 'سمت‌ها';
const CATEGORIES = 'موضوع‌ها';
const PRESENT: City = { ...TEMPLATE_CITY, districts: [] };

async function problemsIn(bytes: Buffer): Promise<readonly string[]> {
  const result = await dryRun(bytes, PRESENT);
  if (result.ok) return [];
  return result.problems.map(({ code, place }) => {
    const cell = `${place.column ?? ''}${place.row ?? ''}`;
    return [code, place.sheet, cell].filter((part) => part !== undefined && part !== '').join(' ');
  });
}

const cell = (sheet: Parameters<typeof setCell>[1], address: string, value: unknown) => () =>
  workbook((book) => setCell(book, sheet, address, value));
const change = (edit: Parameters<typeof workbook>[0]) => () => workbook(edit);
const bytes = (content: Buffer) => async () => content;

const broken: readonly (readonly [string, () => Promise<Buffer>, readonly string[]])[] = [
  ['nothing at all', bytes(Buffer.alloc(0)), ['emptyFile']],
  ['no archive', bytes(Buffer.from('PK but no archive')), ['notAWorkbook']],
  ['an archive of something else', bytes(archiveOf('a.txt', Buffer.from('hello'))), ['notAWorkbook']],
  ['an archive that is cut short', async () => (await workbook()).subarray(0, 4_000), ['notAWorkbook']],
  ['a workbook of before 2007', bytes(Buffer.from('d0cf11e0a1b11ae1', 'hex')), ['oldWorkbook']],
  [
    'a workbook with a password',
    bytes(
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ),
    ['lockedWorkbook'],
  ],
  [
    'titles above the headers, once for a sheet',
    change((book) => {
      for (const name of [UNITS, POSITIONS] as const) sheetOf(book, name).insertRow(1, ['فهرست شهرداری']);
    }),
    [`headerNotFirst ${UNITS} 2`, `headerNotFirst ${POSITIONS} 2`],
  ],
  ['neither a workbook nor JSON', bytes(Buffer.from('کد، نام')), ['unknownFile']],
  [
    'an archive that unpacks to more than it says',
    bytes(archiveOf('xl/worksheets/sheet1.xml', Buffer.alloc(40 * 1024 * 1024), 100)),
    ['tooLarge'],
  ],
  ['a missing sheet', change((book) => book.removeWorksheet(sheetOf(book, POSITIONS).id)), ['missingSheet']],
  [
    'a sheet with no header',
    change((book) => {
      book.removeWorksheet(sheetOf(book, POSITIONS).id);
      book.addWorksheet(POSITIONS);
    }),
    [`missingColumn ${POSITIONS} 1`, `missingColumn ${POSITIONS} 1`, `missingColumn ${POSITIONS} 1`],
  ],
  [
    'a wrong header',
    cell(POSITIONS, 'B1', 'اداره'),
    [`unknownColumn ${POSITIONS} B1`, `missingColumn ${POSITIONS} 1`],
  ],
  ['a header that is too much', cell(POSITIONS, 'K1', 'یادداشت'), [`unknownColumn ${POSITIONS} K1`]],
  ['a header twice', cell(POSITIONS, 'K1', 'code'), [`columnTwice ${POSITIONS} K1`]],
  [
    'no mayor',
    cell(POSITIONS, 'F2', 'district-1-mayor'),
    [`noTop ${POSITIONS}`, `circle ${POSITIONS} F2`, `circle ${POSITIONS} F3`, `noHead ${UNITS} A2`].filter(
      (problem) => !problem.startsWith('noHead'),
    ),
  ],
  ['two mayors', cell(POSITIONS, 'F3', null), [`severalTops ${POSITIONS} F2`, `severalTops ${POSITIONS} F3`]],
  [
    'a circle',
    cell(POSITIONS, 'F3', 'district-1-civil-works-head'),
    [`circle ${POSITIONS} F3`, `circle ${POSITIONS} F4`, `noHead ${UNITS} A3`],
  ],
  [
    'a position twice',
    cell(POSITIONS, 'A3', 'mayor'),
    [`repeated ${POSITIONS} A3`, `circle ${POSITIONS} F3`, `unknownSuperior ${POSITIONS} F4`],
  ],
  ['a superior that is not there', cell(POSITIONS, 'F3', 'nobody'), [`unknownSuperior ${POSITIONS} F3`]],
  ['a unit that is not there', cell(POSITIONS, 'B3', 'district-9'), [`unknownUnit ${POSITIONS} B3`]],
  ['a position without a unit', cell(POSITIONS, 'B3', '  '), [`missing ${POSITIONS} B3`]],
  ['a position without a name', cell(POSITIONS, 'C3', null), [`missing ${POSITIONS} C3`]],
  ['a code with a space', cell(POSITIONS, 'A2', 'the mayor'), [`badCode ${POSITIONS} A2`]],
  ['a name that is too long', cell(POSITIONS, 'C2', 'ش'.repeat(91)), [`nameTooLong ${POSITIONS} C2`]],
  ['a name that is a date', cell(POSITIONS, 'C2', new Date(0)), [`notText ${POSITIONS} C2`]],
  ['negative hours', cell(POSITIONS, 'G3', -3), [`badHours ${POSITIONS} G3`]],
  ['hours in words', cell(POSITIONS, 'G3', 'خیلی زود'), [`badHours ${POSITIONS} G3`]],
  ['a formula', cell(POSITIONS, 'G3', { formula: 'A1+1', result: 48 }), [`formula ${POSITIONS} G3`]],
  ['a formula of a header', cell(POSITIONS, 'G1', { formula: 'A1' }), [`unknownColumn ${POSITIONS} G1`]],
  [
    'a value that Excel could not make',
    cell(POSITIONS, 'G3', { error: '#N/A' }),
    [`cellError ${POSITIONS} G3`],
  ],
  [
    'merged cells',
    change((book) => sheetOf(book, POSITIONS).mergeCells('C3:C4')),
    [`merged ${POSITIONS} C3`, `merged ${POSITIONS} C4`],
  ],
  ['an unknown kind of unit', cell(UNITS, 'B3', 'اداره'), [`badKind ${UNITS} B3`]],
  ['neither yes nor no', cell(UNITS, 'F3', 'شاید'), [`notYesOrNo ${UNITS} F3`]],
  ['a door of another unit', cell(UNITS, 'H3', 'civil-works: mayor'), [`foreignDoor ${UNITS} H3`]],
  ['doors that are none', cell(UNITS, 'H3', 'همه'), [`badDoors ${UNITS} H3`]],
  ['a day that is none', cell(UNITS, 'G3', 'بهار'), [`badMoment ${UNITS} G3`]],
  ['a category without a route', cell(CATEGORIES, 'I2', null), [`missing ${CATEGORIES} I2`]],
  ['a route that leads nowhere', cell(CATEGORIES, 'I2', 'منطقه: lights'), [`noDoor ${CATEGORIES} I2`]],
  ['a route to no unit', cell(CATEGORIES, 'I2', 'واحد: moon'), [`routeToNoUnit ${CATEGORIES} I2`]],
  ['a route of another kind', cell(CATEGORIES, 'I2', 'شهردار'), [`badRoute ${CATEGORIES} I2`]],
  [
    'a category twice',
    change((book) => {
      const sheet = sheetOf(book, CATEGORIES);
      sheet.addRow(sheet.getRow(2).values);
    }),
    [`repeated ${CATEGORIES} E3`],
  ],
  [
    'a group with two names',
    change((book) => {
      const sheet = sheetOf(book, CATEGORIES);
      sheet.addRow(sheet.getRow(2).values);
      setCell(book, CATEGORIES, 'B3', 'چراغ‌ها');
      setCell(book, CATEGORIES, 'E3', 'lamp');
    }),
    [`otherGroupName ${CATEGORIES} B3`],
  ],
  [
    'too many rows',
    change((book) => {
      for (let row = 0; row < 5_001; row += 1) sheetOf(book, POSITIONS).addRow(['x']);
    }),
    [`tooManyRows ${POSITIONS}`],
  ],
];

it.each(broken)('says what is wrong with %s, and where', async (_name, make, expected) => {
  const found = await problemsIn(await make());
  expect(new Set(found)).toEqual(new Set(expected));
});

it('finds nothing in the template', async () => {
  expect(await problemsIn(await workbook())).toEqual([]);
});
