import { dateIn } from '../../../src/text/times/calendar-days.js';
import { understandTime } from '../../../src/text/times/grammar.js';
import { splitTime } from '../../../src/text/times/lexemes.js';
import { type Direction, type NamedTime, readTime } from '../../../src/text/times/read-time.js';

/** Tuesday, 3 Azar 1405, 14:10 in Mashhad. */
const TUESDAY = { now: new Date('2026-11-24T10:40:00Z'), timeZone: 'Asia/Tehran' };

/** A time as the city writes it: `1405/10/15`, with `10:30` where a time of the day was said. */
function shown({ day, time }: NamedTime): string {
  const date = dateIn('persian', day);
  const clock = time === undefined ? '' : ` ${time.hour}:${String(time.minute).padStart(2, '0')}`;
  return `${date.year}/${date.month}/${date.day}${clock}`;
}

function read(typed: string, direction: Direction = 'ahead'): string {
  const time = readTime(typed, TUESDAY, direction);
  switch (time.kind) {
    case 'time':
      return shown(time.named);
    case 'ambiguous':
      return time.candidates.map(shown).join(' or ');
    case 'past':
    case 'notATime':
      return time.kind;
  }
}

it.each([
  ['فردا ساعت ۱۰', '1405/9/4 10:00'],
  ['شنبه هفته بعد', '1405/9/7'],
  ['هفتهٔ آینده', '1405/9/10'],
  ['هفتۀ آینده', '1405/9/10'],
  ['پنج‌شنبه‌ی آینده', '1405/9/5'],
  ['۱۵ دی‌ماه', '1405/10/15'],
  ['۱۵ دی ماه', '1405/10/15'],
  ['15 دیماه', '1405/10/15'],
  ['یک ماه دیگر', '1405/10/3'],
  ['تا آخر هفته', '1405/9/6'],
  ['دیروز', 'past'],
  ['۱۵/۱۰/۱۴۰۵', '1405/10/15'],
  ['Thursday', '1405/9/5'],
  ['الخميس', '1405/9/5'],
  ['سه‌شنبه‌ای که میاد', '1405/9/10'],
  ['ده روزه', '1405/9/13'],
  ['چهارشنبه ۱۵ دی', '1405/10/15 or 1405/10/16'],
  ['سه‌شنبه ۱۵ دی', '1405/10/15'],
  ['پنج شنبه ساعت ۴ عصر', '1405/9/5 16:00'],
  ['۵ شنبه', '1405/9/5'],
  ['فردا ۱۰ صبح', '1405/9/4 10:00'],
  ['فرداشب', '1405/9/4'],
  ['فردا ۱۲ شب', '1405/9/5 0:00'],
  ['امشب ساعت ۹', '1405/9/3 21:00'],
  ['۳ ساعت دیگه', '1405/9/3 17:10'],
  ['نیم ساعت دیگه', '1405/9/3 14:40'],
  ['یک ساعت و نیم دیگر', '1405/9/3 15:40'],
  ['بیست و پنجم دی', '1405/10/25'],
  ['بیست و پنج دی ۱۴۰۵', '1405/10/25'],
  ['پانزدهم', '1405/9/15'],
  ['۱۵م', '1405/9/15'],
  ['۱۵ام ماه آینده', '1405/10/15'],
  ['آخر ماه', '1405/9/30'],
  ['آخر دی', '1405/10/30'],
  ['اول بهمن', '1405/11/1'],
  ['اول هفته', '1405/9/7'],
  ['اول هفته آینده', '1405/9/7'],
  ['تا پایان هفته آینده', '1405/9/13'],
  ['دو هفته دیگه شنبه', '1405/9/14'],
  ['شنبه ۲ هفته دیگه', '1405/9/14'],
  ['next Thursday', '1405/9/5'],
  ['in three days', '1405/9/6'],
  ["in 3 days' time", '1405/9/6'],
  ['a week from now', '1405/9/10'],
  ['by the end of the month', '1405/9/9'],
  ['Dec 25', '1405/10/4'],
  ['25th of December 2026', '1405/10/4'],
  ['December 25, 2026 at 10:30 am', '1405/10/4 10:30'],
  ['tomorrow at 5 pm', '1405/9/4 17:00'],
  ['day after tomorrow', '1405/9/5'],
  ['half past ten tomorrow', '1405/9/4 10:30'],
  ['بعد غد', '1405/9/5'],
  ['بعد يومين', '1405/9/5'],
  ['بعد ٣ أيام', '1405/9/6'],
  ['الأسبوع القادم', '1405/9/10'],
  ['الخميس القادم الساعة العاشرة صباحا', '1405/9/5 10:00'],
  ['يوم الخميس', '1405/9/5'],
  ['غدًا الساعة ١٠', '1405/9/4 10:00'],
  ['خمسة وعشرين ديسمبر', '1405/10/4'],
  ['٢٥ كانون الأول', '1405/10/4'],
  ['الخميس من الأسبوع القادم', '1405/9/12'],
  ['نهاية الشهر', '1405/9/9'],
  ['farda saat 10', '1405/9/4 10:00'],
  ['shanbe hafte bad', '1405/9/7'],
  ['panjshanbe ayande', '1405/9/5'],
  ['15 dey', '1405/10/15'],
  ['hafte-ye ayande', '1405/9/10'],
  ['se rooz dige', '1405/9/6'],
  ['pas farda', '1405/9/5'],
  ['akhare hafte', '1405/9/6'],
  ['12/11/2026', '1405/9/20'],
  ['10/15', '1405/10/15'],
  ['5/6', '1406/5/6 or 1406/6/5'],
  ['14051015', '1405/10/15'],
  ['1405-10-15', '1405/10/15'],
  ['۰۵/۱۰/۱۵', '1405/10/15'],
  ['به زودی', 'notATime'],
  ['ساعت ۲۵', 'notATime'],
  ['۳۱ مهر', 'notATime'],
  ['ساعت ۱۴', '1405/9/4 14:00'],
  ['شنبه', '1405/9/7'],
  ['شنبه بعد از ظهر', '1405/9/7'],
  ['شنبه قبل از ظهر ساعت ۱۰', '1405/9/7 10:00'],
  ['فردا ۴ آذر', '1405/9/4'],
  ['فردا ۵ آذر', '1405/9/4 or 1405/9/5'],
  ['۱ فروردین', '1406/1/1'],
  ['شنبه این هفته', 'past'],
  ['این شنبه', '1405/9/7'],
  ['پنجشنبه همین هفته', '1405/9/5'],
  ['تا یک هفته', '1405/9/10'],
  ['۳ روز', '1405/9/6'],
  ['تا ۳ روز دیگر لطفا', '1405/9/6'],
  ['جمعه همین هفته ساعت ۱۰ و نیم', '1405/9/6 10:30'],
  ['ساعت ده و ربع صبح فردا', '1405/9/4 10:15'],
  ['سال آینده', '1406/9/3'],
  ['۲ ماه و ۳ روز دیگه', '1405/11/6'],
  ['ده روز دیگر', '1405/9/13'],
  ['15 January', '1405/10/25'],
  ['١٥ يناير ٢٠٢٧', '1405/10/25'],
  ['الساعة الثالثة والنصف عصرا', '1405/9/3 15:30'],
])('understands «%s» as %s', (typed, expected) => {
  expect(read(typed)).toBe(expected);
});

it.each([
  ['دیروز', '1405/9/2'],
  ['شنبه', '1405/8/30'],
  ['۱۵ دی', '1404/10/15'],
  ['هفته پیش', '1405/8/26'],
  ['شنبه گذشته', '1405/8/30'],
  ['۳ روز پیش', '1405/8/30'],
  ['last Thursday', '1405/8/28'],
  ['yesterday', '1405/9/2'],
  ['قبل يومين', '1405/9/1'],
  ['الخميس الماضي', '1405/8/28'],
])('understands «%s», where days behind are asked for, as %s', (typed, expected) => {
  expect(read(typed, 'behind')).toBe(expected);
});

it('takes no text for a time unless it understands every word', () => {
  for (const typed of ['شنبه بازار', 'فردا انشالله خراب نمی‌شود', '۱۵ دی ساختمان', 'may I ask', '']) {
    expect(`${typed}: ${read(typed)}`).toBe(`${typed}: notATime`);
  }
});

it('takes no text of more than 24 pieces for a time', () => {
  expect(splitTime('و '.repeat(24))).toHaveLength(24);
  expect(splitTime('و '.repeat(25))).toBeUndefined();
  expect(read('بعد و فردا و '.repeat(300))).toBe('notATime');
});

/** How often the pieces of a text are looked at until it is understood, or given up. */
function countLooks(typed: string): number {
  let looks = 0;
  const pieces = new Proxy(splitTime(typed) ?? [], {
    get(target, property) {
      if (/^\d+$/.test(String(property))) looks += 1;
      return Reflect.get(target, property);
    },
  });
  expect(understandTime(pieces)).toEqual([]);
  return looks;
}

it('tries few of the many readings of a text that means nothing', () => {
  // Every two more pieces have twice as many readings.
  expect(read('فردا و '.repeat(12))).toBe('notATime');
  expect(countLooks('فردا و '.repeat(12))).toBeLessThan(500_000);
});
