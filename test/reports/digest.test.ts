import { digestDay, digestOf, isWorthSaying, spanOfYesterday } from '../../src/reports/digest.js';
import { HOUR, manager, openCase } from '../requests/lifecycle/case.js';

const ZONE = 'Asia/Tehran';
const at = (time: string) => new Date(`2025-11-22T${time}+03:30`);

it.each([
  ['07:59', undefined],
  ['08:00', '2025-11-22'],
  ['11:59', '2025-11-22'],
  ['12:00', undefined],
  ['23:30', undefined],
])('at %s the digest due is that of %s', (time, day) => {
  expect(digestDay(at(time), { timeZone: ZONE, morningHour: 8 })).toBe(day);
});

it('follows the hour of the morning that is set', () => {
  expect(digestDay(at('09:59'), { timeZone: ZONE, morningHour: 10 })).toBeUndefined();
  expect(digestDay(at('10:00'), { timeZone: ZONE, morningHour: 10 })).toBe('2025-11-22');
});

it('knows from when to when yesterday was', () => {
  expect(spanOfYesterday(at('08:00'), ZONE)).toEqual({
    from: new Date('2025-11-21T00:00+03:30'),
    to: new Date('2025-11-22T00:00+03:30'),
  });
});

it('counts what waits, what is due today, what is late here and below', () => {
  const fresh = openCase().file();
  const soon = openCase({ hours: 6 }).file();
  const asked = openCase().file();
  asked.does(manager('d1-roads'), { type: 'ask', question: 'کدام پلاک؟' });
  const late = openCase().file().climbTo('d1-deputy');
  const digest = digestOf({
    positions: ['d1-roads'],
    mine: [fresh.request, soon.request, asked.request, late.request],
    below: [late.request, fresh.request],
    answeredYesterday: 2,
    figures: [
      { answered: 1, inTime: 1, ratings: 1, meanRating: 5, climbed: 0 },
      { answered: 3, inTime: 1, ratings: 3, meanRating: 3, climbed: 0 },
    ],
    now: new Date(fresh.now.getTime() + HOUR),
    timeZone: ZONE,
  });
  expect(digest).toEqual({
    waiting: 3,
    dueToday: 1,
    overdue: 0,
    overdueBelow: 1,
    answeredYesterday: 2,
    ratings: 4,
    meanRating: 3.5,
  });
});

it('has nothing to say where there is a rating only', () => {
  const nothing = { waiting: 0, dueToday: 0, overdue: 0, overdueBelow: 0, answeredYesterday: 0 };
  expect(isWorthSaying({ ...nothing, ratings: 4, meanRating: 3.5 })).toBe(false);
  expect(isWorthSaying({ ...nothing, ratings: 0, overdueBelow: 1 })).toBe(true);
});
