import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request, Stage } from '../requests/lifecycle/request.js';
import type { StoredRequest } from '../requests/request-store.js';

/** The name under which the cartables list what waits for the operators of 137; no position has it. */
export const DESK = '137';

/** What waits for an operator. */
export type QueueStage = Extract<Stage, { status: 'intake' | 'followUp' }>;

/** The stage of a request that waits for an operator, undefined for any other request. */
export function queueStage({ stage }: Pick<Request, 'stage'>): QueueStage | undefined {
  return stage.status === 'intake' || stage.status === 'followUp' ? stage : undefined;
}

/**
 * What events change in the queue. The result says where the request is now, not what each event did, so that
 * applying it again or late has the same effect.
 */
export function queueChange(
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  seqs: readonly number[],
): 'enters' | 'leaves' | undefined {
  const isTouched = events.some((event) => seqs.includes(event.seq) && movesInOperatorQueue(event));
  if (!isTouched || !events.some(isSentToOperators)) return undefined;
  return queueStage(request) === undefined ? 'leaves' : 'enters';
}

function isSentToOperators({ type }: RequestEvent): boolean {
  return type === 'sentToIntake' || type === 'sentToFollowUp';
}

function movesInOperatorQueue(event: RequestEvent): boolean {
  switch (event.type) {
    case 'referred':
    case 'answered':
    case 'withdrawn':
    case 'rejected':
    case 'merged':
      return true;
    default:
      return isSentToOperators(event);
  }
}
