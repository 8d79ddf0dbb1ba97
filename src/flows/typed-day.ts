import { wallClockDay, zonedDayEnd } from '../calendar.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import { parseDay } from '../text/dates.js';
import { addDays } from '../text/times/calendar-days.js';
import { readTypedMeanings } from '../text/typed-words.js';

/** How many days ahead a promise may lie: a year, since more is probably a typing error. */
const LONGEST_PROMISE_DAYS = 366;

/** Why a typed day cannot be promised. */
export type DayProblem = 'notADay' | 'dayInThePast' | 'dayTooFar';

/** The end of the promised day, or why it cannot be promised. */
export type PromiseDay =
  | { readonly ok: true; readonly day: Date }
  | { readonly ok: false; readonly problem: DayProblem };

/** The present moment and the city's time zone, in which days begin and end. */
export interface Today {
  readonly now: Date;
  readonly timeZone: string;
}

const moments = readTypedMeanings('moments', ['now']);

/** True for «الان» and the like, where something can begin at once instead of on a day. */
export function isNow(typed: string): boolean {
  return moments.meaningOf(typed) === 'now';
}

/** Reads a promised day as people type it. */
export function readPromiseDay(typed: string, { now, timeZone }: Today): PromiseDay {
  const parsed = parseDay(typed, now, timeZone);
  if (!parsed.ok) return { ok: false, problem: parsed.because === 'past' ? 'dayInThePast' : 'notADay' };
  const isTooFar = parsed.date.getTime() > now.getTime() + LONGEST_PROMISE_DAYS * DAY_MS;
  return isTooFar ? { ok: false, problem: 'dayTooFar' } : { ok: true, day: parsed.date };
}

/** The end of the day that is this many days after today. */
export function dayFromToday(days: number, { now, timeZone }: Today): PromiseDay {
  return { ok: true, day: zonedDayEnd(addDays(wallClockDay(now, timeZone), days), timeZone) };
}
