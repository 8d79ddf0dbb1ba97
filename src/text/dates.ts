import type { Locale } from '../config.js';
import { timeText } from './time-texts.js';

export { parseDay } from './days.js';

const LANGUAGE: Readonly<Record<Locale, string>> = {
  fa: 'fa-IR-u-ca-persian-nu-arabext',
  en: 'en-GB-u-ca-gregory-nu-latn',
  ar: 'ar-EG-u-ca-gregory-nu-arab',
};

type Part = 'weekday' | 'day' | 'month' | 'year' | 'hour' | 'minute';
const formatters = new Map<string, Intl.DateTimeFormat>();

function partsOf(date: Date, locale: Locale, timeZone: string): Readonly<Record<Part, string>> {
  const key = `${locale} ${timeZone}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(LANGUAGE[locale], {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(key, formatter);
  }
  const parts = new Map(formatter.formatToParts(date).map(({ type, value }) => [type as string, value]));
  const read = (name: Part) => parts.get(name) ?? '';
  return {
    weekday: read('weekday'),
    day: read('day'),
    month: read('month'),
    year: read('year'),
    hour: read('hour'),
    minute: read('minute'),
  };
}

/** The hour and minute, `14:10` in the digits of the language. */
function formatTime(date: Date, locale: Locale, timeZone: string): string {
  const { hour, minute } = partsOf(date, locale, timeZone);
  return `${hour}:${minute}`;
}

/** Weekday, day, month and year: «سه‌شنبه ۳ آذر ۱۴۰۵». */
export function formatDate(date: Date, locale: Locale, timeZone: string): string {
  const { weekday, day, month, year } = partsOf(date, locale, timeZone);
  return `${weekday} ${day} ${month} ${year}`;
}

/** Date and time in full: «سه‌شنبه ۳ آذر ۱۴۰۵، ۱۴:۱۰». */
export function formatDateTime(date: Date, locale: Locale, timeZone: string): string {
  return timeText(locale, 'dateAndTime', {
    date: formatDate(date, locale, timeZone),
    time: formatTime(date, locale, timeZone),
  });
}

/** The day as it appears in a sentence; the year is given only if it is not the current one. «جمعه ۶ آذر» */
export function formatDay(date: Date, now: Date, locale: Locale, timeZone: string): string {
  const { weekday, day, month, year } = partsOf(date, locale, timeZone);
  const isThisYear = year === partsOf(now, locale, timeZone).year;
  return isThisYear ? `${weekday} ${day} ${month}` : `${weekday} ${day} ${month} ${year}`;
}

/** A day without its weekday and year, where there is little room. */
export function formatShortDay(date: Date, locale: Locale, timeZone: string): string {
  const { day, month } = partsOf(date, locale, timeZone);
  return `${day} ${month}`;
}

/** A moment as it appears in a sentence: «جمعه ۶ آذر ساعت ۱۴:۱۰». */
export function formatDeadline(date: Date, now: Date, locale: Locale, timeZone: string): string {
  const [day, time] = [formatDay(date, now, locale, timeZone), formatTime(date, locale, timeZone)];
  return timeText(locale, 'deadline', { day, time });
}

/** A moment as short as it can be told: the hour alone where it is today, else like `formatDeadline`. */
export function formatMoment(date: Date, now: Date, locale: Locale, timeZone: string): string {
  const isToday = formatDay(date, now, locale, timeZone) === formatDay(now, now, locale, timeZone);
  return isToday ? formatTime(date, locale, timeZone) : formatDeadline(date, now, locale, timeZone);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const UNITS = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
] as const;

/** A duration in words, of at most two units: «۲ روز و ۵ ساعت», «کمتر از یک دقیقه». */
export function formatDuration(ms: number, locale: Locale): string {
  let rest = Math.max(0, ms);
  const words: string[] = [];
  for (const [index, unit] of UNITS.entries()) {
    const count = Math.floor(rest / unit.ms);
    rest -= count * unit.ms;
    if (count > 0) {
      words.push(timeText(locale, unit.name, { count }));
      const next = UNITS[index + 1];
      const following = next === undefined ? 0 : Math.floor(rest / next.ms);
      if (next !== undefined && following > 0) words.push(timeText(locale, next.name, { count: following }));
      break;
    }
  }
  const [first, second] = words;
  if (first === undefined) return timeText(locale, 'lessThanAMinute');
  return second === undefined ? first : timeText(locale, 'together', { first, second });
}

/**
 * The time left, in words: like `formatDuration`, but rounded up as people say it, to five minutes from an hour on and
 * below that to the minute. One second after 72 hours were given, «۲ روز و ۲۳ ساعت» would be true and useless, and so
 * would «۲۳ ساعت و ۵۹ دقیقه».
 */
export function formatTimeLeft(ms: number, locale: Locale): string {
  const step = (ms < HOUR_MS ? 1 : 5) * MINUTE_MS;
  return formatDuration(ms < MINUTE_MS ? ms : Math.ceil(ms / step) * step, locale);
}
