import { z } from 'zod';
import { searchableText } from './persian.js';
import { readTypedWords } from './typed-words.js';

const spellings = z.array(z.string().min(1)).readonly();
const questionWords = z.strictObject({
  /** Words of a question after something that one has asked for. */
  asks: spellings,
  /** Words of a question after the way to do something. */
  how: spellings,
  /** Ends of a text by which it is oneself who does it, or anybody; none where `how` says so. */
  ownEndings: spellings,
});

const languages = readTypedWords('questions', questionWords).map(([, { asks, how, ownEndings }]) => ({
  asks: asks.map(searchableText),
  how: how.map(searchableText),
  ownEndings: ownEndings.map(searchableText),
}));

const MARK = /[?؟]/;

/** True for a text that asks how something stands: it has a question mark, or a word that asks. */
export function asksHowItStands(text: string): boolean {
  const words = wordsOf(text).split(' ');
  return MARK.test(text) || languages.some(({ asks }) => words.some((word) => asks.includes(word)));
}

/** True for a text that asks how or where one does something: «کارت بلیت را از کجا بگیرم؟». */
export function asksHowToDo(text: string): boolean {
  const words = wordsOf(text);
  return languages.some(
    ({ how, ownEndings }) =>
      (ownEndings.length === 0 || ownEndings.some((ending) => words.endsWith(ending))) &&
      how.some((asked) =>
        ownEndings.length === 0 ? words.startsWith(asked) : ` ${words} `.includes(` ${asked} `),
      ),
  );
}

/** The words of a text in their searchable form, with single spaces between them. */
function wordsOf(text: string): string {
  return searchableText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
