import { jalaaliMonthLength, toGregorian, toJalaali } from 'jalaali-js';
import { type CalendarDay, wallClockDay, zonedDayEnd } from '../calendar.js';
import { isNow } from '../flows/typed-day.js';
import { readDayBehind, readDayFrom } from '../text/days.js';
import type { NamedPeriod } from '../text/period-names.js';
import { searchableText } from '../text/persian.js';
import { readWholePeriod } from '../text/times/read-time.js';
import { readTypedMeanings } from '../text/typed-words.js';

/** The time that a report covers: from one moment until before another. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** A typed period, or why it is not valid. */
export type ParsedPeriod =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly because: 'notAPeriod' | 'backwards' | 'tooLong' | 'future' }
  /** A day of it can be several: the ends of those of which the person has to choose one. */
  | { readonly ok: false; readonly because: 'whichDay'; readonly days: readonly Date[] };

/** The most days that a report may cover. */
const LONGEST_PERIOD_DAYS = 366;

const DAY_MS = 86_400_000;
const between = readTypedMeanings('periods', ['from', 'to']);
/** The day with which a week of the city begins, as JavaScript counts them: Saturday. */
const FIRST_WEEKDAY = 6;

/** The named week, month or part of a month, in days of `timeZone` and months of the Jalali calendar. */
export function namedPeriod(name: NamedPeriod, now: Date, timeZone: string): Period {
  const today = wallClockDay(now, timeZone);
  const { jy, jm, jd } = toJalaali(today.year, today.month, today.day);
  switch (name) {
    case 'lastWeek': {
      const sinceSaturday = (weekday(today) - FIRST_WEEKDAY + 7) % 7;
      return days(daysAfter(today, -sinceSaturday - 7), daysAfter(today, -sinceSaturday - 1), timeZone);
    }
    case 'lastMonth': {
      const [year, month] = jm === 1 ? [jy - 1, 12] : [jy, jm - 1];
      return days(jalali(year, month, 1), jalali(year, month, jalaaliMonthLength(year, month)), timeZone);
    }
    case 'thisMonth':
      return days(daysAfter(today, 1 - jd), today, timeZone);
  }
}

/**
 * Reads a period as people type it: two days with «تا» or a dash between them, a week, month or year by its name, or one
 * day. A day without a year is the last such day; the second day is the first such day after the first.
 */
export function parsePeriod(typed: string, now: Date, timeZone: string): ParsedPeriod {
  const today = wallClockDay(now, timeZone);
  const parts = daysTyped(typed);
  const whole = parts.length === 1 ? readWholePeriod(typed, { now, timeZone }) : undefined;
  if (whole !== undefined) return within(days(...whole, timeZone), now);
  const [first, second = first, ...others] = withSharedMonth(parts);
  if (first === undefined || second === undefined || others.length > 0) {
    return { ok: false, because: 'notAPeriod' };
  }
  const place = { now, timeZone, today };
  const [from, ...otherBeginnings] = readDayBehind(first, place);
  if (from === undefined) return { ok: false, because: 'notAPeriod' };
  if (otherBeginnings.length > 0) return whichDay([from, ...otherBeginnings], timeZone);
  const [to, ...otherEnds] =
    parts.length === 1 ? [from] : isNow(second) ? [today] : readDayFrom(second, from, place);
  if (to === undefined) return { ok: false, because: 'notAPeriod' };
  if (otherEnds.length > 0) return whichDay([to, ...otherEnds], timeZone);
  return within(days(from, to, timeZone), now);
}

/** The period, if a report can cover it. */
function within(period: Period, now: Date): ParsedPeriod {
  if (period.to <= period.from) return { ok: false, because: 'backwards' };
  if (period.from > now) return { ok: false, because: 'future' };
  const length = Math.round((period.to.getTime() - period.from.getTime()) / DAY_MS);
  return length > LONGEST_PERIOD_DAYS ? { ok: false, because: 'tooLong' } : { ok: true, period };
}

function whichDay(meant: readonly CalendarDay[], timeZone: string): ParsedPeriod {
  return { ok: false, because: 'whichDay', days: meant.map((day) => zonedDayEnd(day, timeZone)) };
}

/** A dash between two days, and none within a date: `۱ آذر - ۵ آذر`, `1405/9/1–1405/9/5`, `۱-۵ آذر`. */
const RANGE_DASH =
  /\s+\p{Pd}\s+|(?<=\p{L})\p{Pd}(?=\d)|(?<=\d\/\d+)\p{Pd}(?=\d+\/)|(?<=^\d{1,2})\p{Pd}(?=\d{1,2}\s+\p{L})/u;
const TO = between.spellingOf('to');

/** «۱ تا ۵ آذر»: the first day has the month of the second. */
function withSharedMonth(parts: readonly string[]): readonly string[] {
  const [first = '', second = ''] = parts;
  const month = /^\d{1,2} (\p{L}.*)$/u.exec(second)?.[1];
  return parts.length === 2 && month !== undefined && /^\d{1,2}$/.test(first)
    ? [`${first} ${month}`, second]
    : parts;
}

/** The days of «از ۱ آذر تا ۷ آذر», each as it was typed. */
function daysTyped(typed: string): readonly string[] {
  const text = (between.restAfter('from', typed) ?? searchableText(typed)).replace(RANGE_DASH, ` ${TO} `);
  const parts: string[][] = [[]];
  for (const word of text.split(' ')) {
    if (between.meaningOf(word) === 'to') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts[0]?.length === 0 ? [text] : parts.map((words) => words.join(' '));
}

/** From the beginning of one day to the end of another. */
function days(first: CalendarDay, last: CalendarDay, timeZone: string): Period {
  return { from: beginningOf(first, timeZone), to: beginningOf(daysAfter(last, 1), timeZone) };
}

function beginningOf(day: CalendarDay, timeZone: string): Date {
  return new Date(zonedDayEnd(daysAfter(day, -1), timeZone).getTime() + 1);
}

function daysAfter(day: CalendarDay, count: number): CalendarDay {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day + count));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function weekday({ year, month, day }: CalendarDay): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay();
}

function jalali(year: number, month: number, day: number): CalendarDay {
  const { gy, gm, gd } = toGregorian(year, month, day);
  return { year: gy, month: gm, day: gd };
}
