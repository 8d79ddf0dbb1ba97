import { assertNever } from '../assert-never.js';
import { wallClockDay, zonedDayEnd } from '../calendar.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import { parseDay } from '../text/dates.js';
import { addDays } from '../text/times/calendar-days.js';
import { daysAhead } from '../text/times/read-time.js';
import { readTypedMeanings } from '../text/typed-words.js';

/** How many days ahead a promise may lie: a year, since more is probably a typing error. */
const LONGEST_PROMISE_DAYS = 366;

/** Why a typed day cannot be promised. */
export type DayProblem = 'notADay' | 'dayInThePast' | 'dayTooFar' | 'whichDay';

/** The end of the promised day, or why it cannot be promised. */
export type PromiseDay =
  | { readonly ok: true; readonly day: Date }
  | {
      readonly ok: false;
      readonly problem: DayProblem;
      /** With `whichDay`: how many days ahead each of the days lies of which one is meant. */
      readonly days?: readonly number[];
    };

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
  if (parsed.ok) {
    return isTooFar(parsed.date, now) ? { ok: false, problem: 'dayTooFar' } : { ok: true, day: parsed.date };
  }
  switch (parsed.because) {
    case 'past':
      return { ok: false, problem: 'dayInThePast' };
    case 'notADate':
      return { ok: false, problem: 'notADay' };
    case 'ambiguous': {
      const near = parsed.candidates.filter((day) => !isTooFar(day, now));
      if (near.length === 0) return { ok: false, problem: 'dayTooFar' };
      const days = near.map((day) => daysAhead({ day: wallClockDay(day, timeZone) }, { now, timeZone }));
      return { ok: false, problem: 'whichDay', days: [...new Set(days)] };
    }
    default:
      return assertNever(parsed);
  }
}

function isTooFar(day: Date, now: Date): boolean {
  return day.getTime() > now.getTime() + LONGEST_PROMISE_DAYS * DAY_MS;
}

/** The end of the day that is this many days after today. */
export function dayFromToday(days: number, { now, timeZone }: Today): Extract<PromiseDay, { ok: true }> {
  return { ok: true, day: zonedDayEnd(addDays(wallClockDay(now, timeZone), days), timeZone) };
}
