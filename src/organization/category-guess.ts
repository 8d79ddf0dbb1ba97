import { searchable } from '../text/persian.js';
import type { Category, CategoryGroup } from './city.js';

const MOST_GUESSES = 3;
/** What a word of the title counts beside a keyword: titles are long and general. */
const TITLE_WEIGHT = 0.4;
const SHORTEST_TITLE_WORD = 4;

/**
 * Categories that a text is likely about, the likeliest first, at most three. A keyword counts where a word
 * of the text begins with it, since Persian adds its endings behind; the longer keyword counts more.
 */
export function guessCategories(text: string, groups: readonly CategoryGroup[]): readonly Category[] {
  const words = ` ${wordsOf(text)}`;
  return groups
    .flatMap(({ categories }) => categories)
    .map((category) => ({ category, score: scoreOf(category, words) }))
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .slice(0, MOST_GUESSES)
    .map(({ category }) => category);
}

/** Whether a text has a keyword of any category; the general words of their titles say too little. */
export function namesCategory(text: string, groups: readonly CategoryGroup[]): boolean {
  const words = ` ${wordsOf(text)}`;
  return groups.some(({ categories }) =>
    categories.some((category) => keywordsIn(category, words).length > 0),
  );
}

function keywordsIn({ keywords }: Category, words: string): readonly string[] {
  return keywords.map(wordsOf).filter((keyword) => words.includes(` ${keyword}`));
}

function scoreOf(category: Category, words: string): number {
  const { title } = category;
  const found = keywordsIn(category, words);
  const ofTitle = wordsOf(title.fa)
    .split(' ')
    .filter((word) => word.length >= SHORTEST_TITLE_WORD && words.includes(` ${word}`));
  const length = (parts: readonly string[]) => parts.reduce((sum, part) => sum + part.length, 0);
  return length(found) + TITLE_WEIGHT * length(ofTitle);
}

/** The words alone, so that a comma or a half-space does not hide a keyword. */
function wordsOf(text: string): string {
  return searchable(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
