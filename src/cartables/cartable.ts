import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { StoredRequest } from '../requests/request-store.js';

/**
 * The position whose cartable a request is in: the one that has to answer, also while it waits for the
 * citizen, or the one that has to say whether its promise was fulfilled.
 */
export function cartableOf({ stage }: Pick<Request, 'stage'>): string | undefined {
  switch (stage.status) {
    case 'referred':
    case 'waiting':
      return stage.referral.position;
    case 'answered': {
      const { answer, promise } = stage;
      return promise?.confirmBy !== undefined && answer.by.kind === 'position'
        ? answer.by.position
        : undefined;
    }
    case 'intake':
    case 'followUp':
    case 'closed':
      return undefined;
  }
}

/** What changes in the cartables. */
export interface CartableChange {
  /** Cartables that the request leaves. */
  readonly leaves: readonly string[];
  /** The cartable that the request is in now. */
  readonly enters?: string;
}

/**
 * What events change in the cartables. The result says where the request is now, not what each event did, so
 * that applying it again or late has the same effect.
 */
export function cartableChange(
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  seqs: readonly number[],
): CartableChange {
  const changing = events.filter((event) => seqs.includes(event.seq) && movesBetweenCartables(event));
  const first = changing[0];
  if (first === undefined) return { leaves: [] };
  const now = cartableOf(request);
  const before = events.findLast((event) => event.seq < first.seq && isMove(event));
  const touched = [before, ...changing].flatMap((event) =>
    event?.type === 'referred' || event?.type === 'escalated' ? [event.to] : [],
  );
  return {
    leaves: [...new Set(touched)].filter((position) => position !== now),
    ...(now === undefined ? {} : { enters: now }),
  };
}

function isMove({ type }: RequestEvent): boolean {
  return type === 'referred' || type === 'escalated';
}

function movesBetweenCartables(event: RequestEvent): boolean {
  switch (event.type) {
    case 'answered':
    case 'promiseDue':
    case 'promiseKept':
    case 'promiseMoved':
    case 'withdrawn':
    case 'rejected':
    case 'merged':
    case 'closed':
      return true;
    default:
      return isMove(event);
  }
}
