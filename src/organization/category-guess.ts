import { searchable } from '../text/persian.js';
import type { Category, CategoryGroup } from './city.js';

const MOST_GUESSES = 3;
/** What a word of the title counts beside a keyword: titles are long and general. */
const TITLE_WEIGHT = 0.4;
const SHORTEST_TITLE_WORD = 4;

/** Finds the categories that texts are about. */
export interface CategoryGuess {
  /**
   * Categories that a text is likely about, the likeliest first, at most three. A keyword counts where a word
   * of the text begins with it, since Persian adds its endings behind; the longer keyword counts more.
   */
  guess(text: string): readonly Category[];
  /** Whether a text has a keyword of any category; the general words of their titles say too little. */
  isNamedIn(text: string): boolean;
}

/** A category with its words in the form in which they are searched. */
interface Searched {
  readonly category: Category;
  readonly keywords: readonly string[];
  readonly titleWords: readonly string[];
}

/** The guess for the categories of a city. */
export function createCategoryGuess(groups: readonly CategoryGroup[]): CategoryGuess {
  const searched: readonly Searched[] = groups
    .flatMap(({ categories }) => categories)
    .map((category) => ({
      category,
      keywords: category.keywords.map(wordsOf),
      titleWords: wordsOf(category.title.fa)
        .split(' ')
        .filter((word) => word.length >= SHORTEST_TITLE_WORD),
    }));

  return {
    guess(text) {
      const words = ` ${wordsOf(text)}`;
      return searched
        .map((one) => ({ category: one.category, score: scoreOf(one, words) }))
        .filter(({ score }) => score > 0)
        .sort((left, right) => right.score - left.score)
        .slice(0, MOST_GUESSES)
        .map(({ category }) => category);
    },
    isNamedIn(text) {
      const words = ` ${wordsOf(text)}`;
      return searched.some(({ keywords }) => keywords.some((keyword) => begins(keyword, words)));
    },
  };
}

function scoreOf({ keywords, titleWords }: Searched, words: string): number {
  const lengthFound = (parts: readonly string[]) =>
    parts.filter((part) => begins(part, words)).reduce((sum, part) => sum + part.length, 0);
  return lengthFound(keywords) + TITLE_WEIGHT * lengthFound(titleWords);
}

function begins(part: string, words: string): boolean {
  return words.includes(` ${part}`);
}

/** The words alone, so that a comma or a half-space does not hide a keyword. */
function wordsOf(text: string): string {
  return searchable(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
