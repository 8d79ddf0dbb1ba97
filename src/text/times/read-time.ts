import { type CalendarDay, wallClockDay, zonedDayEnd, zonedMoment } from '../../calendar.js';
import { daysBetween } from './calendar-days.js';
import { understandTime } from './grammar.js';
import { splitTime } from './lexemes.js';
import { wholePeriod } from './periods.js';
import { resolveTimes } from './resolve.js';
import type { Direction, NamedTime, TimeContext } from './time-context.js';

export type { Direction, NamedTime };

/** The meaning of a typed time. */
export type ReadTime =
  | { readonly kind: 'time'; readonly named: NamedTime }
  /** Its parts disagree, or it can be read in several ways: the person has to say which one is meant. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly NamedTime[] }
  | { readonly kind: 'past'; readonly named: NamedTime }
  | { readonly kind: 'notATime' };

/** When and where a time is read. */
export interface TimePlace {
  readonly now: Date;
  readonly timeZone: string;
}

/**
 * Reads a time as people name it in any language of the product (docs/design.md, 10): «فردا ساعت ۱۰», «شنبه
 * هفته بعد», «تا آخر هفته», "Thursday", «الخميس», `15/10/1405`. Every word has to be understood. If a future
 * time is wanted, one that has passed is `past`.
 */
export function readTime(
  typed: string,
  { now, timeZone }: TimePlace,
  direction: Direction = 'ahead',
): ReadTime {
  const today = wallClockDay(now, timeZone);
  return readTimeIn(typed, { now, timeZone, today, direction });
}

/** Like `readTime`, in a given context. */
export function readTimeIn(typed: string, context: TimeContext): ReadTime {
  const lexemes = splitTime(typed);
  if (lexemes === undefined) return { kind: 'notATime' };
  for (const said of understandTime(lexemes)) {
    const candidates = resolveTimes(said, context);
    const [named] = candidates;
    if (named === undefined) continue;
    const open = candidates.filter((one) => !isOver(one, context));
    const [only, ...others] = open;
    if (only === undefined) return { kind: 'past', named };
    return others.length === 0 ? { kind: 'time', named: only } : { kind: 'ambiguous', candidates: open };
  }
  return { kind: 'notATime' };
}

function isOver(named: NamedTime, { now, timeZone, direction, since }: TimeContext): boolean {
  return direction === 'ahead' && since === undefined && momentNamed(named, timeZone) <= now;
}

/**
 * Reads a whole week, month or year that has begun: its first and its last day. Undefined for anything else, a day
 * among it.
 */
export function readWholePeriod(
  typed: string,
  { now, timeZone }: TimePlace,
): readonly [first: CalendarDay, last: CalendarDay] | undefined {
  const [first, last] = wholePeriod(splitTime(typed) ?? []) ?? [];
  if (first === undefined || last === undefined) return undefined;
  const context: TimeContext = { now, timeZone, today: wallClockDay(now, timeZone), direction: 'behind' };
  const [from] = resolveTimes([first], context);
  const [to] =
    from === undefined ? [] : resolveTimes([last], { ...context, direction: 'ahead', since: from.day });
  return from === undefined || to === undefined ? undefined : [from.day, to.day];
}

/** The moment that a time names: a day without a time ends with its last millisecond. */
export function momentNamed({ day, time }: NamedTime, timeZone: string): Date {
  return time === undefined ? zonedDayEnd(day, timeZone) : zonedMoment(day, time, timeZone);
}

/** The number of days from today to a named time. */
export function daysAhead({ day }: NamedTime, { now, timeZone }: TimePlace): number {
  return daysBetween(wallClockDay(now, timeZone), day);
}
