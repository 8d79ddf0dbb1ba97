import { searchableText } from '../text/persian.js';
import { readTypedMeanings } from '../text/typed-words.js';

const FILING_WORDS = [
  'register',
  'changeText',
  'changeCategory',
  'changePlace',
  'allTopics',
  'unknown',
  'noPlace',
  'sendLocation',
  'operator',
  'isRequest',
  'isQuestion',
  'meToo',
  'different',
  'goOn',
  'beginAnew',
] as const;

/** What citizens type instead of pressing a button while they file. */
export type FilingWord = (typeof FILING_WORDS)[number];

const words = readTypedMeanings('filing', FILING_WORDS, stripMarks);

/** The button that a typed text stands for, or undefined for any other text. */
export function filingWord(text: string): FilingWord | undefined {
  return words.meaningOf(text);
}

/** Letters, digits and single spaces: a text without emoji and punctuation. */
export function stripMarks(text: string): string {
  return searchableText(text)
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
