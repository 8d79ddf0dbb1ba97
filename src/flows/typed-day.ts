import { DAY_MS } from '../requests/lifecycle/rules.js';
import { parseDay } from '../text/dates.js';
import { searchable } from '../text/persian.js';

/** Days ahead that a promise may lie: a year; more is a slip of the finger. */
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

/** Days ahead as the buttons in English and Arabic say them; Persian is read with the other days. */
const DAYS_AHEAD: readonly (readonly [RegExp, number | undefined])[] = [
  [/^(?:tomorrow|غدا)$/, 1],
  [/^(?:next week|الاسبوع القادم)$/, 7],
  [/^(?:in )?(\d{1,3}) days?$/, undefined],
  [/^بعد (\d{1,3}) (?:ایام|یوما|یوم)$/, undefined],
];

/** Reads a promised day as people type it. */
export function readPromiseDay(typed: string, { now, timeZone }: Today): PromiseDay {
  const words = typed.trim().replace(/^(?:تا|by|حتى)\s+/i, '');
  const parsed = parseDay(inPersian(words), now, timeZone);
  if (!parsed.ok) return { ok: false, problem: parsed.because === 'past' ? 'dayInThePast' : 'notADay' };
  const isTooFar = parsed.date.getTime() > now.getTime() + LONGEST_PROMISE_DAYS * DAY_MS;
  return isTooFar ? { ok: false, problem: 'dayTooFar' } : { ok: true, day: parsed.date };
}

function inPersian(words: string): string {
  for (const [pattern, fixed] of DAYS_AHEAD) {
    const found = pattern.exec(searchable(words));
    if (found !== null) return `${fixed ?? found[1]} روز دیگر`;
  }
  return words;
}

/** The end of the day that comes so many days after today. */
export function dayFromToday(days: number, today: Today): PromiseDay {
  return readPromiseDay(`${days} روز دیگر`, today);
}
