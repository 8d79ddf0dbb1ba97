import { LOCALES } from '../../src/config.js';
import { layOutRow, writingDirection } from '../../src/text/direction.js';

it('writes Persian and Arabic from right to left', () => {
  expect(LOCALES.map((locale) => [locale, writingDirection(locale)])).toEqual([
    ['fa', 'rtl'],
    ['en', 'ltr'],
    ['ar', 'rtl'],
  ]);
});

it('lays a row out in the direction in which it is read', () => {
  expect(layOutRow([1, 2, 3], 'fa')).toEqual([3, 2, 1]);
  expect(layOutRow([1, 2, 3], 'en')).toEqual([1, 2, 3]);
});
