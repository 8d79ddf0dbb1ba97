import { mashhad } from './mashhad.js';

const numbersOf = (text: string) =>
  [...mashhad.findDistricts(text)].map((code) => code.replace('district-', '')).sort();

it.each([
  ['الهیه', ['12']],
  ['قاسم‌آباد', ['10', '11']],
  ['قاسم آباد، بلوار شاهد ۲۰', ['10']],
  ['بلوار وکیل‌آباد', ['11', '9']],
  ['خیابان احمدآباد', ['1']],
  ['ahmadabad street', ['1']],
  ['ghasem abad', ['10', '11']],
  ['جلوی خانه ما', []],
  ['', []],
])('finds the districts of «%s»', (text, expected) => {
  expect(numbersOf(text)).toEqual(expected);
});
