import type { CalendarDay } from '../../calendar.js';
import { type CalendarName, dateIn, daysBetween } from './calendar-days.js';

/** An hour and minute of the day. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** A day, with a time of day if one was named. */
export interface NamedTime {
  readonly day: CalendarDay;
  readonly time?: TimeOfDay;
}

/** Whether a future or a past time is wanted: a day without a year is the next one, or the last. */
export type Direction = 'ahead' | 'behind';

/** The context that determines the meaning of a typed time. */
export interface TimeContext {
  readonly now: Date;
  readonly timeZone: string;
  readonly today: CalendarDay;
  readonly direction: Direction;
  /** The day from which weekdays and dates without a year are counted, if not today. */
  readonly since?: CalendarDay;
}

/** The day in the implied year: the next such day, or the last one. */
export function inMeantYear(
  calendar: CalendarName,
  dayInYear: (year: number) => CalendarDay | undefined,
  { today, since = today, direction }: TimeContext,
): CalendarDay | undefined {
  const { year } = dateIn(calendar, since);
  const years = direction === 'ahead' ? [year, year + 1] : [year, year - 1];
  return years.map(dayInYear).find((day) => day !== undefined && isMeant(daysBetween(since, day), direction));
}

function isMeant(days: number, direction: Direction): boolean {
  return direction === 'ahead' ? days >= 0 : days <= 0;
}
