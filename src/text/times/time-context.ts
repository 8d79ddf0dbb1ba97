import type { CalendarDay } from '../../calendar.js';
import { type CalendarName, dateIn, daysBetween } from './calendar-days.js';

/** An hour and minute of the day. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** A day, and the time of it where one was named. */
export interface NamedTime {
  readonly day: CalendarDay;
  readonly time?: TimeOfDay;
}

/** Whether the time that is asked for lies ahead or behind: a day without a year is the next one, or the last. */
export type Direction = 'ahead' | 'behind';

/** What the meaning of a typed time depends on. */
export interface TimeContext {
  readonly now: Date;
  readonly timeZone: string;
  readonly today: CalendarDay;
  readonly direction: Direction;
  /** The day from which weekdays and dates without a year are counted, where that is not today. */
  readonly since?: CalendarDay;
}

/** The day in the year that is meant where none is named: the next such day, or the last one. */
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
