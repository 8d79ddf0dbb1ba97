import type { News } from '../../citizens/citizen-store.js';
import type { EventType, RequestEvent } from '../../requests/lifecycle/events.js';

/** Events that only report progress: citizens who want less news do without them. */
const ON_THE_WAY: ReadonlySet<EventType> = new Set([
  'sentToIntake',
  'sentToFollowUp',
  'referred',
  'escalated',
  'overdue',
  'resumed',
  'extensionGranted',
  'carriedOn',
]);

/**
 * True for an event of which a citizen wants to hear. What asks them something, answers them, or was announced to them
 * they always hear: who has the request after an objection, and what became of a promise.
 */
export function isWanted(event: RequestEvent, news: News = 'all'): boolean {
  return news === 'all' || !ON_THE_WAY.has(event.type) || isAnnounced(event);
}

function isAnnounced(event: RequestEvent): boolean {
  return event.type === 'escalated' && (event.because === 'objection' || event.because === 'promiseBroken');
}
