import type { EventOf, RequestEvent } from '../../requests/lifecycle/events.js';

/** Where a request went when it was registered. */
export type FirstRouting = EventOf<'referred'> | EventOf<'sentToIntake'> | EventOf<'sentToFollowUp'>;

/**
 * The event that says where a request went when it was registered: the message about the registration tells it too.
 * Undefined if the events do not begin with a registration.
 */
export function firstRoutingOf(events: readonly RequestEvent[]): FirstRouting | undefined {
  const [registered] = events;
  if (registered?.type !== 'registered') return undefined;
  return events.find(
    (event): event is FirstRouting => isRouting(event) && event.commandId === registered.commandId,
  );
}

function isRouting(event: RequestEvent): event is FirstRouting {
  return event.type === 'referred' || event.type === 'sentToIntake' || event.type === 'sentToFollowUp';
}
