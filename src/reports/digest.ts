import { MORNING_HOUR, nextTimeOfDay, wallClockDay, zonedDayEnd, zonedDayStart } from '../calendar.js';
import { cartableOf } from '../cartables/cartable.js';
import type { Request } from '../requests/lifecycle/request.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import type { PositionFigures } from './position-figures.js';

/** Hour of the day from which on the morning's digest is left out. */
const NOON = 12;

/** What a manager hears in the morning. */
export interface Digest {
  /** What waits for him, what of it is due by the end of the day, and what is overdue with him. */
  readonly waiting: number;
  readonly dueToday: number;
  readonly overdue: number;
  /** What lies with positions below him although a deadline below him has passed. */
  readonly overdueBelow: number;
  readonly answeredYesterday: number;
  readonly ratings: number;
  readonly meanRating?: number;
}

/** A request that lies with a position, as far as a digest looks at it. */
export type Lying = Pick<Request, 'stage'>;

/**
 * The day whose digest is due: from eight in the morning until noon. Before that it is too early, and after it a
 * digest that an outage kept back is old news.
 */
export function digestDay(now: Date, timeZone: string): string | undefined {
  const { year, month, day } = wallClockDay(now, timeZone);
  const start = zonedDayStart({ year, month, day }, timeZone);
  const justBefore = new Date(start.getTime() - 1);
  const opens = nextTimeOfDay(justBefore, MORNING_HOUR, timeZone);
  if (now < opens || now >= nextTimeOfDay(opens, NOON, timeZone)) return undefined;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** From the beginning of yesterday to its end. */
export function yesterday(now: Date, timeZone: string): { readonly from: Date; readonly to: Date } {
  const to = zonedDayStart(wallClockDay(now, timeZone), timeZone);
  const within = new Date(to.getTime() - DAY_MS / 2);
  return { from: zonedDayStart(wallClockDay(within, timeZone), timeZone), to };
}

/** What there is to say to whoever has these positions. */
export function digestOf(options: {
  readonly positions: readonly string[];
  /** Requests that wait for these positions. */
  readonly mine: readonly Lying[];
  /** Requests whose clock runs with a position below. */
  readonly below: readonly Lying[];
  readonly answeredYesterday: number;
  readonly figures: readonly PositionFigures[];
  readonly now: Date;
  readonly timeZone: string;
}): Digest {
  const { positions, mine, below, answeredYesterday, figures, now, timeZone } = options;
  const waiting = mine.filter(({ stage }) => {
    const position = cartableOf({ stage });
    return position !== undefined && positions.includes(position);
  });
  const endOfDay = zonedDayEnd(wallClockDay(now, timeZone), timeZone);
  const ratings = figures.reduce((sum, one) => sum + one.ratings, 0);
  const scores = figures.reduce((sum, one) => sum + (one.meanRating ?? 0) * one.ratings, 0);
  return {
    waiting: waiting.length,
    dueToday: waiting.filter(({ stage }) => isDueBetween(stage, now, endOfDay)).length,
    overdue: waiting.filter(({ stage }) => stage.status === 'referred' && stage.referral.dueAt <= now).length,
    overdueBelow: below.filter(({ stage }) => isLate(stage, now)).length,
    answeredYesterday,
    ratings,
    ...(ratings === 0 ? {} : { meanRating: scores / ratings }),
  };
}

/** A rating alone is no news: without anything else there is nothing to say. */
export function isWorthSaying({ waiting, overdueBelow, answeredYesterday }: Digest): boolean {
  return waiting + overdueBelow + answeredYesterday > 0;
}

function isDueBetween(stage: Request['stage'], now: Date, end: Date): boolean {
  if (stage.status === 'referred') return stage.referral.dueAt > now && stage.referral.dueAt <= end;
  const confirmBy = stage.status === 'answered' ? stage.promise?.confirmBy : undefined;
  return confirmBy !== undefined && confirmBy <= end;
}

/** It has climbed since a deadline passed, or its own has passed and nobody has moved it yet. */
function isLate(stage: Request['stage'], now: Date): boolean {
  return stage.status === 'referred' && (stage.referral.because === 'late' || stage.referral.dueAt <= now);
}
