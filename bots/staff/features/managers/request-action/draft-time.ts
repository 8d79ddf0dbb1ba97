import { nextTimeOfDay } from '../../../../../src/calendar.js';
import type { Today } from '../../../../../src/flows/typed-day.js';
import { HOUR_MS } from '../../../../../src/requests/lifecycle/rules.js';
import { readLength } from '../../../../../src/text/times/read-length.js';
import { momentNamed, readTime } from '../../../../../src/text/times/read-time.js';
import { withoutUntil } from '../../../../../src/text/times/vocabulary.js';
import { readTypedMeanings } from '../../../../../src/text/typed-words.js';

/** The times offered as buttons. */
export const DRAFT_TIMES = ['fourHours', 'tomorrow', 'beforeDeadline'] as const;
export type NamedDraftTime = (typeof DRAFT_TIMES)[number];

/** The current moment, the city's days, and the deadline of the person who wants the draft. */
export interface DraftContext extends Today {
  readonly dueAt: Date;
}

const SHORT_HOURS = 4;
/** The hour of tomorrow that «تا فردا» means for a draft: early enough to be read and sent the same day. */
const NOON = 12;

const words = readTypedMeanings('draft-times', DRAFT_TIMES);

/** The moment that a named time means now; undefined if it would be too late or has passed. */
export function namedDraftTime(
  name: NamedDraftTime,
  { now, timeZone, dueAt }: DraftContext,
): Date | undefined {
  const by = momentOf(name, now, timeZone, dueAt);
  const isTooLate = now < dueAt && by > dueAt;
  return by <= now || isTooLate ? undefined : by;
}

function momentOf(name: NamedDraftTime, now: Date, timeZone: string, dueAt: Date): Date {
  switch (name) {
    case 'fourHours':
      return new Date(now.getTime() + SHORT_HOURS * HOUR_MS);
    case 'tomorrow':
      return nextTimeOfDay(nextTimeOfDay(now, 0, timeZone), NOON, timeZone);
    case 'beforeDeadline':
      return new Date(dueAt.getTime() - HOUR_MS);
  }
}

/**
 * Reads until when a draft is wanted: «۴ ساعت», «فردا», «ساعت ۱۴», «۱۶:۳۰», «شنبه», «یک ساعت پیش از مهلت». A
 * bare number is hours, a day ends at midnight. Several times where its parts disagree, none for anything that is
 * not a time; the lifecycle judges whether it is early enough.
 */
export function readDraftTimes(typed: string, context: DraftContext): readonly Date[] {
  const { now, timeZone, dueAt } = context;
  const text = withoutUntil(typed);
  const named = words.meaningOf(text);
  if (named !== undefined) return [momentOf(named, now, timeZone, dueAt)];
  const length = /^\d{1,3}$/.test(text) ? Number(text) * HOUR_MS : readLength(text);
  if (length !== undefined) return [new Date(now.getTime() + length)];
  const read = readTime(typed, { now, timeZone });
  if (read.kind === 'time') return [momentNamed(read.named, timeZone)];
  return read.kind === 'ambiguous' ? read.candidates.map((one) => momentNamed(one, timeZone)) : [];
}
