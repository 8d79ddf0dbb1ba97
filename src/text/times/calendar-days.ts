import { isValidJalaaliDate, jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js';
import type { CalendarDay } from '../../calendar.js';

/** The calendars in which people name days. A `CalendarDay` itself is always Gregorian. */
export type CalendarName = 'persian' | 'gregory';

const FIRST_YEAR: Readonly<Record<CalendarName, number>> = { persian: 1300, gregory: 1900 };
const LAST_YEAR: Readonly<Record<CalendarName, number>> = { persian: 1500, gregory: 2200 };

/** The day with that date in a calendar; undefined if the calendar has no such day. */
export function dayIn(
  calendar: CalendarName,
  year: number,
  month: number,
  day: number,
): CalendarDay | undefined {
  if (year < FIRST_YEAR[calendar] || year > LAST_YEAR[calendar]) return undefined;
  if (calendar === 'persian') {
    if (!isValidJalaaliDate(year, month, day)) return undefined;
    const { gy, gm, gd } = toGregorian(year, month, day);
    return { year: gy, month: gm, day: gd };
  }
  const isThere = month >= 1 && month <= 12 && day >= 1 && day <= monthLength('gregory', year, month);
  return isThere ? { year, month, day } : undefined;
}

/** The date of a day in a calendar. */
export function dateIn(calendar: CalendarName, { year, month, day }: CalendarDay): CalendarDay {
  if (calendar === 'gregory') return { year, month, day };
  const { jy, jm, jd } = toJalaali(year, month, day);
  return { year: jy, month: jm, day: jd };
}

/** Days of a month, months counted from 1. */
export function monthLength(calendar: CalendarName, year: number, month: number): number {
  return calendar === 'persian'
    ? jalaaliMonthLength(year, month)
    : new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day this many days later, or earlier for a negative count. */
export function addDays({ year, month, day }: CalendarDay, count: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + count));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** The same day of the month this many months later, or the last day of a shorter month. */
export function addMonths(from: CalendarDay, count: number, calendar: CalendarName): CalendarDay {
  const { year, month, day } = dateIn(calendar, from);
  const months = year * 12 + month - 1 + count;
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  const last = monthLength(calendar, toYear, toMonth);
  return dayIn(calendar, toYear, toMonth, Math.min(day, last)) ?? from;
}

/** The weekday as JavaScript counts them, with Sunday as 0. */
export function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

/** The number of days from one day to another; negative when the other comes first. */
export function daysBetween(from: CalendarDay, to: CalendarDay): number {
  const atUtc = ({ year, month, day }: CalendarDay) => Date.UTC(year, month - 1, day);
  return (atUtc(to) - atUtc(from)) / 86_400_000;
}
