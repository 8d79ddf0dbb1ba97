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
]);

/** True for an event that a citizen wants to be told of; questions to them and answers always are. */
export function isWanted(event: { readonly type: EventType }, news: News = 'all'): boolean {
  return news === 'all' || !ON_THE_WAY.has(event.type);
}
