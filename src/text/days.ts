import { isValidJalaaliDate, toGregorian, toJalaali } from 'jalaali-js';
import { type CalendarDay, wallClockDay, zonedDayEnd } from '../calendar.js';
import { searchable } from './persian.js';

/** What a typed day is: the end of that day in the city, or why it cannot be taken. */
export type ParsedDay =
  | { readonly ok: true; readonly date: Date }
  | { readonly ok: false; readonly because: 'notADate' | 'past' };

const MONTHS: readonly string[] = [
  'فروردین',
  'اردیبهشت',
  'خرداد',
  'تیر',
  'مرداد',
  'شهریور',
  'مهر',
  'ابان',
  'اذر',
  'دی',
  'بهمن',
  'اسفند',
];
/** Weekdays from Sunday on, as JavaScript counts them. */
const WEEKDAYS: readonly string[] = ['یکشنبه', 'دوشنبه', 'سهشنبه', 'چهارشنبه', 'پنجشنبه', 'جمعه', 'شنبه'];
const NUMBER_WORDS: readonly string[] = ['یک', 'دو', 'سه', 'چهار', 'پنج', 'شش', 'هفت', 'هشت', 'نه', 'ده'];
const FIRST_JALALI_YEAR = 1300;
const LAST_JALALI_YEAR = 1500;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Reads a day as people name it: `1405/9/20`, «۲۰ آذر», «فردا», «شنبه», «۳ روز دیگر», «هفته آینده»,
 * `2026-12-11`. A day and month without a year is the next such day. The result is the last millisecond of
 * that day in `timeZone`; a day that is over is refused.
 */
export function parseDay(typed: string, now: Date, timeZone: string): ParsedDay {
  const day = readDay(canonical(typed), wallClockDay(now, timeZone));
  if (day === undefined) return { ok: false, because: 'notADate' };
  const date = zonedDayEnd(day, timeZone);
  return date <= now ? { ok: false, because: 'past' } : { ok: true, date };
}

/** Reads a day that may be over; one without a year is the last such day, today included. */
export function readDayBehind(typed: string, today: CalendarDay): CalendarDay | undefined {
  const text = canonical(typed);
  const day = readDay(text, today);
  if (day === undefined || !isBefore(today, day) || readNamedMonth(text, today) === undefined) return day;
  const { jy } = toJalaali(today.year, today.month, today.day);
  const earlier = [jy, jy - 1].map((year) => readNamedMonth(`${text} ${year}`, today));
  return earlier.find((one) => one !== undefined && !isBefore(today, one)) ?? day;
}

/** Reads a day that comes after another; one without a year is the first such day from that one on. */
export function readDayFrom(typed: string, first: CalendarDay, today: CalendarDay): CalendarDay | undefined {
  const text = canonical(typed);
  return readNamedMonth(text, first) ?? readDay(text, today);
}

function canonical(typed: string): string {
  return searchable(typed).replace(/[،,]/g, ' ').trim();
}

function readDay(text: string, today: Day): Day | undefined {
  return (
    readRelative(text, today) ?? readNumeric(text) ?? readNamedMonth(text, today) ?? readWeekday(text, today)
  );
}

function readRelative(text: string, today: Day): Day | undefined {
  const joined = text.replace(/\s/g, '');
  if (joined === 'امروز') return today;
  if (joined === 'فردا') return later(today, 1);
  if (joined === 'پسفردا') return later(today, 2);
  if (/^هفته(ی)?(اینده|دیگر|بعد)$/.test(joined)) return later(today, 7);
  const span = /^(?:تا\s*)?(\S+?)\s*(روز|هفته)(?:\s*ی)?\s*(?:دیگر|دیگه|بعد|اینده)$/.exec(text);
  if (span === null) return undefined;
  const count = readCount(span[1] ?? '');
  if (count === undefined || count > 365) return undefined;
  return later(today, span[2] === 'هفته' ? count * 7 : count);
}

function readCount(word: string): number | undefined {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const index = NUMBER_WORDS.indexOf(word);
  return index < 0 ? undefined : index + 1;
}

function readNumeric(text: string): Day | undefined {
  const found = /^(\d{2,4})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{1,2})$/.exec(text);
  if (found === null) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year > 1900) return gregorian({ year, month, day });
  return jalali(year < 100 ? 1400 + year : year, month, day);
}

function readNamedMonth(text: string, today: Day): Day | undefined {
  const found = /^(?:\S*شنبه\s+|جمعه\s+)?(\d{1,2})\s*(?:ام\s+)?(\S+?)(?:\s*(?:ماه)?\s*(\d{2,4}))?$/.exec(
    text.replace(/(یک|دو|سه|چهار|پنج) شنبه/, '$1شنبه'),
  );
  if (found === null) return undefined;
  const month = MONTHS.findIndex((name) => name === (found[2] ?? '').replace(/ماه$/, '')) + 1;
  if (month === 0) return undefined;
  const day = Number(found[1]);
  if (found[3] !== undefined) {
    const year = Number(found[3]);
    return jalali(year < 100 ? 1400 + year : year, month, day);
  }
  const { jy } = toJalaali(today.year, today.month, today.day);
  const thisYear = jalali(jy, month, day);
  return thisYear !== undefined && isBefore(thisYear, today) ? jalali(jy + 1, month, day) : thisYear;
}

function readWeekday(text: string, today: Day): Day | undefined {
  const name = text
    .replace(/^روز\s+/, '')
    .replace(/\s*(اینده|بعد)$/, '')
    .replace(/\s/g, '');
  const weekday = WEEKDAYS.indexOf(name);
  if (weekday < 0) return undefined;
  const now = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  return later(today, (weekday - now + 7) % 7 || 7);
}

function jalali(year: number, month: number, day: number): Day | undefined {
  if (year < FIRST_JALALI_YEAR || year > LAST_JALALI_YEAR || !isValidJalaaliDate(year, month, day))
    return undefined;
  const { gy, gm, gd } = toGregorian(year, month, day);
  return { year: gy, month: gm, day: gd };
}

function gregorian({ year, month, day }: Day): Day | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month >= 1
    ? { year, month, day }
    : undefined;
}

function later(day: Day, days: number): Day {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function isBefore(one: Day, other: Day): boolean {
  return Date.UTC(one.year, one.month - 1, one.day) < Date.UTC(other.year, other.month - 1, other.day);
}
