import { jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js';
import { type CalendarDay, wallClockDay, zonedDayStart } from '../../calendar.js';
import type { Period } from '../period.js';

/** The lengths of the periods about which the city publishes figures: weeks from Saturday, and months of its calendar. */
export const PERIOD_KINDS = ['week', 'month'] as const;
export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** A week or month with a name of its own: `week-1405-09-07` by its Saturday, `month-1405-09`. */
export interface FixedPeriod extends Period {
  readonly id: string;
  readonly kind: PeriodKind;
}

/** A day of the Jalali calendar, months counted from 1. */
interface JalaliDay {
  readonly jy: number;
  readonly jm: number;
  readonly jd: number;
}

const SATURDAY = 6;
const DAYS_A_WEEK = 7;
const MONTHS_A_YEAR = 12;
const ID = /^(?:week-(\d{4})-(\d{2})-(\d{2})|month-(\d{4})-(\d{2}))$/;
/** The years that an id may name: those of the calendar that `jalaali-js` knows for sure. */
const YEARS = { first: 1300, last: 1500 };

/** The week or month in which a moment lies. */
export function periodAt(kind: PeriodKind, moment: Date, timeZone: string): FixedPeriod {
  const today = wallClockDay(moment, timeZone);
  if (kind === 'month') {
    const { jy, jm } = toJalaali(today.year, today.month, today.day);
    return monthOf(jy, jm, timeZone);
  }
  const sinceSaturday = (weekdayOf(today) - SATURDAY + DAYS_A_WEEK) % DAYS_A_WEEK;
  return weekFrom(daysAfter(today, -sinceSaturday), timeZone);
}

/** The period just before another one of its kind. */
export function periodBefore({ kind, from }: FixedPeriod, timeZone: string): FixedPeriod {
  return periodAt(kind, new Date(from.getTime() - 1), timeZone);
}

/** The period with that id; undefined for what is none. */
export function parsePeriodId(id: string, timeZone: string): FixedPeriod | undefined {
  const [, weekYear, weekMonth, weekDay, year, month] = ID.exec(id) ?? [];
  const day: JalaliDay = {
    jy: Number(weekYear ?? year),
    jm: Number(weekMonth ?? month),
    jd: Number(weekDay ?? 1),
  };
  if (!isDay(day)) return undefined;
  if (weekDay === undefined) return monthOf(day.jy, day.jm, timeZone);
  const first = gregorian(day);
  return weekdayOf(first) === SATURDAY ? weekFrom(first, timeZone) : undefined;
}

/** The beginnings of the whole weeks of a month, and of what follows the last of them: days of it lie outside them. */
export function weeksInside(month: FixedPeriod, timeZone: string): Period {
  const first = periodAt('week', month.from, timeZone);
  const from = first.from < month.from ? first.to : first.from;
  const last = periodAt('week', month.to, timeZone);
  return { from, to: last.from };
}

/** The weeks that have days of a month, those that begin before it or end after it too. */
export function weeksTouching(month: FixedPeriod, timeZone: string): readonly FixedPeriod[] {
  const weeks: FixedPeriod[] = [];
  for (let at = month.from; at < month.to; at = weeks.at(-1)?.to ?? month.to)
    weeks.push(periodAt('week', at, timeZone));
  return weeks;
}

/** The one or two months of which a week has days. */
export function monthsTouching(week: FixedPeriod, timeZone: string): readonly FixedPeriod[] {
  const first = periodAt('month', week.from, timeZone);
  return first.to < week.to ? [first, periodAt('month', first.to, timeZone)] : [first];
}

function monthOf(jy: number, jm: number, timeZone: string): FixedPeriod {
  const next = jm === MONTHS_A_YEAR ? { jy: jy + 1, jm: 1, jd: 1 } : { jy, jm: jm + 1, jd: 1 };
  return {
    id: `month-${jy}-${twoDigits(jm)}`,
    kind: 'month',
    from: zonedDayStart(gregorian({ jy, jm, jd: 1 }), timeZone),
    to: zonedDayStart(gregorian(next), timeZone),
  };
}

function weekFrom(saturday: CalendarDay, timeZone: string): FixedPeriod {
  const { jy, jm, jd } = toJalaali(saturday.year, saturday.month, saturday.day);
  return {
    id: `week-${jy}-${twoDigits(jm)}-${twoDigits(jd)}`,
    kind: 'week',
    from: zonedDayStart(saturday, timeZone),
    to: zonedDayStart(daysAfter(saturday, DAYS_A_WEEK), timeZone),
  };
}

function isDay({ jy, jm, jd }: JalaliDay): boolean {
  return (
    jy >= YEARS.first &&
    jy <= YEARS.last &&
    jm >= 1 &&
    jm <= MONTHS_A_YEAR &&
    jd >= 1 &&
    jd <= jalaaliMonthLength(jy, jm)
  );
}

function gregorian({ jy, jm, jd }: JalaliDay): CalendarDay {
  const { gy, gm, gd } = toGregorian(jy, jm, jd);
  return { year: gy, month: gm, day: gd };
}

function daysAfter({ year, month, day }: CalendarDay, count: number): CalendarDay {
  const date = new Date(Date.UTC(year, month - 1, day + count));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function weekdayOf({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
