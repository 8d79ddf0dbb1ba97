import { readSheets } from '../../src/workbooks/read-sheets.js';
import type { SheetCell } from '../../src/workbooks/sheet.js';
import { archiveOfAll } from './archives.js';

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';

/** What a workbook is made of; `prefix` stands before every name of the sheet's own parts. */
interface Made {
  readonly sheetData: string;
  readonly after?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  readonly properties?: string;
  readonly strings?: string;
  readonly formats?: string;
  readonly others?: Readonly<Record<string, string>>;
}

function packageOf(made: Made): Buffer {
  const { sheetData, after = '', prefix = '', namespace = SPREADSHEET, properties = '', others = {} } = made;
  const own = (xml: string) => (prefix === '' ? xml : xml.replace(/<(\/?)(\w)/g, `<$1${prefix}:$2`));
  const names = `${prefix === '' ? 'xmlns' : `xmlns:${prefix}`}="${namespace}" xmlns:r="${OFFICE}"`;
  const parts: Record<string, string> = {
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': own(
      `<workbook ${names}>${properties}<sheets><sheet name="برگه" sheetId="1" r:id="s"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="s" Type="${OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="t" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="u" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<?xml version="1.0"?>${own(`<worksheet ${names}><sheetData>${sheetData}</sheetData>${after}</worksheet>`)}`,
    'xl/sharedStrings.xml': own(`<sst ${names}>${made.strings ?? ''}</sst>`),
    'xl/styles.xml': own(`<styleSheet ${names}>${made.formats ?? ''}</styleSheet>`),
    ...others,
  };
  return archiveOfAll(Object.entries(parts).map(([name, xml]) => ({ name, content: Buffer.from(xml) })));
}

/** The cells of the first sheet by their addresses. */
async function cellsOf(made: Made): Promise<Readonly<Record<string, SheetCell>>> {
  const read = await readSheets(packageOf(made), () => true);
  if (!read.ok) throw new Error(read.because);
  const [sheet] = read.sheets;
  return Object.fromEntries(
    (sheet?.rows ?? []).flatMap(({ row, cells }) =>
      [...cells].map(([column, cell]) => [`${column}${row}`, cell]),
    ),
  );
}

const ok = (content: unknown) => ({ ok: true, content });
const STYLES = (...formats: readonly string[]) =>
  `<numFmts>${formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats.map((_code, at) => `<xf numFmtId="${164 + at}"/>`).join('')}<xf numFmtId="14"/></cellXfs>`;

it('reads texts, numbers and truths, wherever a program keeps them', async () => {
  const cells = await cellsOf({
    sheetData:
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>درون خانه</t></is></c><c r="C2"><v>48.5</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" t="str"><v>متن</v></c><c r="F2"/></row>',
    strings: '<si><r><t>چند </t></r><r><rPr/><t>قلم</t></r><rPh><t>خواندن</t></rPh></si>',
  });
  expect(cells).toEqual({
    A2: ok('چند قلم'),
    B2: ok('درون خانه'),
    C2: ok(48.5),
    D2: ok(true),
    E2: ok('متن'),
  });
});

it.each([
  ['with a prefix before every name, as ClosedXML writes them', { prefix: 'x' }],
  ['of the strict form', { namespace: STRICT }],
  [
    'with notes, drawings and rules beside its values',
    {
      after:
        '<dataValidations count="1"><dataValidation sqref="A1:XFD1048576"/></dataValidations><legacyDrawing r:id="d"/>',
      others: {
        'xl/comments/comment1.xml': '<comments>not even well formed',
        'xl/worksheets/_rels/sheet1.xml.rels': '<Relationships/>',
      },
    },
  ],
  ['without the addresses of its cells', { sheetData: '<row><c t="s"><v>0</v></c></row>' }],
])('reads a workbook %s', async (_what, made) => {
  const cells = await cellsOf({
    sheetData: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>',
    strings: '<si><t>شهردار</t></si>',
    ...made,
  });
  expect(cells).toEqual({ A1: ok('شهردار') });
});

it('takes a number for a moment or a time only where its cell shows one', async () => {
  const cells = await cellsOf({
    sheetData:
      '<row r="1"><c r="A1" s="1"><v>48</v></c><c r="B1" s="2"><v>2</v></c><c r="C1" s="3"><v>46357.333333333336</v></c><c r="D1" s="4"><v>46357</v></c><c r="E1" s="5"><v>0.5</v></c><c r="F1" s="6"><v>46357</v></c></row>',
    formats: STYLES(
      '0&quot;h&quot;',
      '[h]:mm:ss',
      'yyyy/mm/dd hh:mm',
      '[$-fa-IR,96]dd mmmm yyyy',
      '#,##0.00 [$ریال]',
    ),
  });
  expect(cells).toEqual({
    A1: ok(48),
    B1: ok({ kind: 'duration', hours: 48 }),
    C1: ok({ kind: 'moment', shown: new Date('2026-12-01T08:00:00Z') }),
    D1: ok({ kind: 'moment', shown: new Date('2026-12-01T00:00:00Z') }),
    E1: ok(0.5),
    F1: ok({ kind: 'moment', shown: new Date('2026-12-01T00:00:00Z') }),
  });
});

it('counts days from 1904 where the workbook does', async () => {
  const cells = await cellsOf({
    sheetData: '<row r="1"><c r="A1" s="1"><v>44895</v></c></row>',
    properties: '<workbookPr date1904="1"/>',
    formats: STYLES('yyyy-mm-dd'),
  });
  expect(cells).toEqual({ A1: ok({ kind: 'moment', shown: new Date('2026-12-01T00:00:00Z') }) });
});

it('gives no value for formulas, errors of the program, and parts of a merged range', async () => {
  const cells = await cellsOf({
    sheetData:
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#N/A</v></c><c r="C1"><v>1</v></c></row><row r="2"><c r="C2"><v>5</v></c></row>',
    after: '<mergeCells><mergeCell ref="C1:C1048576"/></mergeCells>',
  });
  expect(cells).toEqual({
    A1: { ok: false, code: 'formula' },
    B1: { ok: false, code: 'cellError' },
    C1: { ok: false, code: 'merged' },
    C2: { ok: false, code: 'merged' },
  });
});

it('does not grow with the numbers that a workbook names', async () => {
  const cells = await cellsOf({
    sheetData:
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1" spans="1:16384"><c r="A1"><v>2</v></c></row>',
    after: `<cols><col min="1" max="16384"/></cols>${'<mergeCells><mergeCell ref="A2:XFD1048575"/></mergeCells>'}`,
  });
  expect(cells).toEqual({ A1: ok(2), XFD1048576: ok(1) });
});

it('refuses ranges that merge more cells than a sheet of a city can have', async () => {
  const row = (number: number) => `<row r="${number}"><c r="XFD${number}"><v>1</v></c></row>`;
  const bytes = packageOf({
    sheetData: Array.from({ length: 20 }, (_, at) => row(at + 1)).join(''),
    after: '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
  });
  expect(await readSheets(bytes, () => true)).toEqual({ ok: false, because: 'tooLarge' });
});

it.each([
  ['an archive of something else', [['a.txt', 'hello']], 'notAWorkbook'],
  ['a sheet that is no XML', [['xl/workbook.xml', '<workbook><sheets>']], 'notAWorkbook'],
  [
    'a document of LibreOffice',
    [['mimetype', 'application/vnd.oasis.opendocument.spreadsheet']],
    'otherSpreadsheet',
  ],
  ['a binary workbook', [['xl/workbook.bin', '']], 'otherSpreadsheet'],
] as const)('says that %s is none of its kind', async (_what, entries, because) => {
  const bytes = archiveOfAll(entries.map(([name, text]) => ({ name, content: Buffer.from(text) })));
  expect(await readSheets(bytes, () => true)).toEqual({ ok: false, because });
});

it('expands no entities that a document brings along', async () => {
  const bytes = packageOf({ sheetData: '<row r="1"><c r="A1" t="str"><v>&big;</v></c></row>' });
  expect(await readSheets(bytes, () => true)).toEqual({ ok: false, because: 'notAWorkbook' });
});
