import { assertNever } from '../../assert-never.js';
import type { CalendarDay } from '../../calendar.js';
import {
  addDays,
  addMonths,
  type CalendarName,
  dateIn,
  dayIn,
  daysBetween,
  monthLength,
  weekdayOf,
} from './calendar-days.js';
import type { Amount, Edge, Said } from './said.js';
import { inMeantYear, type TimeContext } from './time-context.js';

type Of<Kind extends Said['kind']> = Extract<Said, { kind: Kind }>;

/** The city's week begins on Saturday, day 6 as JavaScript counts them. */
export const FIRST_WEEKDAY = 6;

/** The day this much later, or earlier; undefined for half a day and for days out of range. */
export function addAmounts(
  from: CalendarDay,
  amounts: readonly Amount[],
  sign: 1 | -1,
): CalendarDay | undefined {
  let day = from;
  for (const { unit, count, calendar } of amounts) {
    if (!Number.isInteger(count) && unit !== 'week') return undefined;
    if (count > 999) return undefined;
    if (unit === 'day') day = addDays(day, sign * count);
    if (unit === 'week') day = addDays(day, sign * Math.round(count * 7));
    if (unit === 'month') day = addMonths(day, sign * count, calendar);
    if (unit === 'year') day = addMonths(day, sign * count * 12, calendar);
  }
  return day;
}

/** The Saturday that begins the week of a day. */
export function weekStart(day: CalendarDay): CalendarDay {
  return addDays(day, -((weekdayOf(day) - FIRST_WEEKDAY + 7) % 7));
}

/** The day with that weekday nearest to another; unless the past is meant, not before today. */
export function nearestWeekday(
  weekday: number,
  day: CalendarDay,
  { today, direction }: TimeContext,
): CalendarDay {
  const forward = (weekday - weekdayOf(day) + 7) % 7;
  const nearest = addDays(day, forward > 3 ? forward - 7 : forward);
  return direction === 'ahead' && daysBetween(today, nearest) < 0 ? addDays(nearest, 7) : nearest;
}

/** A weekday by itself is the next one after today, or the last one if the past is meant. */
export function weekdayAlone(
  { weekday, shift }: Of<'weekday'>,
  { today, since = today, direction }: TimeContext,
): CalendarDay {
  const ahead = (weekday - weekdayOf(since) + 7) % 7;
  if (shift === -1) return addDays(today, ahead - 7);
  if (shift === 0 && direction === 'ahead') return addDays(today, ahead);
  if (shift !== 1 && direction === 'behind') return addDays(today, ahead === 0 ? 0 : ahead - 7);
  return addDays(since, ahead || 7);
}

/** «۱۵ دی»: in the given year, else the next such day, or the last if the past is meant. */
export function dateNamed(
  { calendar, month, day, year }: Of<'date'>,
  context: TimeContext,
): CalendarDay | undefined {
  const inYear = (of: number) =>
    dayIn(calendar, of, month, typeof day === 'number' ? day : dayAt(day, calendar, of, month));
  return year === undefined ? inMeantYear(calendar, inYear, context) : inYear(wholeYear(year, calendar));
}

/** A year in full: two digits are a year of this century. */
function wholeYear(year: number, calendar: CalendarName): number {
  if (year >= 100) return year;
  return (calendar === 'persian' ? 1400 : 2000) + year;
}

function dayAt(edge: Edge, calendar: CalendarName, year: number, month: number): number {
  return edge === 'start' ? 1 : edge === 'middle' ? 15 : monthLength(calendar, year, month);
}

/**
 * «هفته آینده», «آخر ماه»; the beginning of the current week or month means that of the next once it is over.
 */
export function dayOfPeriod(period: Of<'period'>, context: TimeContext): CalendarDay | undefined {
  const { unit, calendar, shift, edge } = period;
  const { today, direction } = context;
  if (edge === undefined) {
    if (shift === 0) return direction === 'behind' ? undefined : edgeOf('end', unit, today, calendar);
    return addAmounts(today, [{ unit, count: 1, calendar }], shift);
  }
  const shifted = addAmounts(today, [{ unit, count: Math.abs(shift), calendar }], shift === -1 ? -1 : 1);
  const day = shifted === undefined ? undefined : edgeOf(edge, unit, shifted, calendar);
  const isOver = day !== undefined && shift === 0 && direction === 'ahead' && daysBetween(today, day) < 0;
  return isOver ? dayOfPeriod({ ...period, shift: 1 }, context) : day;
}

function edgeOf(
  edge: Edge,
  unit: Of<'period'>['unit'],
  within: CalendarDay,
  calendar: CalendarName,
): CalendarDay | undefined {
  const { year, month } = dateIn(calendar, within);
  switch (unit) {
    case 'day':
      return within;
    case 'week':
      return addDays(weekStart(within), edge === 'start' ? 0 : edge === 'middle' ? 3 : 6);
    case 'month':
      return dayIn(calendar, year, month, dayAt(edge, calendar, year, month));
    case 'year': {
      const last = edge === 'start' ? 1 : edge === 'middle' ? 6 : 12;
      return dayIn(calendar, year, last, dayAt(edge, calendar, year, last));
    }
    default:
      return assertNever(unit);
  }
}

/**
 * A day of a month of the city's calendar: in the next month that still has it ahead, or in the one this many
 * months away.
 */
export function dayOfMonth(
  day: number,
  shift: number | undefined,
  { today, since = today, direction }: TimeContext,
): CalendarDay | undefined {
  const from = shift === undefined ? since : today;
  const { day: present } = dateIn('persian', from);
  const passed = direction === 'ahead' ? (day < present ? 1 : 0) : day > present ? -1 : 0;
  const first = addDays(from, 1 - present);
  const { year, month } = dateIn('persian', addMonths(first, shift ?? passed, 'persian'));
  return dayIn('persian', year, month, day);
}
