import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LOCALES } from '../../src/config.js';
import { packageRoot } from '../../src/package-root.js';

/** Sentences to citizens that end a way; files, and keys in them. */
const ENDS: readonly (readonly [string, string])[] = [
  ['citizenRefusal', ''],
  ['citizen', 'deadButton'],
  ['citizen', 'nothingOpen'],
  ['citizen', 'expired'],
  ['citizen', 'wrongKind'],
  ['citizen', 'unknownCommand'],
  ['filing', 'cancelled'],
  ['filing', 'expired'],
  ['filing', 'oldReview'],
  ['requests', 'unfollowed'],
  ['requests', 'unknown'],
  ['supply', 'cancelled'],
];

/** All sentences below a key. */
function sentencesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(sentencesIn) : [];
}

it.each(LOCALES)(
  'says the next step in every sentence to citizens that ends a way, in %s',
  async (locale) => {
    for (const [file, key] of ENDS) {
      const path = join(packageRoot, 'locales', locale, `${file}.json`);
      const texts: Readonly<Record<string, unknown>> = JSON.parse(await readFile(path, 'utf8'));
      for (const text of sentencesIn(key === '' ? texts : texts[key])) {
        // What has happened is one sentence, what can be done now is another.
        const parts = text.split(/[.؟?](?:\s|$)|؛/).filter((part) => part.trim() !== '');
        expect([file, text, parts.length > 1]).toEqual([file, text, true]);
      }
    }
  },
);
