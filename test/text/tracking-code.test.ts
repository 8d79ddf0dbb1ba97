import { findTrackingCode, isMeantAsCode, parseTrackingCode } from '../../src/text/tracking-code.js';

const CODE = { ok: true, code: '1234567894' };

describe('a text that is a tracking code', () => {
  it.each([
    'کد رهگیری ۱۲۳-۴۵۶-۷۸۹۴',
    'شماره پیگیری: 1234567894',
    'کد۱۲۳۴۵۶۷۸۹۴',
    'کدپیگیری۱۲۳ ۴۵۶ ۷۸۹۴',
    '１２３４５６７８９４',
    '123\u2011456\u20117894',
    '123\u2013456\u20147894',
    '123\u2212456\u22127894',
    '\u200f۱۲۳-۴۵۶-۷۸۹۴\u200f',
    '\u2067۱۲۳\u2069-۴۵۶-۷۸۹۴',
    '1234567894؟',
    'tracking code: 123-456-7894',
    'رقم المتابعة ١٢٣٤٥٦٧٨٩٤',
    'kod rahgiri 1234567894',
    '1234567894 کد رهگیری',
  ])('«%s» is read', (typed) => {
    expect(parseTrackingCode(typed)).toEqual(CODE);
    expect(findTrackingCode(typed)).toEqual(CODE);
  });

  it('is told when a digit of it is wrong', () => {
    for (const typed of ['1234567893', 'کد رهگیری ۱۲۳-۴۵۶-۷۸۹۳', 'کد ۱۲۳۴۵۶۷۸۹۳ چی شد']) {
      expect(findTrackingCode(typed)).toEqual({ ok: false, because: 'checkDigit' });
    }
  });
});

describe('a sentence', () => {
  it.each([
    'کد ۱۲۳۴۵۶۷۸۹۴ چی شد',
    '۱۲۳۴۵۶۷۸۹۴ چی شد؟',
    'سلام، کد رهگیری من ۱۲۳-۴۵۶-۷۸۹۴ است، کجاست؟',
    'کد ۱۲۳-۴۵۶-۷۸۹۴ ۲ روز پیش ثبت شد',
    'what about 123-456-7894 please',
    'ماذا حدث للطلب ١٢٣٤٥٦٧٨٩٤',
  ])('asks about a code: «%s»', (typed) => {
    expect(findTrackingCode(typed)).toEqual(CODE);
    expect(parseTrackingCode(typed)).toEqual({ ok: false, because: 'notACode' });
  });

  it.each([
    'شماره من 1234567893 است',
    'من دیروز 1234567893 رو دادم',
    'تلفن 09151234567',
    'چاله بزرگی در خیابان است که دیروز با کد ۱۲۳۴۵۶۷۸۹۴ هم گفتم و کسی نیامد و امروز بزرگ‌تر شده است',
    'پلاک ۱۲۳۴ منطقه ۵۶ واحد ۷۸۹۴',
    'سلام',
    '12345',
  ])('is about something else: «%s»', (typed) => {
    expect(findTrackingCode(typed)).toEqual({ ok: false, because: 'notACode' });
  });
});

it('knows a code with digits missing for one', () => {
  expect(['کد ۱۲۳۴۵۶', '123-456-789', 'شماره پیگیری ۱۲۳۴۵۶۷۸۹۴۵'].map(isMeantAsCode)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['پلاک ۱۲۳۴۵۶', '12345', 'کد'].map(isMeantAsCode)).toEqual([false, false, false]);
});
