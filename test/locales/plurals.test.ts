import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../src/config.js';
import { packageRoot } from '../../src/package-root.js';
import { loadTexts, type Texts } from '../../src/text/texts.js';

/** Numbers of which one at least falls into each plural form of the three languages. */
const COUNTS = [0, 1, 2, 3, 11, 100];
const PLURAL = /_(zero|one|two|few|many|other)$/;
/** Persian nouns stay as they are beside a number. */
const INFLECTING: readonly Locale[] = ['en', 'ar'];
/** Words that are the same beside every number. */
const INVARIABLE = /^(of|more|changed|من|غيرها)$/;

let texts: Texts;
const raw = new Map<Locale, ReadonlyMap<string, string>>();

beforeAll(async () => {
  texts = await loadTexts({ folder: join(packageRoot, 'locales'), defaultLocale: 'fa' });
  for (const locale of LOCALES) raw.set(locale, await readRaw(locale));
});

async function readRaw(locale: Locale): Promise<ReadonlyMap<string, string>> {
  const folder = join(packageRoot, 'locales', locale);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const found = await Promise.all(
    names.map(async (name) =>
      leavesOf(JSON.parse(await readFile(join(folder, name), 'utf8')), name.slice(0, -5)),
    ),
  );
  return new Map(found.flat());
}

function leavesOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

const textsOf = (locale: Locale) => raw.get(locale) ?? new Map<string, string>();

/** The keys that have a count in any language, without the endings of their plurals. */
function countedKeys(): readonly string[] {
  const keys = LOCALES.flatMap((locale) =>
    [...textsOf(locale)].flatMap(([key, text]) =>
      PLURAL.test(key) || text.includes('{{count}}') ? [key.replace(PLURAL, '')] : [],
    ),
  );
  return [...new Set(keys)];
}

it('has a form for every number, in every language', () => {
  const keys = countedKeys();
  expect(keys.length).toBeGreaterThan(60);
  for (const locale of LOCALES) {
    for (const key of keys) {
      for (const count of COUNTS) expect(texts.plain(locale, key, { count })).not.toMatch(/\{\{count\}\}|^$/);
    }
  }
});

it.each(INFLECTING)('never leaves a noun beside a number in one form only, in %s', (locale) => {
  const wrong = [...textsOf(locale)].flatMap(([key, text]) => {
    const beside = /\{\{count\}\}\s+(\p{L}+)/u.exec(text)?.[1];
    return beside === undefined || INVARIABLE.test(beside) || PLURAL.test(key) ? [] : [`${key}: ${text}`];
  });
  expect(wrong).toEqual([]);
});

it.each(LOCALES)('has every form of a plural that %s knows', (locale) => {
  const rules = new Intl.PluralRules(locale);
  const needed = new Set(COUNTS.map((count) => rules.select(count)));
  const inflected = new Set(
    [...textsOf(locale).keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')),
  );
  const missing = [...inflected].flatMap((key) =>
    [...needed].flatMap((form) => (textsOf(locale).has(`${key}_${form}`) ? [] : [`${key}_${form}`])),
  );
  expect(missing).toEqual([]);
});

it('says one, two, a few and many in the words of the language', () => {
  const said = (locale: Locale, key: string) =>
    COUNTS.map((count) => texts.plain(locale, key, { count, mean: '4', low: '1' }));
  expect(said('en', 'structure.hours')).toEqual([
    '0 hours',
    '1 hour',
    '2 hours',
    '3 hours',
    '11 hours',
    '100 hours',
  ]);
  expect(said('ar', 'time.day')).toEqual(['٠ يوم', 'يوم واحد', 'يومان', '٣ أيام', '١١ يومًا', '١٠٠ يوم']);
  expect(said('ar', 'report.city.rating')[3]).toContain('٣ تقييمات');
  expect(said('ar', 'system.unsure')[2]).toContain('رسالتان');
});
