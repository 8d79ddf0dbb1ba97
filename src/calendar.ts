/**
 * Hour of the day, in the city's time zone, from which reminders and digests may be sent (docs/design.md, 3).
 */
const QUIET_HOURS_END = 7;
/** Hour of the day from which reminders and digests wait for the morning. */
const QUIET_HOURS_START = 22;
/** Hour of the morning's reminders and digests. */
export const MORNING_HOUR = 8;

/** The first moment after `after` at which clocks in `timeZone` show `hour`:00. */
export function nextTimeOfDay(after: Date, hour: number, timeZone: string): Date {
  const local = wallClock(after, timeZone);
  for (let day = 0; ; day += 1) {
    const candidate = fromWallClock(Date.UTC(local.year, local.month - 1, local.day + day, hour), timeZone);
    if (candidate > after) return candidate;
  }
}

/** `moment` itself, or the end of the quiet hours it is in. */
export function afterQuietHours(moment: Date, timeZone: string): Date {
  const { hour } = wallClock(moment, timeZone);
  const isQuiet = hour >= QUIET_HOURS_START || hour < QUIET_HOURS_END;
  return isQuiet ? nextTimeOfDay(moment, QUIET_HOURS_END, timeZone) : moment;
}

/** The moment at which the quiet hours of the evening begin on the day of `moment`. */
export function quietHoursBegin(moment: Date, timeZone: string): Date {
  return zonedMoment(wallClockDay(moment, timeZone), { hour: QUIET_HOURS_START, minute: 0 }, timeZone);
}

/** A day of the calendar, months counted from 1. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** The calendar day in `timeZone` at a moment. */
export function wallClockDay(moment: Date, timeZone: string): CalendarDay {
  const { year, month, day } = wallClock(moment, timeZone);
  return { year, month, day };
}

/** The last millisecond of a day in `timeZone`. */
export function zonedDayEnd({ year, month, day }: CalendarDay, timeZone: string): Date {
  return new Date(fromWallClock(Date.UTC(year, month - 1, day + 1), timeZone).getTime() - 1);
}

/** The moment at which a day begins in `timeZone`. */
export function zonedDayStart({ year, month, day }: CalendarDay, timeZone: string): Date {
  return fromWallClock(Date.UTC(year, month - 1, day), timeZone);
}

/** The moment at which clocks in `timeZone` show a time on a day. */
export function zonedMoment(
  { year, month, day }: CalendarDay,
  { hour, minute }: { readonly hour: number; readonly minute: number },
  timeZone: string,
): Date {
  return fromWallClock(Date.UTC(year, month - 1, day, hour, minute), timeZone);
}

/** The date whose UTC reading is the local time in `timeZone`: a workbook knows no time zones. */
export function wallClockDate(moment: Date, timeZone: string): Date {
  const { year, month, day, hour, minute, second } = wallClock(moment, timeZone);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** A local date and time, months counted from 1. */
export interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The local date and time in `timeZone` at a moment. */
export function wallClock(moment: Date, timeZone: string): WallClock {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  const parts = new Map(formatter.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const read = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
}

/**
 * The moment at which the local time in the zone is what `wall` shows in UTC; computed twice because of zones
 * that shift.
 */
function fromWallClock(wall: number, timeZone: string): Date {
  const offsetAt = (moment: number) => {
    const local = wallClock(new Date(moment), timeZone);
    const shown = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second);
    return shown - Math.floor(moment / 1000) * 1000;
  };
  const first = wall - offsetAt(wall);
  return new Date(wall - offsetAt(first));
}

/** Time zones change what they add to UTC at a full quarter of an hour only. */
const QUARTER_MS = 15 * 60_000;
const MOST_OFFSETS = 10_000;
const offsets = new Map<string, number>();

/**
 * A moment as other systems read it: ISO 8601 with the offset of the zone, without fractions of a second, such as
 * `2026-11-30T20:05:00+03:30`.
 */
export function zonedIsoTime(moment: Date, timeZone: string): string {
  const quarter = Math.floor(moment.getTime() / QUARTER_MS);
  const key = `${timeZone} ${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const start = new Date(quarter * QUARTER_MS);
    offset = wallClockDate(start, timeZone).getTime() - start.getTime();
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(key, offset);
  }
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  const local = new Date(moment.getTime() + offset).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
