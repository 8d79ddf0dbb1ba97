import { assertNever } from '../../assert-never.js';
import { type CalendarDay, wallClock } from '../../calendar.js';
import { addDays, daysBetween, weekdayOf } from './calendar-days.js';
import {
  addAmounts,
  dateNamed,
  dayOfMonth,
  dayOfPeriod,
  FIRST_WEEKDAY,
  nearestWeekday,
  weekdayAlone,
  weekStart,
} from './named-days.js';
import { numericDays } from './numeric-date.js';
import type { Said } from './said.js';
import type { NamedTime, TimeContext, TimeOfDay } from './time-context.js';
import { timeOfDay } from './time-of-day.js';

type Of<Kind extends Said['kind']> = Extract<Said, { kind: Kind }>;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * The times that the parts of a text name together: one, or several if they disagree or are ambiguous. None
 * for parts that do not fit together and for days that no calendar has.
 */
export function resolveTimes(said: readonly Said[], context: TimeContext): readonly NamedTime[] {
  const all = <Kind extends Said['kind']>(kind: Kind) =>
    said.filter((one): one is Of<Kind> => one.kind === kind);
  const [clocks, parts] = [all('clock'), all('part')];
  if (clocks.length > 1 || parts.length > 1) return [];
  const [time, isNextDay] = timeOfDay(clocks[0], parts[0]?.part);
  if (time === undefined && clocks.length > 0) return [];

  const exact = momentOf(all('span'), context);
  const dated = said.filter(({ kind }) => kind !== 'clock' && kind !== 'part');
  if (exact !== undefined) return dated.length === 1 && time === undefined ? [exact] : [];
  if (dated.length === 0) return time === undefined ? [] : nextOccurrence(time, isNextDay, context);
  return daysOf(dated, context).map((day) => ({
    day: isNextDay ? addDays(day, 1) : day,
    ...(time === undefined ? {} : { time }),
  }));
}

/** The moment of a distance in hours or minutes; undefined for one in days. */
function momentOf(
  spans: readonly Of<'span'>[],
  { now, timeZone, direction }: TimeContext,
): NamedTime | undefined {
  const [span] = spans;
  if (span === undefined || spans.length > 1) return undefined;
  if (!span.amounts.some(({ unit }) => unit === 'hour' || unit === 'minute')) return undefined;
  if (span.direction === undefined && direction === 'behind') return undefined;
  const sign = span.direction ?? 1;
  const ms = span.amounts.reduce(
    (sum, { unit, count }) => sum + count * (unit === 'hour' ? HOUR_MS : unit === 'minute' ? MINUTE_MS : 0),
    0,
  );
  const { year, month, day, hour, minute } = wallClock(new Date(now.getTime() + sign * ms), timeZone);
  const others = span.amounts.filter(({ unit }) => unit !== 'hour' && unit !== 'minute');
  const moved = addAmounts({ year, month, day }, others, sign);
  return moved === undefined ? undefined : { day: moved, time: { hour, minute } };
}

/** A time without a day: today, or tomorrow once it has passed. */
function nextOccurrence(
  time: TimeOfDay,
  isNextDay: boolean,
  { now, timeZone, today, direction }: TimeContext,
): readonly NamedTime[] {
  if (direction === 'behind') return [];
  const { hour, minute } = wallClock(now, timeZone);
  const isOver = !isNextDay && time.hour * 60 + time.minute <= hour * 60 + minute;
  return [{ day: isNextDay || isOver ? addDays(today, 1) : today, time }];
}

/** The days that the parts name: those that fit all of them, or one for each if they disagree. */
function daysOf(said: readonly Said[], context: TimeContext): readonly CalendarDay[] {
  const weekdays = said.filter((one) => one.kind === 'weekday');
  const monthDays = said.filter((one) => one.kind === 'dayOfMonth');
  const rest = said.filter(({ kind }) => kind !== 'weekday' && kind !== 'dayOfMonth');
  const [weekday, ...otherWeekdays] = weekdays;
  const [monthDay, ...otherMonthDays] = monthDays;
  if (otherWeekdays.length > 0 || otherMonthDays.length > 0) return [];
  // «فردا ۵ م» is five o'clock, not the fifth.
  if (monthDay !== undefined && rest.some(({ kind }) => kind === 'day')) return [];

  const [only, ...others] = rest;
  const weeks = others.length === 0 && only !== undefined ? weeksAway(only) : undefined;
  if (weekday !== undefined && weeks !== undefined && monthDay === undefined) {
    return [addDays(weekStart(context.today), 7 * weeks + ((weekday.weekday - FIRST_WEEKDAY + 7) % 7))];
  }
  const isOfMonth = only?.kind === 'period' && only.unit === 'month' && only.edge === undefined;
  if (monthDay !== undefined && isOfMonth && others.length === 0) {
    return agreeing([listed(dayOfMonth(monthDay.day, only.shift, context))], weekday, context);
  }
  const named = [...rest, ...monthDays].map((one) => daysNamed(one, context));
  if (named.some((days) => days.length === 0)) return [];
  if (named.length === 0) return weekday === undefined ? [] : [weekdayAlone(weekday, context)];
  return agreeing(named, weekday, context);
}

/** The days that all parts name; else all of them, for the person to choose from. */
function agreeing(
  named: readonly (readonly CalendarDay[])[],
  weekday: Of<'weekday'> | undefined,
  context: TimeContext,
): readonly CalendarDay[] {
  const [first = [], ...others] = named;
  const common = first.filter((day) => others.every((days) => days.some((one) => isSame(one, day))));
  const days = common.length > 0 ? common : distinct(named.flat());
  if (weekday === undefined) return days;
  const fitting = days.filter((day) => weekdayOf(day) === weekday.weekday);
  if (fitting.length > 0) return fitting;
  const [day] = days;
  return day === undefined ? [] : distinct([...days, nearestWeekday(weekday.weekday, day, context)]);
}

function isSame(one: CalendarDay, other: CalendarDay): boolean {
  return daysBetween(one, other) === 0;
}

function distinct(days: readonly CalendarDay[]): readonly CalendarDay[] {
  return days.filter((day, index) => days.findIndex((one) => isSame(one, day)) === index);
}

function daysNamed(said: Said, context: TimeContext): readonly CalendarDay[] {
  const { today, direction } = context;
  switch (said.kind) {
    case 'numeric':
      return numericDays(said.numbers, context);
    case 'date':
      return listed(dateNamed(said, context));
    case 'day':
      return [addDays(today, said.days)];
    case 'span':
      if (said.direction === undefined && direction === 'behind') return [];
      return listed(addAmounts(today, said.amounts, said.direction ?? 1));
    case 'period':
      return listed(dayOfPeriod(said, context));
    case 'dayOfMonth':
      return listed(dayOfMonth(said.day, undefined, context));
    case 'weekday':
    case 'clock':
    case 'part':
      return [];
    default:
      return assertNever(said);
  }
}

function listed(day: CalendarDay | undefined): readonly CalendarDay[] {
  return day === undefined ? [] : [day];
}

/** How many weeks from the current one; undefined if it does not name a week. */
function weeksAway(said: Said): number | undefined {
  if (said.kind === 'period') {
    return said.unit === 'week' && said.edge === undefined ? said.shift : undefined;
  }
  if (said.kind !== 'span') return undefined;
  const [amount, ...others] = said.amounts;
  return amount?.unit === 'week' && others.length === 0 && Number.isInteger(amount.count)
    ? amount.count * (said.direction ?? 1)
    : undefined;
}
