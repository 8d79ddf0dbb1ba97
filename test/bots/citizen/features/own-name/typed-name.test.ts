import { readName } from '../../../../../bots/citizen/features/own-name/typed-name.js';

it.each([
  ['  زهرا   کریمی ', { ok: true, name: 'زهرا کریمی' }],
  ['علی\u202Eرضا\n', { ok: true, name: 'علیرضا' }],
  ['👍', { ok: false, problem: 'emptyName' }],
  ['\u200F \u200C', { ok: false, problem: 'emptyName' }],
  ['ن'.repeat(61), { ok: false, problem: 'longName' }],
])('reads the name «%s»', (typed, read) => {
  expect(readName(typed)).toEqual(read);
});
