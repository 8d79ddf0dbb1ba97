import { foldedWords, joinWords, soundsOf, spacedWords } from '../../src/text/folding.js';

it.each([
  ['دست\u200Cفروش', 'دستفروش'],
  ['دست فروش', 'دستفروش'],
  ['آب\u200Cگرفتگی', 'آبگرفتگی'],
  ['دست\u200Cانداز', 'دستانداز'],
  ['منطقۀ ۹', 'منطقه 9'],
  ['منطقهٔ ۹', 'منطقه ۹'],
  ['ا\u0653ب', 'آب'],
  ['كوچه ي ما', 'کوچه ی ما'],
  ['محلّهٔ ما', 'محله ما'],
  ['ﺳﻼم', 'سلام'],
  ['１２', '۱۲'],
  ['ســـطل', 'سطل'],
])('compares %j and %j as one', (one, other) => {
  expect(joinWords(one)).toBe(joinWords(other));
});

it.each([
  ['خیلیییی بده', 'خیلی بده'],
  ['مذاحم', 'مزاحم'],
  ['حیات', 'حیاط'],
  ['خط ۱۲', 'خط ۸۳'],
])('guesses %j as %j', (one, other) => {
  expect(foldedWords(one)).toEqual(foldedWords(other));
});

it('gives no words for a text without letters and digits', () => {
  expect(foldedWords('👍 !!!')).toEqual([]);
  expect(spacedWords('👍 !!!')).toBe('');
});

it.each([
  ['chaleh', 'چاله'],
  ['cheragh', 'چراغ'],
  ['zobale', 'زباله'],
  ['khiaboon', 'خیابون'],
  ['derakht', 'درخت'],
  ['asfalt', 'آسفالت'],
  ['parking', 'پارکینگ'],
])('hears %s as %s', (latin, persian) => {
  expect(soundsOf(latin)).toBe(soundsOf(persian));
});
