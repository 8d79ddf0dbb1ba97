import type { News } from '../../citizens/citizen-store.js';
import type { EventType } from '../../requests/lifecycle/events.js';

/** Events that only say where a request stands: whoever wants to hear less does without them. */
const ON_THE_WAY: ReadonlySet<EventType> = new Set([
  'sentToIntake',
  'sentToFollowUp',
  'referred',
  'escalated',
  'overdue',
  'resumed',
  'extensionGranted',
]);

/** True for an event of which a citizen wants to hear; what asks him something or answers him he always hears. */
export function isWanted(event: { readonly type: EventType }, news: News = 'all'): boolean {
  return news === 'all' || !ON_THE_WAY.has(event.type);
}
