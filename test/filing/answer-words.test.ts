import { answerWord } from '../../src/filing/answer-words.js';

it.each([
  ['می پذیرم', 'agree'],
  ['بله.', 'yes'],
  ['نه', 'no'],
  ['بدون شماره', 'withoutPhone'],
  ['چاله', undefined],
])('takes «%s» for its button', (typed, word) => {
  expect(answerWord(typed)).toBe(word);
});
