import { assertNever } from '../../../../../src/assert-never.js';
import { wallClockDay, zonedDayEnd } from '../../../../../src/calendar.js';
import { cartableOf } from '../../../../../src/cartables/cartable.js';
import { markOfTime } from '../../../../../src/messages/card-head.js';
import type { Speech, Wording } from '../../../../../src/messages/wording.js';
import type { Request } from '../../../../../src/requests/lifecycle/request.js';
import { byUrgentMark } from '../../../../../src/requests/lifecycle/urgency.js';
import { formatTimeLeft } from '../../../../../src/text/dates.js';

/** A request that waits for a position. */
export interface Waiting {
  readonly request: Request;
  readonly position: string;
}

/**
 * The requests that wait for these positions: those whose words tell of danger, then by deadline, followed by
 * those that wait for the citizen.
 */
export function orderByUrgency(
  requests: readonly Request[],
  positions: readonly string[],
): readonly Waiting[] {
  return requests
    .flatMap((request) => {
      const position = cartableOf(request);
      return position !== undefined && positions.includes(position) ? [{ request, position }] : [];
    })
    .sort(
      (one, other) =>
        byUrgentMark(one.request, other.request) ||
        Number(one.request.stage.status === 'waiting') - Number(other.request.stage.status === 'waiting') ||
        endOf(one.request) - endOf(other.request) ||
        one.request.filedAt.getTime() - other.request.filedAt.getTime(),
    );
}

/** Parts of a cartable that can be viewed on their own. */
export const PARTS = ['all', 'dueSoon', 'dueToday', 'overdue', 'asked'] as const;
export type Part = (typeof PARTS)[number];

/** The requests of one part: due before managers are told the next time (`soon`), due by the end of the day, late, or waiting for a citizen's reply. */
export function partOf(
  waiting: readonly Waiting[],
  part: Part,
  { now, timeZone, soon }: Pick<Speech, 'now' | 'timeZone'> & { readonly soon: Date },
): readonly Waiting[] {
  const endOfDay = zonedDayEnd(wallClockDay(now, timeZone), timeZone).getTime();
  return waiting.filter(({ request }) => {
    const { stage } = request;
    switch (part) {
      case 'all':
        return true;
      case 'asked':
        return stage.status === 'waiting';
      case 'dueSoon':
        return (
          stage.status !== 'waiting' && endOf(request) > now.getTime() && endOf(request) <= soon.getTime()
        );
      case 'dueToday':
        return stage.status !== 'waiting' && endOf(request) > now.getTime() && endOf(request) <= endOfDay;
      case 'overdue':
        return stage.status === 'referred' && stage.referral.dueAt <= now;
      default:
        return assertNever(part);
    }
  });
}

/** The deadline of the next action, whoever has to take it, in milliseconds. */
function endOf({ stage }: Request): number {
  switch (stage.status) {
    case 'referred':
      return stage.referral.dueAt.getTime();
    case 'waiting':
      return stage.replyBy.getTime();
    case 'answered':
      return stage.promise?.confirmBy?.getTime() ?? Number.POSITIVE_INFINITY;
    case 'intake':
    case 'followUp':
    case 'closed':
      return Number.POSITIVE_INFINITY;
  }
}

/** How much time is left for a waiting request, or whom it waits for. */
export function stateOf(
  { stage, heldAnswer }: Request,
  { now, locale }: Pick<Speech, 'now' | 'locale'>,
  wording: Wording,
): string {
  if (heldAnswer !== undefined) {
    return wording.plain('recall.inCartable', { until: wording.moment(heldAnswer.giveAt) });
  }
  if (stage.status === 'waiting') {
    return wording.plain('cartable.waiting', { deadline: wording.deadline(stage.replyBy) });
  }
  if (stage.status !== 'referred') return wording.plain('cartable.promise');
  const { dueAt, overdue } = stage.referral;
  const left = dueAt.getTime() - now.getTime();
  if (left <= 0 || overdue !== undefined) return wording.plain('cartable.overdue');
  return wording.plain('cartable.left', { mark: markOfTime(left), left: formatTimeLeft(left, locale) });
}
