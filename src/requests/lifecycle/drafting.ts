import type { ChangeCommand } from './commands.js';
import type { Context } from './context.js';
import { type EventsOrRefusal, isDueToClimb, isReferral, ownedReferral, refuseNow } from './decision.js';
import type { DraftRequest, Request } from './request.js';
import { DRAFT_REQUESTS_A_LEVEL } from './rules.js';

type CommandOf<Type extends ChangeCommand['type']> = Extract<ChangeCommand, { type: Type }>;

/**
 * The owner asks a position below them in their unit for a draft by a given time. The owner's own clock is
 * unchanged, and the citizen is not told.
 */
export function requestDraft(
  { to, by, word }: CommandOf<'requestDraft'>,
  request: Request,
  context: Context,
): EventsOrRefusal {
  const referral = ownedReferral(request, context);
  if (!isReferral(referral)) return referral;
  if (isDueToClimb(referral, context)) return { code: 'notNow', status: 'referred' };
  const { organization, now } = context;
  const { position: owner, dueAt } = referral;
  const isBelow = organization.isBelow(to, owner) && organization.isInSameUnit(to, owner);
  if (!isBelow || organization.isVacant(to, now)) return { code: 'nobodyToDraft' };
  // Once the deadline has passed at the top, there is no deadline left that the draft must precede.
  if (by <= now || (now < dueAt && by > dueAt)) return { code: 'badDraftTime', dueAt };
  if (draftRequestsNow(request).length >= DRAFT_REQUESTS_A_LEVEL) {
    return { code: 'tooManyDraftRequests', most: DRAFT_REQUESTS_A_LEVEL };
  }
  return [{ type: 'draftRequested', owner, to, by, ...(word === undefined ? {} : { word }) }];
}

/** Marks drafts that were not given in time, so that the owner is told once. */
export function markDraftLate(request: Request, context: Context): EventsOrRefusal {
  const { stage } = request;
  if (context.actor.kind !== 'clock') return { code: 'notAllowed' };
  if (stage.status !== 'referred') return refuseNow(stage);
  const late = awaitedInTime(request).filter(({ by }) => by <= context.now);
  if (late.length === 0) return { code: 'notDue' };
  return late.map(({ owner, to, by }) => ({ type: 'draftLate', owner, to, by }));
}

/** The drafts that the current owner has asked for since receiving the request, oldest first. */
export function draftRequestsNow({ stage, draftRequests = [] }: Request): readonly DraftRequest[] {
  if (stage.status !== 'referred' && stage.status !== 'waiting') return [];
  const { position, referredAt } = stage.referral;
  return draftRequests.filter(({ owner, at }) => owner === position && at >= referredAt);
}

/**
 * What a position is still asked to draft for the current owner; undefined if nothing, or if the draft has
 * been given.
 */
export function awaitedDraft(request: Request, position: string): DraftRequest | undefined {
  const asked = draftRequestsNow(request).findLast(({ to }) => to === position);
  return asked === undefined || isGiven(request, asked) ? undefined : asked;
}

/** The awaited draft that is due next and whose lateness the owner has not been told of. */
export function nextLateDraft(request: Request): DraftRequest | undefined {
  return awaitedInTime(request).toSorted((one, other) => one.by.getTime() - other.by.getTime())[0];
}

function awaitedInTime(request: Request): readonly DraftRequest[] {
  return draftRequestsNow(request).filter((asked) => asked.isLate !== true && isAwaited(request, asked));
}

/** True for what a position was last asked to draft, as long as no draft has come. */
export function isAwaited(request: Request, asked: DraftRequest): boolean {
  return awaitedDraft(request, asked.to) === asked;
}

/** True for a position that has had the request or was asked for a draft of an answer to it. */
export function knowsRequest({ heldBy, draftRequests = [] }: Request, position: string): boolean {
  return heldBy.includes(position) || draftRequests.some(({ to }) => to === position);
}

function isGiven({ drafts }: Request, { to, at }: DraftRequest): boolean {
  return drafts.some((draft) => draft.position === to && draft.at >= at);
}
