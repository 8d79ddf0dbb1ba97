import type { Context } from './context.js';
import { type EventsOrRefusal, refuseNow } from './decision.js';
import type { EventBody, RequestEvent } from './events.js';
import type { Refusal } from './refusal.js';
import { isOpen, type Request, type UrgentMark } from './request.js';
import { DISMISSED_MARKS, MINUTE_MS } from './rules.js';

type Marked = Pick<Request, 'stage' | 'urgentMarks'>;

/** The mark of an open request whose words tell of danger; undefined if there is none, or it was taken away. */
export function urgentMark({ stage, urgentMarks = [] }: Marked): UrgentMark | undefined {
  const newest = urgentMarks.at(-1);
  return stage.status === 'closed' || newest?.dismissedAt !== undefined ? undefined : newest;
}

/** True for a request that comes before all others in every list (docs/design.md, 3). */
export function isPutFirst(request: Marked): boolean {
  return urgentMark(request)?.isPutFirst === true;
}

/** True while nobody on the staff has looked at an urgent request or done anything about it. */
export function isUntouched(request: Marked): boolean {
  const mark = urgentMark(request);
  return mark?.isPutFirst === true && mark.touchedAt === undefined;
}

/**
 * True for a person whose latest marks, over all their requests, were all taken away by staff: their words
 * are still marked, but no longer put first. A mark that nobody on the staff has seen yet does not count.
 */
export function isDoubted(requests: readonly Pick<Request, 'urgentMarks'>[]): boolean {
  const latest = requests
    .flatMap(({ urgentMarks = [] }) => urgentMarks)
    .filter(({ dismissedAt, touchedAt }) => dismissedAt !== undefined || touchedAt !== undefined)
    .toSorted((one, other) => one.at.getTime() - other.at.getTime())
    .slice(-DISMISSED_MARKS);
  return latest.length === DISMISSED_MARKS && latest.every(({ dismissedAt }) => dismissedAt !== undefined);
}

/**
 * The event that marks a request whose words tell of danger; none for other words. It comes last among the
 * events of its command, so that the command itself is no touch of the mark.
 */
export function markIfDanger(context: Context, request?: Marked): readonly EventBody[] {
  const { danger, now, organization } = context;
  if (danger === undefined || (request !== undefined && urgentMark(request) !== undefined)) return [];
  if (danger.isDoubted) return [{ type: 'urgencyMarked', isPutFirst: false }];
  const alarmAt = new Date(now.getTime() + organization.urgentAlarmMinutes * MINUTE_MS);
  return [{ type: 'urgencyMarked', isPutFirst: true, alarmAt }];
}

/** Staff have seen an urgent request: it no longer alarms the supervisor. */
export function acknowledgeUrgency(request: Request, context: Context): EventsOrRefusal {
  const { kind } = context.actor;
  if (kind !== 'manager' && kind !== 'operator' && kind !== 'supervisor') return { code: 'notAllowed' };
  return isUntouched(request) ? [{ type: 'acknowledged' }] : notUrgent(request);
}

/** An operator or a supervisor takes the mark away; deadlines that run stay as they are. */
export function dismissUrgency(request: Request, context: Context): EventsOrRefusal {
  const { kind } = context.actor;
  if (kind !== 'operator' && kind !== 'supervisor') return { code: 'notAllowed' };
  return urgentMark(request) === undefined ? notUrgent(request) : [{ type: 'urgencyDismissed' }];
}

/** Nobody has touched an urgent request in time: the supervisors are told, once. */
export function alarmUntouched(request: Request, context: Context): EventsOrRefusal {
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  const at = alarmTime(request);
  if (at === undefined) return notUrgent(request);
  return context.now < at ? { code: 'notDue' } : [{ type: 'leftUntouched' }];
}

/** When the supervisors are told that nobody has touched a request; undefined if they need not be. */
export function alarmTime(request: Marked): Date | undefined {
  const mark = isUntouched(request) ? urgentMark(request) : undefined;
  return mark?.alarmedAt === undefined ? mark?.alarmAt : undefined;
}

function notUrgent(request: Request): Refusal {
  return isOpen(request) ? { code: 'notUrgent' } : refuseNow(request.stage);
}

/** The request with its mark touched, if the event is an act of staff on an urgent request. */
export function touchedBy(event: RequestEvent, request: Request): Request {
  const { kind } = event.actor;
  const isStaff = kind === 'manager' || kind === 'operator' || kind === 'supervisor';
  if (!isStaff || event.type === 'urgencyMarked') return request;
  return withMark(request, (mark) =>
    mark.touchedAt === undefined ? { ...mark, touchedAt: event.at } : mark,
  );
}

/** The request with its newest mark changed. */
export function withMark(request: Request, change: (mark: UrgentMark) => UrgentMark): Request {
  const { urgentMarks = [] } = request;
  const newest = urgentMarks.at(-1);
  if (newest === undefined || newest.dismissedAt !== undefined) return request;
  return { ...request, urgentMarks: [...urgentMarks.slice(0, -1), change(newest)] };
}
