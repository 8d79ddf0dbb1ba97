import type { RequestEvent } from '../requests/lifecycle/events.js';
import type { StoredRequest } from '../requests/request-store.js';
import type { Callback } from './callback-store.js';

/**
 * What a caller without the bot is told of an event by phone; undefined for an event that only reports
 * progress.
 */
export function toBePhoned({ type }: RequestEvent): Callback['what'] | undefined {
  switch (type) {
    case 'asked':
      return 'question';
    case 'answered':
    case 'promiseKept':
    case 'promiseMoved':
    case 'rejected':
      return 'answer';
    default:
      return undefined;
  }
}

/** Events of which callers hear by short message alone: they are phoned only if it does not reach them. */
const NEWS: ReadonlySet<RequestEvent['type']> = new Set([
  'registered',
  'sentToIntake',
  'sentToFollowUp',
  'referred',
  'escalated',
  'overdue',
  'resumed',
  'extensionGranted',
  'withdrawn',
  'carriedOn',
  'merged',
  'closed',
]);

/**
 * The event that still has to be told: a waiting question, the latest answer, or news after which there were none;
 * undefined once that is over.
 */
export function findEventToTell(
  stored: Pick<StoredRequest, 'request' | 'events'> | undefined,
  seq: number,
): RequestEvent | undefined {
  if (stored === undefined) return undefined;
  const { request, events } = stored;
  const event = events.find((one) => one.seq === seq);
  if (event?.type === 'asked') {
    const { stage } = request;
    const isAsked = stage.status === 'waiting' && stage.replyBy.getTime() === event.replyBy.getTime();
    return isAsked ? event : undefined;
  }
  if (event !== undefined && NEWS.has(event.type)) {
    // What happened at the same moment is told with it.
    const isOld = events.some(
      (one) => one.at > event.at && (NEWS.has(one.type) || toBePhoned(one) !== undefined),
    );
    return isOld ? undefined : event;
  }
  const latest = events.findLast((one) => toBePhoned(one) === 'answer');
  return latest?.seq === seq ? event : undefined;
}
