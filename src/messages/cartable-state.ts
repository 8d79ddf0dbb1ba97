import type { Request } from '../requests/lifecycle/request.js';
import { formatTimeLeft } from '../text/dates.js';
import { markOfTime } from './card/head.js';
import type { Speech, Wording } from './wording.js';

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
