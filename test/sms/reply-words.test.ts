import { readSms } from '../../src/sms/reply-words.js';

it.each([
  ['۷', 'accept', ''],
  ['7', 'accept', ''],
  [' ٧ ', 'accept', ''],
  ['«7».', 'accept', ''],
  ['تأیید', 'accept', ''],
  ['تاييد', 'accept', ''],
  ['تاییذ', 'accept', ''],
  ['تائيد ميكنم', 'accept', ''],
  ['می\u200Cپذیرم', 'accept', ''],
  ['حل شد', 'accept', ''],
  ['حل شد ممنون از شما', 'accept', 'ممنون از شما'],
  ['اعتراض ندارم', 'accept', ''],
  ['OK', 'yes', ''],
  ['taeed', 'accept', ''],
  ['۹', 'object', ''],
  ['اعتراض', 'object', ''],
  ['اعتراظ', 'object', ''],
  ['اعتارض', 'object', ''],
  ['اعتراض، چاله هنوز هست', 'object', 'چاله هنوز هست'],
  ['9 چاله هنوز هست', 'object', 'چاله هنوز هست'],
  ['حل نشد', 'object', ''],
  ['تایید نمی‌کنم', 'object', ''],
  ['راضی نیستم', 'object', ''],
  ['not solved', 'object', ''],
  ['أعترض', 'object', ''],
  ['بله', 'yes', ''],
  ['بلهههه', 'none', 'بلهههه'],
  ['آره حل شد', 'yes', 'حل شد'],
  ['۸', 'yes', ''],
  ['خیر', 'no', ''],
  ['نه حل نشده', 'no', 'حل نشده'],
  ['۰', 'no', ''],
  ['نعم', 'yes', ''],
  ['حل شد ولی دوباره خراب شد', 'none', 'حل شد ولی دوباره خراب شد'],
  ['بله هنوز چاله هست', 'none', 'بله هنوز چاله هست'],
  ['تایید نه', 'none', 'تایید نه'],
  ['سلام', 'none', 'سلام'],
])('reads %s as %s', (text, meaning, words) => {
  const said = readSms(text);
  expect([said.meaning ?? 'none', said.words]).toEqual([meaning, words]);
});

it.each(['۱', '2', '٣', '4', '5', '۵.'])('takes no mark from 1 to 5 for an opinion: %s', (text) => {
  expect(readSms(text)).not.toHaveProperty('meaning');
});

it.each([
  ['7 1234567894', 'accept', ''],
  ['۱۲۳-۴۵۶-۷۸۹۴ ۷', 'accept', ''],
  ['اعتراض کد ۱۲۳۴۵۶۷۸۹۴', 'object', 'کد'],
  ['اعتراض 1234567894 چاله هست', 'object', 'چاله هست'],
  ['1234567894', 'none', ''],
])('reads the code beside a word: %s', (text, meaning, words) => {
  const said = readSms(text);
  expect(said.code).toEqual({ ok: true, code: '1234567894' });
  expect([said.meaning ?? 'none', said.words]).toEqual([meaning, words]);
});

it('reads a number of a list', () => {
  expect(readSms('۶۲').number).toBe(62);
  expect(readSms('شماره 62 را')).not.toHaveProperty('number');
});
