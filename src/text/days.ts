import { type CalendarDay, zonedDayEnd } from '../calendar.js';
import { momentNamed, readTime, readTimeIn, type TimePlace } from './times/read-time.js';

/**
 * The meaning of a typed day: the end of that day in the city, or the moment if a time of day was given; or
 * why it is not valid. `ambiguous`: the ends of the days that the person has to choose from.
 */
export type ParsedDay =
  | { readonly ok: true; readonly date: Date; readonly moment?: Date }
  | { readonly ok: false; readonly because: 'notADate' | 'past' }
  | { readonly ok: false; readonly because: 'ambiguous'; readonly candidates: readonly Date[] };

/**
 * Reads a future day as people name it: `1405/9/20`, «۲۰ آذر», «فردا», «شنبه هفته بعد», «۳ روز دیگر»,
 * "Thursday", `2026-12-11`. A day and month without a year is the next such day; a past day is refused.
 */
export function parseDay(typed: string, now: Date, timeZone: string): ParsedDay {
  const read = readTime(typed, { now, timeZone });
  switch (read.kind) {
    case 'time': {
      const date = zonedDayEnd(read.named.day, timeZone);
      return read.named.time === undefined
        ? { ok: true, date }
        : { ok: true, date, moment: momentNamed(read.named, timeZone) };
    }
    case 'ambiguous':
      return {
        ok: false,
        because: 'ambiguous',
        candidates: read.candidates.map(({ day }) => zonedDayEnd(day, timeZone)),
      };
    case 'past':
      return { ok: false, because: 'past' };
    case 'notATime':
      return { ok: false, because: 'notADate' };
  }
}

/** The time and place of reading a day that may be in the past. */
interface DayPlace extends TimePlace {
  readonly today: CalendarDay;
}

/**
 * Reads the days that a text can mean and that may be in the past; one without a year is the last such day.
 */
export function readDayBehind(typed: string, place: DayPlace): readonly CalendarDay[] {
  return daysIn(readTimeIn(typed, { ...place, direction: 'behind' }));
}

/** Reads the days that come after another; one without a year is the first such day from that one on. */
export function readDayFrom(typed: string, since: CalendarDay, place: DayPlace): readonly CalendarDay[] {
  return daysIn(readTimeIn(typed, { ...place, since, direction: 'ahead' }));
}

function daysIn(read: ReturnType<typeof readTimeIn>): readonly CalendarDay[] {
  if (read.kind === 'notATime') return [];
  return read.kind === 'ambiguous' ? read.candidates.map(({ day }) => day) : [read.named.day];
}
