import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../src/config.js';
import { packageRoot } from '../../src/package-root.js';

/** A row of the glossary: a term in its forms, and the words that must not stand for it. */
interface Term {
  readonly locale: Locale;
  readonly forms: readonly string[];
  readonly never: readonly string[];
}

const glossary = readFileSync(join(packageRoot, 'docs/glossary.md'), 'utf8');
const terms: readonly Term[] = LOCALES.flatMap((locale) => {
  const [, section = ''] = glossary.split(`\n## ${locale}\n`);
  const [table = ''] = section.split('\n## ');
  const rows = table.split('\n').filter((line) => /^\|(?! term|-)/.test(line));
  return rows.map((line) => {
    const [, forms = '', , never = ''] = line.split('|').map(wordsIn);
    return { locale, forms: [...forms], never: [...never] };
  });
});

function wordsIn(cell: string): readonly string[] {
  return cell.split(/[،,]/).flatMap((word) => word.trim() || []);
}

const texts = new Map(
  LOCALES.map((locale) => {
    const folder = join(packageRoot, 'locales', locale);
    const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return [
      locale,
      names.flatMap((name) =>
        leavesOf(JSON.parse(readFileSync(join(folder, name), 'utf8')), name.slice(0, -5)),
      ),
    ];
  }),
);

/** Every text with its key; what stands in braces is no word that anybody reads. */
function leavesOf(value: unknown, key: string): readonly { readonly key: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ key, text: value.replace(/\{\{[^}]*\}\}|https?:\S+/g, '·') }];
  return Object.entries(value ?? {}).flatMap(([name, inner]) => leavesOf(inner, `${key}.${name}`));
}

/** A word as it stands in a text: in Latin letters whole, in Arabic ones with whatever is attached to it. */
function pattern(word: string): RegExp {
  return /^[a-z -]+$/i.test(word) ? new RegExp(`\\b${word}\\b`, 'gi') : new RegExp(word, 'g');
}

it.each(LOCALES)('has terms and texts to compare, in %s', (locale) => {
  expect(terms.filter((term) => term.locale === locale).length).toBeGreaterThan(9);
  expect(texts.get(locale)?.length).toBeGreaterThan(500);
});

it.each(terms)('says $forms and none of its variants, in $locale', ({ locale, forms, never }) => {
  const found = (texts.get(locale) ?? []).flatMap(({ key, text }) => {
    // The longest form first, so that no shorter one leaves a part of it behind.
    const longestFirst = forms.toSorted((one, other) => other.length - one.length);
    const rest = longestFirst.reduce((left, form) => left.replaceAll(pattern(form), '·'), text);
    return never.filter((word) => pattern(word).test(rest)).map((word) => `${key}: ${word}: ${text}`);
  });
  expect(found).toEqual([]);
});
