import { rawCodesIn } from './raw-codes.js';

it('finds the codes of the city in a text and on a button, and no other words', () => {
  expect(rawCodesIn('منطقه محل، حوزه \u2068civil-works\u2069')).toEqual(['civil-works']);
  expect(rawCodesIn('به district-9 می‌رسد')).toEqual(['district-9']);
  expect(rawCodesIn('کد: district-9')).toEqual([]);
  expect(rawCodesIn('e-mail، ۱۲۳-۴۵۶، civil-works-of-nobody')).toEqual([]);
});
