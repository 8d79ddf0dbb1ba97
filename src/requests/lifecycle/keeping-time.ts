import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, refuseNow } from './decision.js';
import { clockedBy, escalateTo, findLandingAbove } from './referring.js';
import type { Referral, Request } from './request.js';
import { HOUR_MS, PROMISE_CONFIRMATION_HOURS, REMINDER_HOURS } from './rules.js';
import { isPutFirst } from './urgency.js';

type CommandOf<Type extends ChangeCommand['type']> = Extract<ChangeCommand, { type: Type }>;

/**
 * Reminds the owner of an urgent request before the deadline, or each morning of one that is overdue at the top. All
 * others are named in the digests (docs/design.md, 3).
 */
export function remindOwner(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (stage.status !== 'referred') return refuseNow(stage);
  const { referral } = stage;
  const { position, overdue } = referral;
  if (overdue !== undefined) {
    if (context.now < overdue.nextReminderAt) return { code: 'notDue' };
    return [{ type: 'remindedOverdue', position, nextReminderAt: context.nextMorning(context.now) }];
  }
  const at = dueReminder(request, referral);
  if (at === undefined || context.now < at || context.now >= referral.dueAt) return { code: 'notDue' };
  return [{ type: 'reminded', position, hoursBefore: REMINDER_HOURS }];
}

/** When the owner of an urgent request is reminded of the running clock; undefined if they are not, or have been. */
export function dueReminder(request: Request, referral: Referral): Date | undefined {
  const { dueAt, clockStartedAt, remindedHoursBefore = Number.POSITIVE_INFINITY } = referral;
  const at = new Date(dueAt.getTime() - REMINDER_HOURS * HOUR_MS);
  const isAhead = at > clockStartedAt && remindedHoursBefore > REMINDER_HOURS;
  return isPutFirst(request) && isAhead ? at : undefined;
}

/**
 * Moves a request one level up: its deadline has passed, its position became vacant, or a promise was not
 * confirmed. It moves one level only, however long ago that was.
 */
export function escalateRequest(
  command: CommandOf<'escalate'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (command.because === 'promiseBroken') return breakPromise(request, context);
  if (stage.status !== 'referred') return refuseNow(stage);
  const { position, level, dueAt } = stage.referral;
  if (command.because === 'late' && context.now < dueAt) return { code: 'notDue' };
  if (command.because === 'vacant' && !context.organization.isVacant(position, context.now)) {
    return { code: 'notDue' };
  }
  const above = findLandingAbove(position, context);
  if (above === undefined) return { code: 'nobodyAbove' };
  return escalateTo(above, context, {
    from: position,
    level,
    because: command.because,
    ...clockedBy(request),
  });
}

/**
 * At the top nobody is above: the request stays there, is marked overdue, and the owner is reminded every
 * morning.
 */
export function markOverdue(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (stage.status !== 'referred') return refuseNow(stage);
  const { position, dueAt, overdue } = stage.referral;
  if (overdue !== undefined || context.now < dueAt) return { code: 'notDue' };
  if (context.organization.superiorOf(position) !== undefined) return { code: 'notAllowed' };
  return [{ type: 'overdue', position, nextReminderAt: context.nextMorning(context.now) }];
}

/** Asks the manager on the promised day whether the work was done. */
export function askPromise(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (stage.status !== 'answered') return refuseNow(stage);
  const { promise, answer } = stage;
  if (promise === undefined || answer.by.kind !== 'position') return { code: 'noPromise' };
  if (promise.confirmBy !== undefined || context.now < (promise.askAt ?? promise.day))
    return { code: 'notDue' };
  const confirmBy = new Date(context.now.getTime() + PROMISE_CONFIRMATION_HOURS * HOUR_MS);
  return [{ type: 'promiseDue', position: answer.by.position, confirmBy }];
}

/** Closes an answered request after a week of silence; an open promise is never closed by silence. */
export function closeRequest(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (stage.status !== 'answered') return refuseNow(stage);
  if (stage.promise !== undefined) return { code: 'promiseOpen', day: stage.promise.day };
  if (stage.objectBy === undefined || context.now < stage.objectBy) return { code: 'notDue' };
  return [{ type: 'closed', because: 'silent' }];
}

function breakPromise(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (stage.status !== 'answered') return refuseNow(stage);
  const { promise, answer } = stage;
  if (promise === undefined || answer.by.kind !== 'position') return { code: 'noPromise' };
  if (promise.confirmBy === undefined || context.now < promise.confirmBy) return { code: 'notDue' };
  const { position } = answer.by;
  const landing = findLandingAbove(position, context) ?? { to: position, passedOver: [] };
  return [
    { type: 'promiseBroken', position },
    ...escalateTo(landing, context, {
      from: position,
      level: answer.level,
      because: 'promiseBroken',
      ...clockedBy(request),
    }),
  ];
}
