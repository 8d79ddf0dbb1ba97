import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, isDueToClimb, isReferral, ownedReferral, refuseNow } from './decision.js';
import { clockedBy, findLanding, referTo } from './referring.js';
import type { Refusal } from './refusal.js';
import type { Referral, Request } from './request.js';

type Refer = Extract<ChangeCommand, { type: 'refer' }>;

/** An operator routes a request, or the manager who owns it passes on what belongs elsewhere. */
export function referRequest(command: Refer, request: Request, context: Context): EventsOrRefusal {
  if (context.actor.kind === 'operator') return routeByHand(command, request, context);
  const referral = ownedReferral(request, context);
  if (!isReferral(referral)) return referral;
  return problemOfDestination(command, context) ?? passOn(command, request, referral, context);
}

function routeByHand(command: Refer, request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (stage.status !== 'intake' && stage.status !== 'followUp' && stage.status !== 'referred') {
    return refuseNow(stage);
  }
  const problem = problemOfDestination(command, context);
  if (problem !== undefined) return problem;
  const from = stage.status === 'referred' ? stage.referral.position : undefined;
  const landing = findLanding(command.to, context);
  if (command.to === from || landing.to === from) return { code: 'samePosition' };
  return referTo(landing, context, {
    level: 1,
    because: 'operator',
    ...(from === undefined ? {} : { from }),
    ...detailsOf(command, request),
    ...(command.category === undefined ? {} : { newCategory: command.category }),
  });
}

/** An operator leaves a request to the follow-up desk, because the responsible unit does not take part. */
export function sendToFollowUp(
  command: Extract<ChangeCommand, { type: 'sendToFollowUp' }>,
  { stage }: Request,
  context: Context,
): EventsOrRefusal {
  if (context.actor.kind !== 'operator') return { code: 'notAllowed' };
  const isHere = stage.status === 'followUp' && stage.unit === command.unit;
  if ((stage.status !== 'intake' && stage.status !== 'followUp') || isHere) return refuseNow(stage);
  if (!context.organization.isUnconnectedUnit(command.unit)) return { code: 'notAllowed' };
  const { type: _type, ...rest } = command;
  return [{ type: 'sentToFollowUp', ...rest }];
}

/**
 * A manager may pass a request sideways once in its life. The next «not ours» goes to the lowest common
 * superior of both, whose decision is not passed on again. A superior may hand a request down, but not to a
 * position that had it before, except when asked to decide: what has climbed stays up, and those who had it
 * may draft.
 */
function passOn(command: Refer, request: Request, referral: Referral, context: Context): EventsOrRefusal {
  const { organization } = context;
  if (isDueToClimb(referral, context)) return { code: 'notNow', status: 'referred' };
  const { position: from, level } = referral;
  const details = { from, ...detailsOf(command, request) };
  const landing = findLanding(command.to, context);
  if (command.to === from || landing.to === from) return { code: 'samePosition' };

  if (organization.isBelow(command.to, from)) {
    const isAsked = referral.because === 'bounced';
    if (!isAsked && request.heldBy.includes(landing.to)) return { code: 'notAllowed' };
    return referTo(landing, context, { level: 1, because: 'decided', ...details });
  }
  if (!request.passedSideways) {
    const steps = organization.isBelow(from, command.to) ? 1 : 0;
    return referTo(landing, context, { level: level + steps, because: 'notOurs', ...details });
  }
  if (referral.because === 'decided') return { code: 'notAllowed' };
  const judge = findLanding(organization.lowestCommonSuperior(from, command.to), context);
  if (judge.to === from) return { code: 'samePosition' };
  return referTo(judge, context, { level: level + 1, because: 'bounced', ...details });
}

function problemOfDestination(command: Refer, { organization }: Context): Refusal | undefined {
  if (!organization.hasPosition(command.to)) return { code: 'unknownPosition' };
  if (!organization.isConnected(command.to)) return { code: 'unitNotConnected' };
  return undefined;
}

function detailsOf(command: Refer, request: Request) {
  return {
    ...(command.reason === undefined ? {} : { reason: command.reason }),
    ...clockedBy(request),
  };
}
