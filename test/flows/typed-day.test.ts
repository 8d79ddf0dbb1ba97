import { dayFromToday, readPromiseDay } from '../../src/flows/typed-day.js';

/** A Tuesday in the city, 3 Azar 1405. */
const TODAY = { now: new Date('2026-11-24T06:40:00Z'), timeZone: 'Asia/Tehran' };

/** The last millisecond of a day in the city, which is 3:30 ahead. */
function endOf(day: string): Date {
  return new Date(`${day}T20:29:59.999Z`);
}

it.each([
  ['فردا', '2026-11-25'],
  ['تا فردا', '2026-11-25'],
  ['شنبه', '2026-11-28'],
  ['۲۰ آذر', '2026-12-11'],
  ['1405/9/20', '2026-12-11'],
  ['٣ روز دیگر', '2026-11-27'],
  ['هفته آینده', '2026-12-01'],
  ['2026-12-11', '2026-12-11'],
  ['Tomorrow', '2026-11-25'],
  ['In 3 days', '2026-11-27'],
  ['by next week', '2026-12-01'],
  ['غدًا', '2026-11-25'],
  ['بعد ٣ أيام', '2026-11-27'],
  ['حتى الأسبوع القادم', '2026-12-01'],
])('reads «%s» as the end of %s', (typed, day) => {
  expect(readPromiseDay(typed, TODAY)).toEqual({ ok: true, day: endOf(day) });
});

it.each([
  ['به زودی', 'notADay'],
  ['', 'notADay'],
  ['۱۴۰۳/۱/۱', 'dayInThePast'],
  ['۱۴۰۷/۱/۱', 'dayTooFar'],
])('takes «%s» for no day to promise: %s', (typed, problem) => {
  expect(readPromiseDay(typed, TODAY)).toEqual({ ok: false, problem });
});

it('counts the days of the buttons from today', () => {
  expect(dayFromToday(7, TODAY)).toEqual({ ok: true, day: endOf('2026-12-01') });
});

it('begins the day where the city is, not where Greenwich is', () => {
  const lateInTheEvening = { ...TODAY, now: new Date('2026-11-24T20:45:00Z') };
  expect(readPromiseDay('فردا', lateInTheEvening)).toEqual({ ok: true, day: endOf('2026-11-26') });
});

it.each(['چهارشنبه ۱۵ دی', 'Wednesday 5 January', 'الأربعاء 5 يناير', 'چهارشنبه ۱۵ دی ساعت ۱۰'])(
  'asks which day is meant where the weekday is another one: «%s»',
  (typed) => {
    expect(readPromiseDay(typed, TODAY)).toEqual({ ok: false, problem: 'whichDay', days: [42, 43] });
  },
);

it('asks for a nearer day where all that are meant are too far', () => {
  expect(readPromiseDay('چهارشنبه ۱۵ دی ۱۴۰۶', TODAY)).toEqual({ ok: false, problem: 'dayTooFar' });
});
