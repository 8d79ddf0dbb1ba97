import { countParts, textForTelephones } from '../../src/sms/parts.js';

it.each([
  ['one part of Persian', 'آ'.repeat(70), 1],
  ['two parts of Persian', 'آ'.repeat(71), 2],
  ['two full parts of Persian', 'آ'.repeat(134), 2],
  ['three parts of Persian', 'آ'.repeat(135), 3],
  ['a half-space counts one', `${'آ'.repeat(69)}\u200C`, 1],
  ['a sign outside of the plane counts two', `${'آ'.repeat(69)}🚨`, 2],
  ['one part of Latin', 'a'.repeat(160), 1],
  ['two parts of Latin', 'a'.repeat(161), 2],
  ['three parts of Latin', 'a'.repeat(307), 3],
  ['signs of the extended alphabet count two', '€'.repeat(81), 2],
  ['one Persian sign makes all of it wide', `${'a'.repeat(70)}آ`, 2],
  ['nothing', '', 1],
])('counts %s', (_name, text, parts) => {
  expect(countParts(text)).toBe(parts);
});

it('writes Persian letters, and no marks of direction', () => {
  expect(textForTelephones('كد \u2068۱۲۳\u2069 علي')).toBe('کد ۱۲۳ علی');
});

it('writes a code in one piece, which no telephone can turn around', () => {
  expect(textForTelephones('درخواست \u2068۱۲۳-۴۵۶-۷۸۹۴\u2069: منطقه ۹')).toBe('درخواست ۱۲۳۴۵۶۷۸۹۴: منطقه ۹');
  expect(textForTelephones('Request \u2068123-456-7894\u2069, 3-4 days')).toBe(
    'Request 1234567894, 3-4 days',
  );
});
