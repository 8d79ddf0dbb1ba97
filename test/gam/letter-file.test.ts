import { join } from 'node:path';
import { readActFile, writeLetterFile, writeReceiptFile } from '../../src/gam/letter-files/letter-file.js';
import { type FileMapping, fileMapping } from '../../src/gam/letter-files/mapping.js';
import { readAt, readXml } from '../../src/gam/letter-files/read-xml.js';
import { readGamMapping } from '../../src/gam/mapping.js';
import { packageRoot } from '../../src/package-root.js';
import { withoutNonXml } from '../../src/text/xml.js';
import { readXml as isSound } from '../../src/workbooks/xml.js';
import { fc } from '../support/seeded.js';
import { LETTER } from './letters.js';

const EXAMPLE = 'city/mashhad/gam-files.json';
const NOW = new Date('2026-12-01T06:30:00Z');

let mapping: FileMapping;
beforeAll(async () => {
  const shipped = await readGamMapping(join(packageRoot, EXAMPLE), { schema: fileMapping, example: EXAMPLE });
  mapping = { ...shipped, positions: { head: '9-120' } };
});

/** What stands in a file of ours, by the places of the mapping. */
function read<Name extends string>(text: string, places: Readonly<Record<Name, FileMapping['root']>>) {
  const found = readXml(Buffer.from(text));
  if ('problem' in found) throw new Error(found.problem);
  const values = Object.entries<FileMapping['root']>(places).map(
    ([name, place]) => [name, readAt(found.root, place)] as const,
  );
  return { root: found.root, values: Object.fromEntries(values) as Record<Name, string | undefined> };
}

/** A file of Gam, with these elements. */
const file = (inside: string) =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Letter>${inside}</Letter>`);
const coded = (text: string) => Buffer.from(text).toString('base64').replace(/.{20}/g, '$&\n');
const FIRST =
  '<LetterNo>د/۷</LetterNo><RelatedLetters><RelatedLetter LetterNo="1234567894-2" No="۲"/></RelatedLetters>';

it('writes each thing at its place, with the words and codes of the mapping', () => {
  const text = writeLetterFile({ ...LETTER, deadline: NOW }, { mapping, operation: 'update', now: NOW });
  const { values, root } = read(text, mapping.letter);
  expect(values).toMatchObject({
    id: LETTER.id,
    version: '3',
    kind: 'داخلی',
    operation: 'اصلاح',
    writtenAt: '2026-12-01T06:30:00.000Z',
    receiverCode: '9-120',
    receiverTitle: LETTER.receiver,
    priority: 'آنی',
    text: LETTER.text,
    deadline: '2026-12-01T06:30:00.000Z',
  });
  expect(root.children.find(({ name }) => name === 'Links')?.children.map((link) => link.text)).toEqual(
    LETTER.links,
  );
  expect(root.children.find(({ name }) => name === 'Protocol')?.attributes).toEqual(
    new Map([
      ['Name', 'ECE'],
      ['Version', '1.01'],
    ]),
  );
});

it('brings any text through a file unharmed, and is well-formed whatever was written', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        '',
        ']]>',
        '<!DOCTYPE x [<!ENTITY y "z">]>&y;',
        '\u0000\uFFFE\uD800',
        '&#0;',
        '"\t\n\r\'',
        'سلام‌ها',
      ),
      (any, hostile) => {
        const words = `${any}${hostile}`;
        const text = writeLetterFile(
          { ...LETTER, text: words, receiver: words, standing: words, marginNotes: [words] },
          { mapping, operation: 'put', now: NOW },
        );
        expect(isSound(Buffer.from(text), { open: () => undefined })).toBe(true);
        const { values } = read(text, mapping.letter);
        expect(values.text).toBe(Buffer.from(words).toString());
        expect(values.receiverTitle).toBe(withoutNonXml(words).trim());
        expect(values.standing).toBe(withoutNonXml(words).trim());
      },
    ),
  );
});

it('says in a receipt what became of an act, and what the desk reads', () => {
  const options = { mapping, id: 'receipt-1', now: NOW };
  expect(read(writeReceiptFile('د/۷', { kind: 'accepted' }, options), mapping.receipt).values).toMatchObject({
    id: 'receipt-1',
    kind: 'رسید',
    about: 'د/۷',
    result: 'پذیرفته شد',
    sentence: '',
  });
  const refused = { kind: 'refused', sentence: 'پاسخ داده شده است.' } as const;
  expect(read(writeReceiptFile('د/۷', refused, options), mapping.receipt).values).toMatchObject({
    result: 'پذیرفته نشد',
    sentence: 'پاسخ داده شده است.',
  });
});

it.each([
  [
    `<LetterKind>پاسخ</LetterKind><Result>در دست اقدام</Result><Date>۲۰ آذر</Date><Origins><Origin>${coded('پر می‌شود.')}</Origin></Origins>`,
    { kind: 'answer', outcome: 'planned', text: 'پر می‌شود.', day: '۲۰ آذر' },
  ],
  [
    `<LetterKind> استعلام </LetterKind><Origins><Origin>${coded('کدام سمت؟')}</Origin></Origins>`,
    { kind: 'question', text: 'کدام سمت؟' },
  ],
  ['<LetterKind>ارجاع</LetterKind><Receiver Code="9-120"/>', { kind: 'referral', to: 'head' }],
  [
    '<LetterKind>رسيد</LetterKind><Result>پذيرفته شد</Result><IndicatorNo>۱۲/۵</IndicatorNo>',
    { kind: 'letterReceipt', indicator: '۱۲/۵' },
  ],
  [
    '<LetterKind>رسید</LetterKind><Result>پذیرفته نشد</Result><Sentence>این سمت نیست.</Sentence>',
    { kind: 'letterReceipt', refusedBecause: 'این سمت نیست.' },
  ],
  ['<LetterKind>بایگانی</LetterKind>', { kind: 'unreadable' }],
  // An answer that was scanned.
  [
    '<LetterKind>پاسخ</LetterKind><Result>انجام شد</Result><Origins><Origin>SUkqAP//</Origin></Origins>',
    { kind: 'unreadable' },
  ],
])('reads what was done: %s', (inside, content) => {
  const read = readActFile(file(`${FIRST}<Sender Position="رئیس"/>${inside}`), mapping);
  expect(read).toMatchObject({ act: { id: 'د/۷', letter: LETTER.id, signer: 'رئیس', content } });
});

it.each([
  ['utf16', (text: string) => Buffer.from(`\uFEFF${text.replace('UTF-8', 'UTF-16')}`, 'utf16le')],
  ['windows-1256', (text: string) => inArabicWindows(text.replace('UTF-8', 'windows-1256'))],
])('reads a file in %s', (_encoding, encode) => {
  const text = file(`<LetterNo>7</LetterNo><LetterKind>پاسخ</LetterKind>`).toString();
  const read = readXml(encode(text));
  expect('root' in read ? read.root.children.at(-1)?.text : read).toBe('پاسخ');
});

/** The letters of «پاسخ» and ASCII, as a program of Windows writes them. */
function inArabicWindows(text: string): Buffer {
  const bytes: Readonly<Record<string, number>> = { پ: 0x81, ا: 0xc7, س: 0xd3, خ: 0xce };
  return Buffer.from([...text].map((sign) => bytes[sign] ?? sign.charCodeAt(0)));
}

it.each([
  ['nothing', Buffer.alloc(0), 'cutShort'],
  ['its beginning', file(FIRST).subarray(0, 60), 'cutShort'],
  ['half a letter of the alphabet at its end', file(FIRST).subarray(0, 52), 'cutShort'],
  ['room for what comes', Buffer.concat([file(FIRST).subarray(0, 90), Buffer.alloc(4096)]), 'cutShort'],
  ['a document type', Buffer.from('<!DOCTYPE Letter SYSTEM "file:///etc/passwd"><Letter/>'), 'doctype'],
  [
    'entities inside entities',
    Buffer.from('<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><Letter>&c;</Letter>'),
    'doctype',
  ],
  ['an unknown entity', file('&who;'), 'malformed'],
  ['something behind its end', Buffer.from('<Letter/><Letter/>'), 'malformed'],
  ['elements without end', file('<a>'.repeat(40)), 'tooDeep'],
  ['too many elements', file('<a/>'.repeat(5_001)), 'tooMany'],
  ['letters of no encoding', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xff, 0x41]), 'encoding'],
  ['an encoding nobody knows', Buffer.from('<?xml version="1.0" encoding="x-secret"?><Letter/>'), 'encoding'],
  ['another root', Buffer.from('<Invoice/>'), 'otherRoot'],
  ['no number', file('<LetterKind>پاسخ</LetterKind>'), 'noNumber'],
])('refuses a file with %s', (_what, bytes, problem) => {
  expect(readActFile(bytes, mapping)).toEqual({ problem });
});

it.each([
  [{ root: 'a/b' }, 'root'],
  [{ fixed: { '<a>': 'b' } }, 'fixed'],
  [{ letter: { id: '' } }, 'letter.id'],
  [{ act: undefined }, 'act'],
])('names what is wrong with a mapping: %j', async (change, path) => {
  const { readFile } = await import('node:fs/promises');
  const shipped = JSON.parse(await readFile(join(packageRoot, EXAMPLE), 'utf8'));
  const parsed = fileMapping.safeParse({
    ...shipped,
    ...change,
    letter: { ...shipped.letter, ...('letter' in change ? change.letter : {}) },
  });
  const paths = parsed.error?.issues.map((issue) => issue.path.join('.')) ?? [];
  expect(paths).toContain(path);
});
