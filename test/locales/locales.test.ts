import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCALES } from '../../src/config.js';
import { packageRoot } from '../../src/package-root.js';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const TAGS = ['b', 'i', 'code', 'blockquote'];

type Texts = ReadonlyMap<string, string>;
const texts = new Map<string, Texts>();
let sources: readonly string[];

beforeAll(async () => {
  for (const locale of LOCALES) texts.set(locale, await readTexts(locale));
  sources = await readSources();
});

function textsOf(locale: string): Texts {
  return texts.get(locale) ?? new Map();
}

async function readTexts(locale: string): Promise<Texts> {
  const folder = join(packageRoot, 'locales', locale);
  const found = new Map<string, string>();
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.json'))) {
    const content: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
    for (const [key, text] of leavesOf(content, name.replace(/\.json$/, ''))) found.set(key, text);
  }
  return found;
}

function leavesOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null)
    throw new Error(`${path} is neither a text nor a group of texts.`);
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
}

async function readSources(): Promise<readonly string[]> {
  const files = await Promise.all(
    ['src', 'bots', 'jobs'].map((folder) => readdir(join(packageRoot, folder), { recursive: true })),
  );
  const paths = ['src', 'bots', 'jobs'].flatMap((folder, index) =>
    (files[index] ?? [])
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(packageRoot, folder, name)),
  );
  return Promise.all(paths.map((path) => readFile(path, 'utf8')));
}

const baseKeys = (locale: string) =>
  new Set([...textsOf(locale).keys()].map((key) => key.replace(PLURAL, '')));
const placesIn = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name));

it.each(LOCALES.filter((locale) => locale !== 'fa'))(
  'has every text of the Persian in %s, and no other',
  (locale) => {
    const persian = baseKeys('fa');
    const other = baseKeys(locale);
    expect([...persian].filter((key) => !other.has(key))).toEqual([]);
    expect([...other].filter((key) => !persian.has(key))).toEqual([]);
  },
);

it.each(LOCALES.filter((locale) => locale !== 'fa'))(
  'fills the same places in %s as in Persian',
  (locale) => {
    const places = (of: string, key: string) =>
      new Set(
        [...textsOf(of)]
          .filter(([one]) => one.replace(PLURAL, '') === key)
          .flatMap(([, text]) => [...placesIn(text)]),
      );
    const different = [...baseKeys('fa')].filter((key) => {
      const here = places(locale, key);
      const there = places('fa', key);
      return here.size !== there.size || [...here].some((name) => !there.has(name));
    });
    expect(different).toEqual([]);
  },
);

it.each(LOCALES)(
  'closes every tag that it opens, and uses only those that Telegram knows, in %s',
  (locale) => {
    const wrong = [...textsOf(locale)].filter(([, text]) => {
      const open: string[] = [];
      for (const [, slash, tag = ''] of text.matchAll(/<(\/?)([a-z]+)>/g)) {
        if (!TAGS.includes(tag)) return true;
        if (slash === '') open.push(tag);
        else if (open.pop() !== tag) return true;
      }
      return open.length > 0 || /<(?!\/?(?:b|i|code|blockquote)>)/.test(text);
    });
    expect(wrong.map(([key]) => key)).toEqual([]);
  },
);

it.each(LOCALES)(
  'has none of the direction marks that Telegram strips, no space at an end, no empty text, in %s',
  (locale) => {
    const wrong = [...textsOf(locale)].filter(
      ([key, text]) =>
        /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/.test(text) ||
        (text.trim() === '' && !PLURAL.test(key)) ||
        (text !== text.trim() && key !== 'timeline.line'),
    );
    expect(wrong.map(([key]) => key)).toEqual([]);
  },
);

it('writes Persian with Persian letters and digits, and begins no line with Latin', () => {
  const wrong = [...textsOf('fa')].filter(([key, text]) => {
    if (key.endsWith('language.en')) return false;
    const shown = text.replace(/\{\{\w+\}\}/g, '').replace(/<\/?[a-z]+>/g, '');
    return /[يك0-9٠-٩]/.test(shown) || /^[A-Za-z]/m.test(shown);
  });
  expect(wrong.map(([key]) => key)).toEqual([]);
});

/** Longer than any title, name or date that fills a place of a text. */
const LONGEST_VALUE = 'م'.repeat(90);
/** A tracking code, as it is written in a sentence. */
const CODE = '\u2068۱۲۳-۴۵۶-۷۸۹۴\u2069';

it.each(LOCALES)('stays within what Telegram takes, whatever fills its places, in %s', (locale) => {
  const wrong = [...textsOf(locale)].flatMap(([key, text]) => {
    const shown = text
      .replaceAll('{{code}}', CODE)
      .replace(/\{\{\w+\}\}/g, LONGEST_VALUE)
      .replace(/<\/?[a-z]+>/g, '');
    return [...shown].length > mostOf(key) ? [`${key}: ${[...shown].length}`] : [];
  });
  expect(wrong).toEqual([]);
});

/** Code points that Telegram takes where a text is used (docs/telegram.md, 7). */
function mostOf(key: string): number {
  if (/^(citizen|staff)\.about\.short$/.test(key)) return 120;
  if (/^(citizen|staff)\.about\.description$/.test(key)) return 512;
  if (/\.command\./.test(key)) return 256;
  if (/[pP]laceholder$/.test(key)) return 64;
  // An answer to a press takes 200, of which a title or two may be a part.
  if (/^(citizenRefusal|staffRefusal)\./.test(key)) return 200;
  return 1_500;
}

it('has no text that nothing says', () => {
  const said = sources.flatMap((source) => [
    ...[...source.matchAll(/'([a-zA-Z]+(?:\.\w+)+)'/g)].map(([, key = '']) => exactly(key)),
    ...[...source.matchAll(/`([a-zA-Z]+\.[\w.]*\$\{[^`]*)`/g)].map(([, template = '']) => shapeOf(template)),
    // Of a flow, which says under what name its texts stand.
    ...[...source.matchAll(/`\$\{[\w.]+\.texts\}\.(\w+)`/g)].map(
      ([, name = '']) => new RegExp(`^\\w+\\.${name}$`),
    ),
  ]);
  said.push(...keysOfFlows().map(exactly));
  const unused = [...baseKeys('fa')].filter((key) => !said.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});

it('has the words with which every unfinished conversation is set aside and given up', () => {
  const known = baseKeys('fa');
  const keys = keysOfFlows().filter((key) => /\.(setAside|cancelled)$/.test(key));
  expect(keys.length).toBeGreaterThan(20);
  expect(keys.filter((key) => !known.has(key))).toEqual([]);
});

/**
 * The keys that the staff bot makes of the name of an unfinished flow, or of where its texts stand otherwise:
 * `${open.texts}.setAside` (bots/staff/interruption.ts).
 */
function keysOfFlows(): readonly string[] {
  const names = sources.flatMap((source) =>
    source
      .split('defineStaffFlow({')
      .slice(1)
      .filter((flow) => /^\s+unfinished\b/m.test(flow))
      .map((flow) => /^\s+texts: '([\w.]+)',/m.exec(flow)?.[1] ?? /^\s+name: '(\w+)',/.exec(flow)?.[1]),
  );
  const ends = sources.flatMap((source) =>
    [...source.matchAll(/`\$\{open\.texts\}\.(\w+)`/g)].map(([, end]) => end),
  );
  return names.flatMap((name) => ends.map((end) => `${name}.${end}`));
}

function exactly(key: string): RegExp {
  return new RegExp(`^${key.replaceAll('.', '\\.')}$`);
}

/** What a key looks like that a template makes: anything in the place of a value. */
function shapeOf(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '.+')}$`);
}
