import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { LOCALES, type Locale } from '../config.js';
import { packageRoot } from '../package-root.js';
import { isOneMistakeApart } from './one-mistake.js';
import { searchableText } from './persian.js';

/** What the words of a closed set of meanings say, in any language. */
export interface TypedMeanings<Meaning extends string> {
  /** What a text as a whole means, or undefined for any other text. */
  meaningOf(text: string): Meaning | undefined;
  /**
   * What a single word with at most one slip in it means: a word of at least five letters that is close to those of one
   * meaning only.
   */
  meaningNear(word: string): Meaning | undefined;
  /** What follows the words of a meaning at the beginning of a text; undefined for another beginning or nothing after it. */
  restAfter(meaning: Meaning, text: string): string | undefined;
  /** The first spelling in the first of the languages, for what is written to be read again. */
  spellingOf(meaning: Meaning): string;
}

/**
 * Reads the words that people may type, one file a language: `locales/<language>/typed/<name>.json`. People
 * may type any language, whatever the bot speaks to them. Throws for a file that is missing or malformed: the
 * program cannot understand people without it.
 */
export function readTypedWords<Words>(
  name: string,
  schema: z.ZodType<Words>,
): readonly (readonly [Locale, Words])[] {
  return LOCALES.map((locale) => {
    const path = join(packageRoot, 'locales', locale, 'typed', `${name}.json`);
    return [locale, schema.parse(JSON.parse(readFileSync(path, 'utf8')))] as const;
  });
}

/** The shortest word in which a slip is looked for: of a shorter one too many others are close. */
const FEWEST_LETTERS = 5;

/**
 * Reads the words for each of these meanings, as `readTypedWords` does; every language has to name every meaning,
 * also one for which it has no words. `fold` is the form in which texts are compared. Throws where two meanings
 * share a spelling: a typed word has to mean one thing.
 */
export function readTypedMeanings<const Meaning extends string>(
  name: string,
  meanings: readonly Meaning[],
  fold: (text: string) => string = searchableText,
): TypedMeanings<Meaning> {
  const spellings = z.array(z.string().min(1)).readonly();
  const schema = z.strictObject(Object.fromEntries(meanings.map((meaning) => [meaning, spellings])));
  const all = readTypedWords(name, schema).flatMap(([, words]) =>
    meanings.flatMap((meaning) => (words[meaning] ?? []).map((spelling) => ({ meaning, spelling }))),
  );
  const found = new Map<string, Meaning>();
  for (const { meaning, spelling } of all) {
    const other = found.get(fold(spelling)) ?? meaning;
    if (other !== meaning) throw new Error(`${name}: ${other} and ${meaning} share «${spelling}».`);
    found.set(fold(spelling), meaning);
  }
  const longestFirst = [...found].sort(([one], [other]) => other.length - one.length);
  return {
    meaningOf: (text) => found.get(fold(text)),
    meaningNear(word) {
      const typed = fold(word);
      if (found.has(typed) || !isLongWord(typed)) return found.get(typed);
      const near = [...found].filter(
        ([spelling]) => isLongWord(spelling) && isOneMistakeApart(typed, spelling),
      );
      const meant = new Set(near.map(([, meaning]) => meaning));
      return meant.size === 1 ? [...meant][0] : undefined;
    },
    spellingOf: (of) => all.find(({ meaning }) => meaning === of)?.spelling ?? of,
    restAfter(meaning, text) {
      const typed = fold(text);
      const begun = longestFirst.find(([word, of]) => of === meaning && typed.startsWith(`${word} `));
      return begun === undefined ? undefined : typed.slice(begun[0].length + 1);
    },
  };
}

function isLongWord(folded: string): boolean {
  return [...folded].length >= FEWEST_LETTERS && !folded.includes(' ');
}
