import { assertNever } from '../../assert-never.js';
import type { ChangeCommand, Register } from './commands.js';
import { type Context, districtOf } from './context.js';
import { type EventsOrRefusal, refuseNow } from './decision.js';
import { findLanding, referTo } from './referring.js';
import type { Request } from './request.js';
import { isOpen } from './request.js';
import { HOUR_MS, LEAST_IMPORTED_HOURS, MOST_FOLLOWERS, MOST_NOTES } from './rules.js';
import { markIfDanger } from './urgency.js';

type CommandOf<Type extends ChangeCommand['type']> = Extract<ChangeCommand, { type: Type }>;

/** A citizen, an operator or an API client files a request; it goes at once to the position in charge. */
export function registerRequest(command: Register, context: Context): EventsOrRefusal {
  if (!mayFile(command, context)) return { code: 'notAllowed' };
  if (command.text.trim() === '' && command.attachments.length === 0) return { code: 'emptyText' };
  const { type: _type, imported, ...facts } = command;
  const route = context.organization.route({
    ...(command.category === undefined ? {} : { category: command.category }),
    ...districtOf(command.place),
  });
  const registered = {
    type: 'registered' as const,
    ...facts,
    ...(imported === undefined ? {} : { isImported: true as const }),
  };
  const marked = markIfDanger(context);
  const isUrgent = context.danger?.isDoubted === false;
  switch (route.kind) {
    case 'intake':
      return [registered, { type: 'sentToIntake', because: route.because }, ...marked];
    case 'followUp':
      return [registered, { type: 'sentToFollowUp', unit: route.unit }, ...marked];
    case 'position':
      return [
        registered,
        ...referTo(findLanding(route.position, context), context, {
          level: 1,
          because: 'filed',
          ...(command.category === undefined ? {} : { category: command.category }),
          isUrgent,
          // Danger has its own hours, wherever it was filed.
          ...(imported?.dueAt === undefined || isUrgent
            ? {}
            : { dueAt: importedDeadline(imported.dueAt, context.now) }),
        }),
        ...marked,
      ];
    default:
      return assertNever(route);
  }
}

/** The deadline that a request had in another registry, or the moment until which its manager has the least time for it. */
function importedDeadline(given: Date, now: Date): Date {
  return new Date(Math.max(given.getTime(), now.getTime() + LEAST_IMPORTED_HOURS * HOUR_MS));
}

/** Citizens file for themselves only; operators and API clients file for others. */
function mayFile(command: Register, { actor }: Context): boolean {
  if (command.imported !== undefined && actor.kind !== 'client') return false;
  if (actor.kind === 'citizen') return actor.citizen === command.citizen;
  return actor.kind === 'operator' || actor.kind === 'client';
}

/** An operator rejects a request that is outside the city's remit; the citizen is told the reason. */
export function rejectRequest(
  command: CommandOf<'reject'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  if (context.actor.kind !== 'operator') return { code: 'notAllowed' };
  if (request.stage.status !== 'intake') return refuseNow(request.stage);
  if (command.reason.trim() === '') return { code: 'emptyText' };
  const { reason, ready } = command;
  return [{ type: 'rejected', reason, ...(ready === undefined ? {} : { ready }) }];
}

/** An operator closes a request that another one already covers, which has to be open itself. */
export function mergeRequest(
  command: CommandOf<'merge'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  if (context.actor.kind !== 'operator') return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  if (command.into === request.code) return { code: 'sameRequest' };
  const { other } = context;
  if (other?.code !== command.into) return { code: 'unknownRequest' };
  if (!isOpen(other)) return { code: 'otherClosed', other: other.code };
  return [{ type: 'merged', into: command.into }];
}

/** Another citizen follows the request, through the bot or by phone, and is told its news from now on. */
export function followRequest(
  command: CommandOf<'follow'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const { actor } = context;
  const caller = actor.kind === 'operator' ? command.citizen : undefined;
  const citizen = actor.kind === 'citizen' ? actor.citizen : caller;
  if (citizen === undefined) return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  if (citizen === request.citizen) return { code: 'ownRequest' };
  if (request.followers.includes(citizen)) return { code: 'alreadyFollowing' };
  if (request.followers.length >= MOST_FOLLOWERS) return { code: 'tooManyFollowers' };
  return [{ type: 'followed', citizen }];
}

/**
 * The citizens of a request that was merged into this one follow it, all at once and however many they are:
 * none of those who waited for the other one may be left without news.
 */
export function joinCitizens(
  command: CommandOf<'join'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  const citizens = [...new Set(command.citizens)].filter(
    (citizen) => citizen !== request.citizen && !request.followers.includes(citizen),
  );
  if (citizens.length === 0) return { code: 'alreadyFollowing' };
  return [{ type: 'joined', from: command.from, citizens }];
}

/** A remark among staff, or what another system says of a request; never shown to a citizen. */
export function noteRemark(command: CommandOf<'note'>, request: Request, context: Context): EventsOrRefusal {
  const { kind } = context.actor;
  if (kind === 'citizen' || kind === 'clock') return { code: 'notAllowed' };
  if (command.text.trim() === '') return { code: 'emptyText' };
  if (request.notes >= MOST_NOTES) return { code: 'tooManyNotes' };
  return [{ type: 'noted', text: command.text }];
}

/**
 * True when the person who filed the request speaks: directly, by phone through an operator, or through the system in
 * which their call was taken.
 */
export function isWordOfCitizen(request: Request, context: Context): boolean {
  return speaksForCallers(context.actor) || isCitizenOf(request, context);
}

/** True for those who say what somebody says by phone: an operator, or a system in which operators take calls. */
export function speaksForCallers({ kind }: Context['actor']): boolean {
  return kind === 'operator' || kind === 'client';
}

/** True when the acting citizen is the one who filed the request. */
export function isCitizenOf(request: Request, context: Context): boolean {
  return context.actor.kind === 'citizen' && context.actor.citizen === request.citizen;
}
