import {
  interrupted,
  keepAside,
  readAside,
  readName,
} from '../../../../../bots/citizen/features/profile-question/flow.js';
import { answerWord } from '../../../../../src/filing/answer-words.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';

const filing: Conversation = { flow: 'filing', step: 'review', version: 1, data: { texts: [] } };

it('keeps what it interrupts, also when another aside takes its place', () => {
  const kept = keepAside({ step: 'phone', askedAt: 7, paused: filing });
  expect(readAside(kept)).toEqual({ step: 'phone', askedAt: 7, paused: filing });
  expect(interrupted(kept)).toEqual(filing);
  expect(interrupted(filing)).toEqual(filing);
});

it('is not read out of another flow, an older shape or an unknown step', () => {
  const kept = keepAside({ step: 'name', paused: null });
  for (const conversation of [null, filing, { ...kept, version: 0 }, { ...kept, step: 'shoeSize' }]) {
    expect(readAside(conversation)).toBeUndefined();
  }
});

it.each([
  ['  زهرا   کریمی ', { ok: true, name: 'زهرا کریمی' }],
  ['علی\u202Eرضا\n', { ok: true, name: 'علیرضا' }],
  ['👍', { ok: false, problem: 'emptyName' }],
  ['\u200F \u200C', { ok: false, problem: 'emptyName' }],
  ['ن'.repeat(61), { ok: false, problem: 'longName' }],
])('reads the name «%s»', (typed, read) => {
  expect(readName(typed)).toEqual(read);
});

it.each([
  ['می پذیرم', 'agree'],
  ['بله.', 'yes'],
  ['نه', 'no'],
  ['بدون شماره', 'withoutPhone'],
  ['چاله', undefined],
])('takes «%s» for its button', (typed, word) => {
  expect(answerWord(typed)).toBe(word);
});
