import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toMarkdown, writeHarmless } from '../../src/bale/markdown.js';
import { LOCALES } from '../../src/config.js';
import { packageRoot } from '../../src/package-root.js';
import { type MarkdownReading, readMarkdown } from '../../src/simulator/bale/markdown.js';
import { type FormattedText, parseHtml } from '../../src/simulator/html-entities.js';
import { escapeHtml } from '../../src/text/html.js';
import { READERS, renderersIn, subjectsWith } from '../messages/every-renderer.js';
import { fc } from '../support/seeded.js';

const READINGS: readonly MarkdownReading['marksCount'][] = ['betweenSpaces', 'atEndsToo', 'anywhere'];
const SIGNS: Readonly<Record<string, string>> = { '∗': '*', ˍ: '_', "'": '`', '{': '[', '}': ']' };

/** What somebody reads, without what only stands for something else: a look-alike, a code in an address, spaces. */
function said(text: string): string {
  return text
    .replace(/[∗ˍ'{}]/g, (sign) => SIGNS[sign] ?? sign)
    .replace(/%(?:2A|5F|60|5B|5D)/g, (code) => decodeURIComponent(code))
    .replace(/▎ /g, '')
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .join('\n');
}

/** The words that are shown in bold. */
function boldWords({ text, entities }: FormattedText): readonly string[] {
  return entities
    .filter(({ type }) => type === 'bold')
    .flatMap(({ offset, length }) => said(text.slice(offset, offset + length)).split(/\s+/))
    .filter((word) => word !== '');
}

/** Words of people: signs that mean something in Markdown, addresses, and what is next to them. */
const wordsOfPeople = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        '\n',
        '*',
        '_',
        '`',
        '```',
        '[',
        ']',
        '(',
        ')',
        '](',
        'https://a.ir/',
        '«',
        '‌',
        '،',
      ),
      fc.constantFrom(
        'چراغ',
        'a_b',
        '*پررنگ*',
        '_کج_',
        '[اینجا](https://a.ir)',
        '```[عنوان]متن```',
        '@mashhad_137',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

it.each(READINGS)(
  'makes nothing bold, no link and no instant view of what people write, read %s',
  (marksCount) => {
    fc.assert(
      fc.property(wordsOfPeople, (words) => {
        const shown = readMarkdown(writeHarmless(words), { marksCount });
        expect(shown.entities).toEqual([]);
        expect(said(shown.text)).toBe(said(words));
      }),
    );
  },
);

it.each(READINGS)(
  'keeps what is ours marked, and nothing of a person, within one text, read %s',
  (marksCount) => {
    fc.assert(
      fc.property(wordsOfPeople, wordsOfPeople, (name, words) => {
        const html = `سلام <b>${escapeHtml(name)}</b>\nموضوع: <b>آب</b>، ${escapeHtml(words)}`;
        const shown = readMarkdown(toMarkdown(html), { marksCount });
        expect(said(shown.text)).toBe(said(`سلام ${name}\nموضوع: آب، ${words}`));
        expect(new Set(shown.entities.map(({ type }) => type))).toEqual(new Set(['bold']));
        expect(boldWords(shown)).toEqual(expect.arrayContaining(['آب،']));
      }),
    );
  },
);

it('leaves the addresses of people leading where they led', () => {
  expect(writeHarmless('ببینید https://a.ir/x_y/_z_?q=[1]* و *این*')).toBe(
    'ببینید https://a.ir/x_y/%5Fz%5F?q=%5B1%5D%2A و ∗این∗',
  );
});

it('changes no sign of a key or an address of our own', () => {
  expect(toMarkdown('کلید:\n<code>pk_ab_-_x</code>')).toBe('کلید:\npk_ab_-_x');
});

it('takes whatever touches a bold word into the mark, so that no space is put before a colon', () => {
  expect(toMarkdown('<b>موضوع</b>: آب')).toBe(' *موضوع:* آب');
  expect(toMarkdown('«<b>موضوع</b>»')).toBe(' *«موضوع»* ');
  expect(toMarkdown('<b>یک</b> <b>دو</b>')).toBe(' *یک دو* ');
});

it('writes each line of a quotation with a bar', () => {
  expect(toMarkdown('گفت:\n<blockquote>یک\nدو</blockquote>')).toBe('گفت:\n▎ یک\n▎ دو');
});

it('gives up the marks of a text that would be too long with them', () => {
  const html = Array.from({ length: 4096 / 4 }, () => '<b>آب</b>x ').join('');
  const text = toMarkdown(html);
  expect(text).not.toContain('*');
  expect(text).toHaveLength(4096);
});

/** Every text of the product: those of the files, and those that the renderers put together. */
const OURS = LOCALES.flatMap((locale) => {
  const folder = join(packageRoot, 'locales', locale);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const written = files.flatMap((file) => textsIn(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  const subjects = subjectsWith('چاله _بزرگ_ *اینجا* [راه](https://a.ir) ```[دید]متن``` است.');
  const rendered = Object.values(renderersIn(locale)).flatMap((by) =>
    READERS.flatMap((reader) => subjects.flatMap((subject) => by[reader]?.(subject) ?? [])),
  );
  return [
    { locale, of: 'the files', texts: written },
    { locale, of: 'the renderers', texts: [...new Set(rendered)] },
  ];
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What is wrong with a text of ours in Bale, in one reading; undefined where nothing is. */
function problemOf(html: string, marksCount: MarkdownReading['marksCount']): string | undefined {
  const meant = parseHtml(html);
  const shown = readMarkdown(toMarkdown(html), { marksCount });
  const bold = boldWords(shown).join(' ');
  const isSame = said(shown.text) === said(meant.text);
  const isOnlyMarked = shown.entities.every(({ type }) => type === 'bold' || type === 'italic');
  const isBold = boldWords(meant).every((word) => bold.includes(word));
  return isSame && isOnlyMarked && isBold ? undefined : `${html}\n${toMarkdown(html)}`;
}

it.each(OURS)('says in $locale all that $of say, with bold where they have it', ({ texts }) => {
  expect(texts.length).toBeGreaterThan(100);
  const problems = texts.flatMap((html) =>
    READINGS.flatMap((marksCount) => problemOf(html, marksCount) ?? []),
  );
  expect(problems).toEqual([]);
});
