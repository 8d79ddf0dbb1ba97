import type { Context } from './context.js';
import type { EventBody, RequestEvent } from './events.js';
import type { Refusal } from './refusal.js';
import type { Referral, Request, Stage } from './request.js';

/** The result of a command: events to record, or the reason why nothing happens. */
export type Decision =
  | { readonly ok: true; readonly events: readonly RequestEvent[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** The result of a command's own rule, before its events are numbered. */
export type EventsOrRefusal = readonly EventBody[] | Refusal;

/** Tells a refusal from the events of a verdict. */
function isRefusal(verdict: EventsOrRefusal): verdict is Refusal {
  return !Array.isArray(verdict);
}

/** Numbers and signs the events of a verdict. */
export function recordEvents(verdict: EventsOrRefusal, context: Context, lastSeq: number): Decision {
  if (isRefusal(verdict)) return { ok: false, refusal: verdict };
  const { now: at, actor, commandId } = context;
  return {
    ok: true,
    events: verdict.map((body, index) => ({ ...body, seq: lastSeq + index + 1, at, actor, commandId })),
  };
}

/** The refusal of a command that the current status does not allow, as specific as possible. */
export function refuseNow(stage: Stage): Refusal {
  if (stage.status === 'answered') return { code: 'alreadyAnswered', by: stage.answer.by };
  return { code: 'notNow', status: stage.status };
}

/**
 * The current referral if the acting manager owns it and its clock is running; otherwise a refusal that says
 * what happened instead.
 */
export function ownedReferral(request: Request, context: Pick<Context, 'actor'>): Referral | Refusal {
  const { stage } = request;
  if (context.actor.kind !== 'manager') return { code: 'notAllowed' };
  const wasHis = request.heldBy.includes(context.actor.position);
  switch (stage.status) {
    case 'referred':
      if (stage.referral.position === context.actor.position) return stage.referral;
      return { code: 'notYours', holder: stage.referral.position };
    case 'waiting':
      if (stage.referral.position === context.actor.position) return { code: 'notNow', status: 'waiting' };
      return { code: 'notYours', holder: stage.referral.position };
    default:
      return wasHis ? refuseNow(stage) : { code: 'notYours' };
  }
}

/**
 * True once the deadline of a referral has passed and it is due to climb: its owner may still answer, but no
 * command can extend the deadline. Never true at the top, where nobody is above.
 */
export function isDueToClimb(referral: Referral, { now, organization }: Context): boolean {
  return now >= referral.dueAt && organization.superiorOf(referral.position) !== undefined;
}

/** Tells a refusal from a referral. */
export function isReferral(value: Referral | Refusal): value is Referral {
  return 'position' in value;
}
