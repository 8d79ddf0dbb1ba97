import { nextTimeOfDay, wallClockDay, zonedDayEnd, zonedDayStart } from '../calendar.js';
import { cartableOf } from '../cartables/cartable.js';
import type { Request } from '../requests/lifecycle/request.js';
import { DAY_MS } from '../requests/lifecycle/rules.js';
import type { PositionFigures } from './position-figures.js';

/** The hour of the day from which the morning digest is skipped. */
const NOON = 12;

/** What a manager is told in the morning. */
export interface Digest {
  /**
   * Requests that wait for them; how many of these are due by the end of the day, and how many are overdue.
   */
  readonly waiting: number;
  readonly dueToday: number;
  readonly overdue: number;
  /** Requests at positions below them although a deadline below them has passed. */
  readonly overdueBelow: number;
  readonly answeredYesterday: number;
  readonly ratings: number;
  readonly meanRating?: number;
  /** How many were told yesterday, at once, that it is another body's matter; for those who read reports. */
  readonly toldElsewhere?: number;
}

/** The part of a referred request that a digest needs. */
export type Lying = Pick<Request, 'stage'>;

/**
 * The day whose digest is due: from eight in the morning until noon. Earlier it is too early, and later a
 * digest that an outage delayed is old news.
 */
export function digestDay(
  now: Date,
  { timeZone, morningHour }: { readonly timeZone: string; readonly morningHour: number },
): string | undefined {
  const { year, month, day } = wallClockDay(now, timeZone);
  const start = zonedDayStart({ year, month, day }, timeZone);
  const justBefore = new Date(start.getTime() - 1);
  const opens = nextTimeOfDay(justBefore, morningHour, timeZone);
  if (now < opens || now >= nextTimeOfDay(opens, NOON, timeZone)) return undefined;
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** From the beginning of yesterday to its end. */
export function spanOfYesterday(now: Date, timeZone: string): { readonly from: Date; readonly to: Date } {
  const to = zonedDayStart(wallClockDay(now, timeZone), timeZone);
  const within = new Date(to.getTime() - DAY_MS / 2);
  return { from: zonedDayStart(wallClockDay(within, timeZone), timeZone), to };
}

/** The digest of the holder of these positions. */
export function digestOf(options: {
  readonly positions: readonly string[];
  /** Requests that wait for these positions. */
  readonly mine: readonly Lying[];
  /** Requests whose clock is running at a position below. */
  readonly below: readonly Lying[];
  readonly answeredYesterday: number;
  readonly figures: readonly PositionFigures[];
  readonly toldElsewhere?: number;
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
    ...(options.toldElsewhere === undefined ? {} : { toldElsewhere: options.toldElsewhere }),
    ...(ratings === 0 ? {} : { meanRating: scores / ratings }),
  };
}

/** Ratings and what was told at once are no news: without anything else, no digest is sent. */
export function isWorthSaying({ waiting, overdueBelow, answeredYesterday }: Digest): boolean {
  return waiting + overdueBelow + answeredYesterday > 0;
}

function isDueBetween(stage: Request['stage'], now: Date, end: Date): boolean {
  if (stage.status === 'referred') return stage.referral.dueAt > now && stage.referral.dueAt <= end;
  const confirmBy = stage.status === 'answered' ? stage.promise?.confirmBy : undefined;
  return confirmBy !== undefined && confirmBy <= end;
}

/** It has climbed since a deadline passed, or its own deadline has passed and it has not been moved yet. */
function isLate(stage: Request['stage'], now: Date): boolean {
  return stage.status === 'referred' && (stage.referral.because === 'late' || stage.referral.dueAt <= now);
}
