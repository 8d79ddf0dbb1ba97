import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.js';

const FOLDER = join(packageRoot, 'locales/fa');

/** The rows of the glossary: a term, and the words that must not stand for it. */
const terms = readFileSync(join(packageRoot, 'docs/glossary.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, term = '', , never = ''] = line.split('|').map((cell) => cell.trim());
    return /\p{Script=Arabic}/u.test(term)
      ? [{ term, never: never.split('،').flatMap((word) => word.trim() || []) }]
      : [];
  });

const texts = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, text: readFileSync(join(FOLDER, name), 'utf8') }));

it('has terms and texts to compare', () => {
  expect([terms.length > 5, texts.length > 20]).toEqual([true, true]);
});

it.each(terms)('says «$term» and none of its variants', ({ never }) => {
  const found = texts.flatMap(({ name, text }) =>
    never.filter((word) => text.includes(word)).map((word) => `${name}: ${word}`),
  );
  expect(found).toEqual([]);
});
