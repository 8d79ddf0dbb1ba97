import type { CalendarDay } from '../../calendar.js';
import { type CalendarName, dayIn, daysBetween } from './calendar-days.js';
import { inMeantYear, type TimeContext } from './time-context.js';

/** A date with a two-digit year is meant within this many years from now. */
const NEAR_YEARS = 2;

/**
 * The days that a date in digits can be: `1405/10/15`, `15/10/1405`, `2026-12-25`, `5/10/15`, `10/15`. More
 * than one if the order of its numbers is ambiguous.
 */
export function numericDays(numbers: readonly string[], context: TimeContext): readonly CalendarDay[] {
  const [first = 0, second = 0, third] = numbers.map(Number);
  const fullYear = numbers.findIndex((text) => text.length === 4);
  if (third === undefined) return withoutYear(first, second, context);
  if (fullYear === 0) return distinctDays([dayIn(calendarOf(first), first, second, third)]);
  if (fullYear === 2) {
    const calendar = calendarOf(third);
    // A Gregorian date may be written with the month first, a Persian one is not.
    return calendar === 'gregory'
      ? distinctDays([dayIn(calendar, third, second, first), dayIn(calendar, third, first, second)])
      : distinctDays([dayIn(calendar, third, second, first)]);
  }
  if (numbers.some((text) => text.length > 2)) return [];
  return shortYear(first, second, third, context);
}

function calendarOf(year: number): CalendarName {
  return year >= 1900 ? 'gregory' : 'persian';
}

/** A two-digit year: the reading near today, else the Persian order with the year first. */
function shortYear(
  first: number,
  second: number,
  third: number,
  { today }: TimeContext,
): readonly CalendarDay[] {
  const persian = dayIn('persian', 1400 + first, second, third);
  const days = distinctDays([
    persian,
    dayIn('persian', 1400 + third, second, first),
    dayIn('gregory', 2000 + third, second, first),
    dayIn('gregory', 2000 + first, second, third),
  ]);
  const near = days.filter((day) => Math.abs(daysBetween(today, day)) <= NEAR_YEARS * 366);
  return near.length > 0 ? near : distinctDays([persian]);
}

/** A month and a day of the Persian calendar in either order, in the year that the context implies. */
function withoutYear(first: number, second: number, context: TimeContext): readonly CalendarDay[] {
  const orders: readonly (readonly [month: number, day: number])[] = [
    [first, second],
    [second, first],
  ];
  return distinctDays(
    orders.map(([month, day]) =>
      inMeantYear('persian', (year) => dayIn('persian', year, month, day), context),
    ),
  );
}

function distinctDays(days: readonly (CalendarDay | undefined)[]): readonly CalendarDay[] {
  const known = days.filter((day) => day !== undefined);
  return known.filter((day, index) => known.findIndex((one) => daysBetween(one, day) === 0) === index);
}
