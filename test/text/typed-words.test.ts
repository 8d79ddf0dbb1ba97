import { z } from 'zod';
import { LOCALES } from '../../src/config.js';
import { readTypedMeanings, readTypedWords } from '../../src/text/typed-words.js';

const outcomes = readTypedMeanings('outcomes', ['done', 'planned', 'notPossible']);

it.each([
  ['انجام شد', 'done'],
  ['  DONE ', 'done'],
  ['غير ممكن', 'notPossible'],
])('hears %j in any of the languages', (text, meaning) => {
  expect(outcomes.meaningOf(text)).toBe(meaning);
});

it.each(['', 'انجام شد؟ نه', 'nothing'])('hears nothing in %j', (text) => {
  expect(outcomes.meaningOf(text)).toBeUndefined();
});

it('takes the longest words at the beginning of a text, and gives the rest', () => {
  expect(outcomes.restAfter('planned', 'انجام می‌شود تا فردا')).toBe('تا فردا');
  expect(outcomes.restAfter('planned', 'Will be done tomorrow')).toBe('tomorrow');
});

it('gives no rest where nothing follows', () => {
  expect(outcomes.restAfter('planned', 'انجام می‌شود')).toBeUndefined();
});

it('gives what is written to be read again in the first of the languages', () => {
  expect(readTypedMeanings('yes-or-no', ['yes', 'no']).spellingOf('no')).toBe('خیر');
});

it('reads a file for every language of the product', () => {
  const read = readTypedWords('outcomes', z.unknown());
  expect(read.map(([locale]) => locale)).toEqual(LOCALES);
});

it('refuses to start where a language lacks a meaning', () => {
  expect(() => readTypedMeanings('outcomes', ['done', 'planned', 'notPossible', 'other'])).toThrow('other');
});
