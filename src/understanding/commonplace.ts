import { z } from 'zod';
import { foldedWords } from '../text/folding.js';
import { readTypedWords } from '../text/typed-words.js';

const languages = readTypedWords(
  'commonplace',
  z.strictObject({ words: z.array(z.string().min(1)).readonly() }),
);
const COMMONPLACE: ReadonlySet<string> = new Set(
  languages.flatMap(([, { words }]) => words.flatMap((word) => foldedWords(word))),
);

/**
 * True for a text of which every word fits any matter: «این را درست کنید». Examples of one topic may happen to have more
 * such words than others; that says nothing of what is meant.
 */
export function isCommonplace(text: string): boolean {
  return foldedWords(text).every((word) => COMMONPLACE.has(word));
}
