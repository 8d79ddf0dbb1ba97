import {
  formatDateTime,
  formatDeadline,
  formatDuration,
  formatTimeLeft,
  parseDay,
} from '../../src/text/dates.js';
import { isolateDirection } from '../../src/text/direction.js';
import { escapeHtml, stripHtml, truncateHtml, visibleLength } from '../../src/text/html.js';
import { formatNumber } from '../../src/text/numbers.js';
import {
  canonicalText,
  codePoints,
  searchableText,
  splitText,
  truncateText,
  withoutControls,
} from '../../src/text/persian.js';
import { formatPhone, parsePhone } from '../../src/text/phone.js';
import {
  checkDigit,
  createTrackingCode,
  formatTrackingCode,
  isTrackingCode,
  parseTrackingCode,
} from '../../src/text/tracking-code.js';
import { fc } from '../support/seeded.js';

const TEHRAN = 'Asia/Tehran';

describe('Persian text', () => {
  it.each([
    ['خيابان كوهسنگي', 'خیابان کوهسنگی'],
    ['۱۲۳ ٤٥٦', '123 456'],
    ['  چاله   بزرگ ', 'چاله بزرگ'],
    ['\u202Bسلام\u202C\uFEFF', 'سلام'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'],
  ])('brings %j to its canonical form', (typed, expected) => {
    expect(canonicalText(typed)).toBe(expected);
  });

  it.each([
    ['می\u200Cخواهم', 'می خواهم'],
    ['مسئول', 'مسيول'],
    ['آسفالت', 'اسفالت'],
    ['محلّه', 'محله'],
    ['مدرسة', 'مدرسه'],
    ['شـــهر', 'شهر'],
  ])('finds %j by %j', (one, other) => {
    expect(searchableText(one)).toBe(searchableText(other));
  });

  it('keeps a person’s own words as typed, without what would disturb the text around them', () => {
    expect(withoutControls('آدرس: \u202Eabc\u0007 ۱۲\n«كوچه»')).toBe('آدرس: abc ۱۲\n«كوچه»');
  });

  it.each([
    ['the mark of Arabic letters', '\u061C'],
    ['a space without width', '\u200B'],
    ['tags', '\u{E0041}\u{E007F}'],
    ['a soft hyphen', '\u00AD'],
    ['a letter of Korean that shows nothing', '\u3164'],
    ['an isolate', '\u2067'],
    ['half a pair of surrogates', '\uD800'],
  ])('loses what shows nothing: %s', (_, hidden) => {
    expect(withoutControls(`چا${hidden}له`)).toBe('چاله');
  });

  it('keeps the half-space that Persian words are written with, once, and not where it parts nothing', () => {
    expect(withoutControls('می\u200Cروم')).toBe('می\u200Cروم');
    expect(withoutControls('می\u200C\u200C\u200Cروم')).toBe('می\u200Cروم');
    expect(withoutControls('\u200Cرفتم \u200Cخانه')).toBe('رفتم خانه');
    expect(withoutControls('سال ۱۴۰۵ ه\u200D.ش')).toBe('سال ۱۴۰۵ ه\u200D.ش');
  });

  it.each(['👨‍👩‍👧‍👦', '❤️', 'ábç', 'مُحَمَّدٌ', 'ต่ำ', '𝄞'])('keeps %s as it is', (text) => {
    expect(withoutControls(text)).toBe(text);
  });

  it('leaves four marks on a letter, however many there are', () => {
    expect(withoutControls(`ب${'\u0301'.repeat(1_300)}ج`)).toBe(`ب${'\u0301'.repeat(4)}ج`);
    expect(withoutControls(`ب${'\u0301\u0489'.repeat(650)}`)).toHaveLength(5);
  });

  it('cuts on code points and never inside a joined emoji', () => {
    expect(truncateText('😀😀😀😀', 3)).toBe('😀😀…');
    expect(truncateText('a👨‍👩‍👧b', 4)).toBe('a…');
    expect(truncateText('کوتاه', 10)).toBe('کوتاه');
  });

  it('splits a text into pieces that join to it again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.integer({ min: 20, max: 60 }),
        (text, most) => {
          const pieces = splitText(text, most);
          expect(pieces.join('')).toBe(text);
          for (const piece of pieces) expect(codePoints(piece)).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});

describe('tracking codes', () => {
  it.each([
    ['572', 4],
    ['123456789', 4],
    ['000000001', 3],
    ['987654321', 5],
    ['481039275', 1],
  ])('gives %s the check digit %i', (digits, expected) => {
    expect(checkDigit(digits)).toBe(expected);
  });

  it.each([
    'کد ۱۲۳-۴۵۶-۷۸۹۴',
    '1234567894',
    '#1234567894',
    '۱۲۳ ۴۵۶ ۷۸۹۴',
    '١٢٣٤٥٦٧٨٩٤',
    '\u2068۱۲۳-۴۵۶-۷۸۹۴\u2069',
  ])('reads %j', (typed) => {
    expect(parseTrackingCode(typed)).toEqual({ ok: true, code: '1234567894' });
  });

  it('tells a typo from what is no code', () => {
    expect(parseTrackingCode('1234567893')).toEqual({ ok: false, because: 'checkDigit' });
    expect(parseTrackingCode('12345')).toEqual({ ok: false, because: 'notACode' });
    expect(parseTrackingCode('سلام')).toEqual({ ok: false, because: 'notACode' });
  });

  it('reads back every code it draws and shows, in every language', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999999999, noNaN: true }),
        fc.constantFrom('fa', 'en', 'ar'),
        (random, locale) => {
          const code = createTrackingCode(() => random);
          expect(isTrackingCode(code)).toBe(true);
          expect(parseTrackingCode(formatTrackingCode(code, locale))).toEqual({ ok: true, code });
        },
      ),
    );
  });

  it('notices any single wrong digit and any two neighbours swapped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999 }),
        fc.nat(9),
        fc.integer({ min: 1, max: 9 }),
        (number, place, by) => {
          const code = createTrackingCode(() => number / 10 ** 9);
          const digits = [...code].map(Number);
          const wrong = digits.with(place, ((digits[place] ?? 0) + by) % 10).join('');
          expect(isTrackingCode(wrong)).toBe(false);
          const [one, other] = [digits[place], digits[place + 1]];
          if (one === undefined || other === undefined || one === other) return;
          expect(
            isTrackingCode(
              digits
                .with(place, other)
                .with(place + 1, one)
                .join(''),
            ),
          ).toBe(false);
        },
      ),
    );
  });

  it('is shown in threes, kept in order by isolates', () => {
    expect(
      formatTrackingCode(
        createTrackingCode(() => 0.123456789),
        'fa',
      ),
    ).toBe('\u2068۱۲۳-۴۵۶-۷۸۹۴\u2069');
  });
});

describe('phones', () => {
  it.each([
    ['۰۹۱۵ ۱۲۳ ۴۵۶۷', '+989151234567'],
    ['+98 915 123 4567', '+989151234567'],
    ['00989151234567', '+989151234567'],
    ['9151234567', '+989151234567'],
    ['٠٩١٥١٢٣٤٥٦٧', '+989151234567'],
    ['05138000000', '+985138000000'],
  ])('reads %s', (typed, phone) => {
    expect(parsePhone(typed)).toEqual({ ok: true, phone });
  });

  it.each(['0915123456', '08123', '', 'abc', '۰۹۱۵ لطفا'])('refuses %j', (typed) => {
    expect(parsePhone(typed).ok).toBe(false);
  });

  it('is shown as it is dialled', () => {
    expect(formatPhone('+989151234567', 'fa')).toBe(isolateDirection('۰۹۱۵ ۱۲۳ ۴۵۶۷'));
  });
});

describe('dates', () => {
  it.each([
    ['2026-11-24T10:40:00Z', 'سه‌شنبه ۳ آذر ۱۴۰۵، ۱۴:۱۰'],
    ['2025-03-20T20:29:59Z', 'پنجشنبه ۳۰ اسفند ۱۴۰۳، ۲۳:۵۹'],
    ['2025-03-20T20:30:00Z', 'جمعه ۱ فروردین ۱۴۰۴، ۰۰:۰۰'],
    ['2025-03-20T20:30:01Z', 'جمعه ۱ فروردین ۱۴۰۴، ۰۰:۰۰'],
    ['2024-03-19T20:30:00Z', 'چهارشنبه ۱ فروردین ۱۴۰۳، ۰۰:۰۰'],
    ['2025-03-19T20:30:00Z', 'پنجشنبه ۳۰ اسفند ۱۴۰۳، ۰۰:۰۰'],
    ['2026-03-20T20:30:00Z', 'شنبه ۱ فروردین ۱۴۰۵، ۰۰:۰۰'],
    ['2030-03-19T20:30:00Z', 'چهارشنبه ۳۰ اسفند ۱۴۰۸، ۰۰:۰۰'],
    ['2022-03-21T00:00:00Z', 'دوشنبه ۱ فروردین ۱۴۰۱، ۰۳:۳۰'],
    ['2022-09-21T20:30:00Z', 'پنجشنبه ۳۱ شهریور ۱۴۰۱، ۰۰:۰۰'],
    ['2026-09-22T19:30:00Z', 'سه‌شنبه ۳۱ شهریور ۱۴۰۵، ۲۳:۰۰'],
    ['2026-12-21T20:29:00Z', 'دوشنبه ۳۰ آذر ۱۴۰۵، ۲۳:۵۹'],
    ['2029-03-19T20:30:00Z', 'سه‌شنبه ۱ فروردین ۱۴۰۸، ۰۰:۰۰'],
    ['2033-03-19T20:30:00Z', 'یکشنبه ۱ فروردین ۱۴۱۲، ۰۰:۰۰'],
  ])('shows %s as %s', (moment, shown) => {
    expect(formatDateTime(new Date(moment), 'fa', TEHRAN)).toBe(shown);
  });

  const now = new Date('2026-11-24T10:40:00Z');

  it('names a deadline, with the year only when it is another', () => {
    expect(formatDeadline(new Date('2026-11-27T10:40:00Z'), now, 'fa', TEHRAN)).toBe('جمعه ۶ آذر ساعت ۱۴:۱۰');
    expect(formatDeadline(new Date('2027-03-25T10:40:00Z'), now, 'fa', TEHRAN)).toBe(
      'پنجشنبه ۵ فروردین ۱۴۰۶ ساعت ۱۴:۱۰',
    );
    expect(formatDeadline(new Date('2026-11-27T10:40:00Z'), now, 'en', TEHRAN)).toBe(
      'Friday 27 November at 14:10',
    );
  });

  it.each([
    ['1405/9/20', '2026-12-11'],
    ['۱۴۰۵/۰۹/۲۰', '2026-12-11'],
    ['۲۰ آذر', '2026-12-11'],
    ['20 آذر 1405', '2026-12-11'],
    ['فردا', '2026-11-25'],
    ['پس‌فردا', '2026-11-26'],
    ['شنبه', '2026-11-28'],
    ['سه‌شنبه', '2026-12-01'],
    ['پنج شنبه', '2026-11-26'],
    ['۳ روز دیگر', '2026-11-27'],
    ['دو هفته دیگر', '2026-12-08'],
    ['هفته آینده', '2026-12-01'],
    ['۱ فروردین', '2027-03-21'],
    ['2026-12-11', '2026-12-11'],
  ])('understands %s as the end of %s', (typed, day) => {
    expect(parseDay(typed, now, TEHRAN)).toEqual({ ok: true, date: new Date(`${day}T20:29:59.999Z`) });
  });

  it.each([
    ['۱ آذر ۱۴۰۵', 'past'],
    ['1404/1/1', 'past'],
    ['۳۱ مهر', 'notADate'],
    ['30 اسفند 1405', 'notADate'],
    ['2026-02-30', 'notADate'],
    ['به زودی', 'notADate'],
    ['', 'notADate'],
  ])('refuses %j: %s', (typed, because) => {
    expect(parseDay(typed, now, TEHRAN)).toEqual({ ok: false, because });
  });

  it.each([
    [2 * 86_400_000 + 5 * 3_600_000 + 59_000, '۲ روز و ۵ ساعت'],
    [3 * 3_600_000 + 10 * 60_000, '۳ ساعت و ۱۰ دقیقه'],
    [3 * 86_400_000 + 10 * 60_000, '۳ روز'],
    [59_000, 'کمتر از یک دقیقه'],
    [-5, 'کمتر از یک دقیقه'],
  ])('says %i ms in words', (ms, words) => {
    expect(formatDuration(ms, 'fa')).toBe(words);
  });

  it.each([
    [72 * 3_600_000 - 700, '۳ روز'],
    [24 * 3_600_000 - 1, '۱ روز'],
    [24 * 3_600_000 - 60_000, '۱ روز'],
    [2 * 3_600_000 + 47 * 60_000, '۲ ساعت و ۵۰ دقیقه'],
    [59 * 60_000, '۵۹ دقیقه'],
    [61_000, '۲ دقیقه'],
    [60_000, '۱ دقیقه'],
    [59_999, 'کمتر از یک دقیقه'],
  ])('rounds the time that is left up: %d ms are «%s»', (ms, words) => {
    expect(formatTimeLeft(ms, 'fa')).toBe(words);
  });

  it('writes numbers in the digits of the language', () => {
    expect([formatNumber(1405, 'fa'), formatNumber(12, 'ar'), formatNumber(1405, 'en')]).toEqual([
      '۱٬۴۰۵',
      '١٢',
      '1,405',
    ]);
  });
});

describe('HTML', () => {
  it('shows a person’s signs literally and gives them back', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(stripHtml(escapeHtml(text))).toBe(text)));
  });

  it('is cut between characters, with its tags closed', () => {
    expect(truncateHtml('<b>سلام &amp; درود</b> دوست', 7)).toBe('<b>سلام &amp;…</b>');
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 1, max: 80 }), (text, most) => {
        const cut = truncateHtml(`<b>${escapeHtml(text)}</b> <i>${escapeHtml(text)}</i>`, most);
        expect(visibleLength(cut)).toBeLessThanOrEqual(most);
        expect(cut.match(/<b>/g)?.length ?? 0).toBe(cut.match(/<\/b>/g)?.length ?? 0);
        expect(cut.match(/<i>/g)?.length ?? 0).toBe(cut.match(/<\/i>/g)?.length ?? 0);
      }),
    );
  });
});
