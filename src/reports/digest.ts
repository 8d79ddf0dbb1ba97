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
  /** How many fall due before the next slot, or have happened by themselves since the one before; each once. */
  readonly reasons: Readonly<Record<DigestReason, number>>;
  /** The first `MOST_NAMED` of those, the most pressing ones. */
  readonly named: readonly NamedRequest[];
}

/** The most requests that one digest names; the others are counted. */
export const MOST_NAMED = 10;

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

/** Whose digest it is, and of when. */
interface About {
  readonly positions: readonly string[];
  readonly slot: DigestSlot;
  readonly now: Date;
  readonly timeZone: string;
}

/** The digest of the holder of these positions, from requests that are read some at a time. */
export async function gatherDigest(
  batches: AsyncIterable<readonly Request[]>,
  about: About,
): Promise<Digest> {
  let digest = digestOf([], about);
  for await (const requests of batches) digest = addUp(digest, digestOf(requests, about));
  return digest;
}

/** The digest from requests that may wait for these positions. */
export function digestOf(requests: readonly Request[], { positions, slot, now, timeZone }: About): Digest {
  const waiting = requests.filter((request) => {
    const position = cartableOf(request);
    return position !== undefined && positions.includes(position);
  });
  const endOfDay = zonedDayEnd(wallClockDay(now, timeZone), timeZone);
  const news = waiting.flatMap((request) => namedFor(request, slot, now));
  return {
    waiting: waiting.length,
    dueToday: waiting.filter((request) => isDueBetween(request, now, endOfDay)).length,
    overdue: waiting.filter(({ stage }) => stage.status === 'referred' && stage.referral.dueAt <= now).length,
    reasons: byReason((reason) => news.filter((one) => one.reason === reason).length),
    named: mostPressing(news),
  };
}

/** The digest of two sets of requests that have none in common. */
function addUp(one: Digest, other: Digest): Digest {
  return {
    waiting: one.waiting + other.waiting,
    dueToday: one.dueToday + other.dueToday,
    overdue: one.overdue + other.overdue,
    reasons: byReason((reason) => one.reasons[reason] + other.reasons[reason]),
    named: mostPressing([...one.named, ...other.named]),
  };
}

function mostPressing(news: readonly NamedRequest[]): readonly NamedRequest[] {
  return news
    .toSorted((one, other) => rank(one) - rank(other) || endOf(one) - endOf(other))
    .slice(0, MOST_NAMED);
}

function byReason(count: (reason: DigestReason) => number): Digest['reasons'] {
  return {
    due: count('due'),
    overdue: count('overdue'),
    promise: count('promise'),
    returned: count('returned'),
    lateDraft: count('lateDraft'),
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
