import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request, Stage } from '../requests/lifecycle/request.js';
import type { StoredRequest } from '../requests/request-store.js';

/** The name under which the cartables keep what waits for the operators of 137; no position has it. */
export const DESK = '137';

/** What waits for an operator. */
export type DeskStage = Extract<Stage, { status: 'intake' | 'followUp' }>;

/** The stage of a request that waits for an operator, undefined for any other. */
export function deskStage({ stage }: Pick<Request, 'stage'>): DeskStage | undefined {
  return stage.status === 'intake' || stage.status === 'followUp' ? stage : undefined;
}

/**
 * What events change at the desk. It says where the request is now, not what each event did, so that
 * applying it again or late comes to the same.
 */
export function deskChange(
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  seqs: readonly number[],
): 'enters' | 'leaves' | undefined {
  const isTouched = events.some((event) => seqs.includes(event.seq) && movesAtDesk(event));
  if (!isTouched || !events.some(isSentToDesk)) return undefined;
  return deskStage(request) === undefined ? 'leaves' : 'enters';
}

function isSentToDesk({ type }: RequestEvent): boolean {
  return type === 'sentToIntake' || type === 'sentToFollowUp';
}

function movesAtDesk(event: RequestEvent): boolean {
  switch (event.type) {
    case 'referred':
    case 'answered':
    case 'withdrawn':
    case 'rejected':
    case 'merged':
      return true;
    default:
      return isSentToDesk(event);
  }
}
