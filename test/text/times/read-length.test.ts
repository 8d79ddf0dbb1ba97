import { readLength } from '../../../src/text/times/read-length.js';

const HOUR_MS = 3_600_000;

it.each([
  ['۲ روز', 48],
  ['یک روز و نیم', 36],
  ['۱٫۵ روز', 36],
  ['۱.۵ روز', 36],
  ['1/5 روز', 36],
  ['2.5 hours', 2.5],
  ['۱۲ ساعت بیشتر', 12],
])('reads «%s» as a length', (typed, hours) => {
  expect(readLength(typed)).toBe(hours * HOUR_MS);
});

it.each(['1.5', '۱۵.۱۰', '۱٫۵ مهر', 'فردا', '12/5 apples'])('takes «%s» for none', (typed) => {
  expect(readLength(typed)).toBeUndefined();
});
