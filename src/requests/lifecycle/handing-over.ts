import { resumeNow } from './answering.js';
import { isCaller } from './callers.js';
import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, refuseNow } from './decision.js';
import type { EventBody, EventOf } from './events.js';
import type { Place } from './facts.js';
import { isCitizenOf } from './filing.js';
import { withoutPublication } from './publishing.js';
import { type Handover, hasLeft, isOpen, NOBODY, type Request } from './request.js';
import { HANDOVER_HOURS, HOUR_MS, OFFER_HOURS } from './rules.js';

type Followed = Pick<Request, 'followers' | 'leftBy'>;
type CommandOf<Type extends ChangeCommand['type']> = Extract<ChangeCommand, { type: Type }>;

/**
 * The citizen withdraws the request. If somebody follows it who can be asked, it stays open, with its owner and its
 * clock, until one of them carries it on (docs/design.md, 3).
 */
export function withdrawRequest(
  command: CommandOf<'withdraw'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const isCallerOfClient = context.actor.kind === 'client' && isCaller(request.citizen);
  if (!isCallerOfClient && !isCitizenOf(request, context)) return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  const reason = command.reason === undefined ? {} : { reason: command.reason };
  return (
    leave(request, context, { ...reason, keepsWords: command.keepsWords === true }) ?? [
      { type: 'withdrawn', ...reason },
    ]
  );
}

/** The citizen deletes their data: the request is left to its followers, without their words, if there are any. */
export function leaveToFollowers(request: Request, context: Context): EventsOrRefusal {
  if (!isCitizenOf(request, context)) return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  return leave(request, context, { keepsWords: false }) ?? { code: 'nobodyToAsk' };
}

/** A follower who was asked carries the request on: it is theirs from now on. */
export function carryOn(request: Request, context: Context): EventsOrRefusal {
  const { actor } = context;
  const { handover } = request;
  if (actor.kind !== 'citizen') return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  if (actor.citizen === request.citizen) return { code: 'ownRequest' };
  if (handover === undefined) return { code: 'nothingToCarryOn' };
  const isAsked = handover.asked.includes(actor.citizen) || handover.declined.includes(actor.citizen);
  if (!isAsked || !request.followers.includes(actor.citizen)) return { code: 'notAsked' };
  return [{ type: 'carriedOn', citizen: actor.citizen }];
}

/** A follower who was asked does not want it: the next is asked at once, and after the last one it is closed. */
export function declineOffer(request: Request, context: Context): EventsOrRefusal {
  const { actor } = context;
  const { handover } = request;
  if (actor.kind !== 'citizen') return { code: 'notAllowed' };
  if (!isOpen(request)) return refuseNow(request.stage);
  if (handover === undefined) return { code: 'nothingToCarryOn' };
  if (!handover.asked.includes(actor.citizen)) return { code: 'notAsked' };
  const declined = { type: 'offerDeclined' as const, citizen: actor.citizen };
  return [declined, ...goOn(withoutAsked(handover, declined), request, context)];
}

/** A follower stops following; whoever was asked to carry the request on has declined by it. */
export function unfollowRequest(request: Request, context: Context): EventsOrRefusal {
  if (context.actor.kind !== 'citizen') return { code: 'notAllowed' };
  const { citizen } = context.actor;
  if (!isOpen(request)) return refuseNow(request.stage);
  if (!request.followers.includes(citizen)) return { code: 'notFollowing' };
  const unfollowed = { type: 'unfollowed' as const, citizen };
  const { handover } = request;
  if (handover?.asked.includes(citizen) !== true) return [unfollowed];
  const followers = request.followers.filter((follower) => follower !== citizen);
  return [unfollowed, ...goOn(withoutAsked(handover, unfollowed), { ...request, followers }, context)];
}

/** The time that the followers asked so far had for themselves is over: more are asked. */
export function offerToNext(request: Request, context: Context): EventsOrRefusal {
  const { handover } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (handover === undefined)
    return isOpen(request) ? { code: 'nothingToCarryOn' } : refuseNow(request.stage);
  if (handover.nextAt === undefined || context.now < handover.nextAt) return { code: 'notDue' };
  const next = offerTo(handover, request, context);
  if (next !== undefined) return [next];
  // Whoever was to be asked is gone meanwhile.
  return handover.asked.length === 0 ? [{ type: 'withdrawn' }] : [{ type: 'offered', citizens: [] }];
}

/** Nobody has carried it on in time: the request is closed. */
export function endHandover(request: Request, context: Context): EventsOrRefusal {
  const { handover } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (handover === undefined)
    return isOpen(request) ? { code: 'nothingToCarryOn' } : refuseNow(request.stage);
  return context.now < handover.until ? { code: 'notDue' } : [{ type: 'withdrawn' }];
}

/** What time requires of a request that is being handed over, and when; undefined for any other request. */
export function nextOfHandover(
  { handover }: Request,
  now: Date,
): { readonly at: Date; readonly command: ChangeCommand } | undefined {
  if (handover === undefined) return undefined;
  const { nextAt, until } = handover;
  return nextAt === undefined || until <= now || until <= nextAt
    ? { at: until, command: { type: 'endHandover' } }
    : { at: nextAt, command: { type: 'offerToNext' } };
}

/** The request without its citizen, with what they leave to its followers. */
export function withoutCitizen(request: Request, event: EventOf<'leftToFollowers'>): Request {
  const { place, ...rest } = withoutPublication(request);
  const coarse = coarsePlace(place);
  return {
    ...rest,
    citizen: NOBODY,
    leftBy: [...(request.leftBy ?? []), { citizen: request.citizen, at: event.at }],
    ...(event.keepsWords ? {} : { text: '', attachments: [] }),
    ...(coarse === undefined ? {} : { place: coarse }),
    handover: { until: event.until, asked: [], declined: [], keepsWords: event.keepsWords },
  };
}

/** The request with the follower who carries it on as its citizen. */
export function withCarrier({ handover: _over, ...request }: Request, citizen: string): Request {
  return {
    ...request,
    citizen,
    followers: request.followers.filter((follower) => follower !== citizen),
  };
}

/** The request after more of its followers were asked. */
export function withOffer(request: Request, { citizens, nextAt }: EventOf<'offered'>): Request {
  return withHandover(request, ({ nextAt: _before, asked, ...handover }) => ({
    ...handover,
    asked: [...asked, ...citizens],
    ...(nextAt === undefined ? {} : { nextAt }),
  }));
}

/** The request after one of those who were asked has declined, or does not follow it any longer. */
export function withoutOffer(
  request: Request,
  event: EventOf<'offerDeclined'> | EventOf<'unfollowed'>,
): Request {
  return withHandover(request, (handover) => withoutAsked(handover, event));
}

/** The request with more followers: while it is being handed over they are asked too. */
export function withFollowers(request: Request, citizens: readonly string[], at: Date): Request {
  const joined = { ...request, followers: [...request.followers, ...citizens] };
  return citizens.every((one) => !mayBeAsked(request, one))
    ? joined
    : withHandover(joined, (handover) => ({ ...handover, nextAt: handover.nextAt ?? at }));
}

/** The place as those know it who get a request from somebody else: the district alone. */
export function coarsePlace(place: Place | undefined): Place | undefined {
  return place?.district === undefined ? undefined : { district: place.district };
}

/** What happens when the citizen goes, and followers can be asked; undefined if there are none. */
function leave(
  request: Request,
  context: Context,
  left: { readonly reason?: string; readonly keepsWords: boolean },
): readonly EventBody[] | undefined {
  const until = new Date(context.now.getTime() + HANDOVER_HOURS * HOUR_MS);
  const handover: Handover = { until, asked: [], declined: [], keepsWords: left.keepsWords };
  const first = offerTo(handover, request, context);
  if (first === undefined) return undefined;
  // A question to somebody who is gone waits for nobody.
  return [{ type: 'leftToFollowers', ...left, until }, ...resumeNow(request, context), first];
}

/** What follows once somebody who was asked is no longer interested. */
function goOn(handover: Handover, request: Followed, context: Context): readonly EventBody[] {
  const next = offerTo(handover, request, context);
  if (next !== undefined) return [next];
  return handover.asked.length === 0 ? [{ type: 'withdrawn' }] : [];
}

/**
 * The next follower is asked: the oldest, who has a few hours before another one is asked too. Once half of the time is
 * over, all others are asked at once, so that everybody has time to decide. Whoever was asked can say so until the end.
 */
function offerTo(
  { until, asked, declined }: Handover,
  request: Followed,
  { now, canBeAsked }: Context,
): EventBody | undefined {
  const left = request.followers.filter(
    (follower) =>
      mayBeAsked(request, follower) &&
      !asked.includes(follower) &&
      !declined.includes(follower) &&
      (canBeAsked?.(follower) ?? true),
  );
  const [first, ...others] = left;
  if (first === undefined) return undefined;
  const half = new Date(until.getTime() - (HANDOVER_HOURS / 2) * HOUR_MS);
  if (now >= half) return { type: 'offered', citizens: left };
  const alone = new Date(now.getTime() + OFFER_HOURS * HOUR_MS);
  return {
    type: 'offered',
    citizens: [first],
    ...(others.length === 0 ? {} : { nextAt: alone < half ? alone : half }),
  };
}

/** Somebody known by their calls has no bot to be asked in, and nobody is asked to carry on what they have withdrawn. */
function mayBeAsked(request: Pick<Request, 'leftBy'>, follower: string): boolean {
  return !isCaller(follower) && !hasLeft(request, follower);
}

function withoutAsked(
  handover: Handover,
  { type, citizen }: { readonly type: 'offerDeclined' | 'unfollowed'; readonly citizen: string },
): Handover {
  return {
    ...handover,
    asked: handover.asked.filter((follower) => follower !== citizen),
    declined: type === 'offerDeclined' ? [...handover.declined, citizen] : handover.declined,
  };
}

function withHandover(request: Request, change: (handover: Handover) => Handover): Request {
  const { handover } = request;
  return handover === undefined ? request : { ...request, handover: change(handover) };
}
