import { readTypedMeanings } from '../text/typed-words.js';
import { stripMarks } from './words.js';

const ANSWER_WORDS = ['agree', 'withoutPhone', 'yes', 'no'] as const;

/** What people type instead of pressing a button that agrees, declines or leaves out the number. */
export type AnswerWord = (typeof ANSWER_WORDS)[number];

const words = readTypedMeanings('answers', ANSWER_WORDS, stripMarks);

/** The button that a typed text stands for, or undefined for any other text. */
export function answerWord(text: string): AnswerWord | undefined {
  return words.meaningOf(text);
}
