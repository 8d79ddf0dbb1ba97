import { wallClockDay, zonedDayEnd } from '../calendar.js';
import { cartableOf } from '../cartables/cartable.js';
import { draftRequestsNow, isAwaited } from '../requests/lifecycle/drafting.js';
import type { Request } from '../requests/lifecycle/request.js';
import { HOUR_MS, PROMISE_CONFIRMATION_HOURS } from '../requests/lifecycle/rules.js';
import type { DigestSlot } from './digest-slot.js';

/** Why a digest names a request, the most pressing reason first. */
export type DigestReason = 'due' | 'overdue' | 'promise' | 'returned' | 'lateDraft';

/** A request that a digest names. */
export interface NamedRequest {
  readonly request: Request;
  readonly reason: DigestReason;
  /** Until when something has to be done; absent where that time has passed. */
  readonly by?: Date;
}

/** What waits for a manager at a slot (docs/design.md, 3). */
export interface Digest {
  /** How many requests wait for them, how many of these until the end of the day, and how many are overdue. */
  readonly waiting: number;
  readonly dueToday: number;
  readonly overdue: number;
  /** What falls due before the next slot, or has happened by itself since the one before; each once. */
  readonly named: readonly NamedRequest[];
}

/** How it went yesterday, which only the first digest of a day says. */
export interface Yesterday {
  /** Requests at positions below them although a deadline below them has passed. */
  readonly overdueBelow: number;
  readonly answeredYesterday: number;
  /** How many were told at once that it is another body's matter; for those who read reports. */
  readonly toldElsewhere?: number;
  readonly ratings: number;
  readonly meanRating?: number;
}

/** The digest of the holder of these positions. */
export function digestOf(options: {
  readonly positions: readonly string[];
  /** Requests that may wait for these positions. */
  readonly requests: readonly Request[];
  readonly slot: DigestSlot;
  readonly now: Date;
  readonly timeZone: string;
}): Digest {
  const { positions, requests, slot, now, timeZone } = options;
  const waiting = requests.filter((request) => {
    const position = cartableOf(request);
    return position !== undefined && positions.includes(position);
  });
  const endOfDay = zonedDayEnd(wallClockDay(now, timeZone), timeZone);
  return {
    waiting: waiting.length,
    dueToday: waiting.filter((request) => isDueBetween(request, now, endOfDay)).length,
    overdue: waiting.filter(({ stage }) => stage.status === 'referred' && stage.referral.dueAt <= now).length,
    named: waiting
      .flatMap((request) => namedFor(request, slot, now))
      .toSorted((one, other) => rank(one) - rank(other) || endOf(one) - endOf(other)),
  };
}

/**
 * True if a digest has something to say: in the morning how things stand, later only what is new. Ratings and
 * what was told at once are no news.
 */
export function isWorthSaying({ waiting, named }: Digest, yesterday?: Yesterday): boolean {
  if (named.length > 0) return true;
  if (yesterday === undefined) return false;
  return waiting + yesterday.overdueBelow + yesterday.answeredYesterday > 0;
}

const REASONS: readonly DigestReason[] = ['due', 'overdue', 'promise', 'returned', 'lateDraft'];

function rank({ reason }: NamedRequest): number {
  return REASONS.indexOf(reason);
}

function endOf({ by, request }: NamedRequest): number {
  return (by ?? request.filedAt).getTime();
}

function namedFor(request: Request, slot: DigestSlot, now: Date): readonly NamedRequest[] {
  const { stage, heldAnswer } = request;
  if (heldAnswer !== undefined) return [];
  // What happens after the hour of the slot is for the next one, however late this one is written.
  const isSince = (at: Date) => at > slot.before && at <= slot.at;
  const isNew = (at: Date) => slot.isFirst || isSince(at);
  if (stage.status === 'answered') {
    const confirmBy = stage.promise?.confirmBy;
    if (confirmBy === undefined) return [];
    const askedAt = new Date(confirmBy.getTime() - PROMISE_CONFIRMATION_HOURS * HOUR_MS);
    return isNew(askedAt) || confirmBy <= slot.until ? [{ request, reason: 'promise', by: confirmBy }] : [];
  }
  if (stage.status !== 'referred') return [];
  const { dueAt, overdue, resumedAt } = stage.referral;
  if (dueAt > now && dueAt <= slot.until) return [{ request, reason: 'due', by: dueAt }];
  if (overdue !== undefined && isNew(overdue.since)) return [{ request, reason: 'overdue' }];
  if (resumedAt !== undefined && isSince(resumedAt)) return [{ request, reason: 'returned', by: dueAt }];
  const isLate = draftRequestsNow(request).some((asked) => isAwaited(request, asked) && isSince(asked.by));
  return isLate ? [{ request, reason: 'lateDraft', by: dueAt }] : [];
}

function isDueBetween({ stage }: Request, now: Date, end: Date): boolean {
  if (stage.status === 'referred') return stage.referral.dueAt > now && stage.referral.dueAt <= end;
  const confirmBy = stage.status === 'answered' ? stage.promise?.confirmBy : undefined;
  return confirmBy !== undefined && confirmBy <= end;
}
