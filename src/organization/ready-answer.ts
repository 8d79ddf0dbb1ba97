import { searchableText } from '../text/persian.js';
import type { ReadyAnswer } from './city.js';

/**
 * The canned answer to a text that asks for nothing more, or undefined for one that may be a request: at
 * least half of its words must be keywords, not counting a greeting or thanks. A courtesy must be the whole
 * text. `isAboutCategory` tells whether the text also names something that citizens may request: then it is
 * treated as a request, since a request mistaken for a question would be lost.
 */
export type FindReadyAnswer = (
  text: string,
  isAboutCategory: (text: string) => boolean,
) => ReadyAnswer | undefined;

/** An answer with its keywords, word by word, in their searchable form. */
interface Searched {
  readonly answer: ReadyAnswer;
  readonly keywords: readonly (readonly string[])[];
}

/** Makes the search for the canned answers of a city. */
export function createReadyAnswers(answers: readonly ReadyAnswer[]): FindReadyAnswer {
  const searched: readonly Searched[] = answers.map((answer) => ({
    answer,
    keywords: answer.keywords.map(wordsOf),
  }));
  const courtesies = searched.filter(({ answer }) => answer.courtesy === true);
  const questions = searched.filter(({ answer }) => answer.courtesy !== true);
  const politeWords = courtesies.flatMap(({ keywords }) => keywords);

  return (text, isAboutCategory) => {
    const words = wordsOf(text);
    const polite = covered(words, politeWords, isSame);
    const rest = words.filter((_, index) => !polite.has(index));
    if (rest.length === 0) return widest(courtesies, words, isSame).answer;
    const { answer, count } = widest(questions, rest, isBeginning);
    return count * 2 >= rest.length && !isAboutCategory(text) ? answer : undefined;
  };
}

/** The answer whose keywords cover the most words, the first of several; undefined if none covers any. */
function widest(
  answers: readonly Searched[],
  words: readonly string[],
  isLast: Comparison,
): { readonly answer?: ReadyAnswer; readonly count: number } {
  return answers.reduce<{ readonly answer?: ReadyAnswer; readonly count: number }>(
    (best, { answer, keywords }) => {
      const count = covered(words, keywords, isLast).size;
      return count > best.count ? { answer, count } : best;
    },
    { count: 0 },
  );
}

/** Whether a word of a text matches the last word of a keyword. */
type Comparison = (word: string, ofKeyword: string) => boolean;

const isSame: Comparison = (word, ofKeyword) => word === ofKeyword;
/** Persian adds its endings behind the word: «گم کردم» matches «گم کرد». */
const isBeginning: Comparison = (word, ofKeyword) => word.startsWith(ofKeyword);

/** Indexes of the words that belong to one of the keywords. */
function covered(
  words: readonly string[],
  keywords: readonly (readonly string[])[],
  isLast: Comparison,
): ReadonlySet<number> {
  const found = new Set<number>();
  for (const keyword of keywords) {
    for (let start = 0; start + keyword.length <= words.length; start += 1) {
      const isHere = keyword.every((part, index) => {
        const word = words[start + index] ?? '';
        return index === keyword.length - 1 ? isLast(word, part) : word === part;
      });
      if (isHere) for (let index = 0; index < keyword.length; index += 1) found.add(start + index);
    }
  }
  return found;
}

function wordsOf(text: string): readonly string[] {
  return searchableText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
