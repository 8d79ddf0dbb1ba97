import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { createWording, type Speech } from '../wording.js';
import { firstRoutingOf } from './registration.js';

/** What stands in the gaps of an approved template: the code, who has the request or answered, and until when. */
export interface ShortValues {
  readonly code: string;
  readonly name?: string;
  readonly time?: string;
}

/** The short values of an event, for a template that says the rest of what `renderShort` does. */
export function shortValuesOf(
  options: Speech & {
    readonly request: Request;
    readonly event: RequestEvent;
    /** All events of the request: a registration also tells where the request went. */
    readonly events: readonly RequestEvent[];
  },
): ShortValues {
  const { event, events } = options;
  const wording = createWording(options);
  const code = wording.code(options.request.code);
  const values = (name: string, until?: Date): ShortValues => ({
    code,
    name,
    ...(until === undefined ? {} : { time: wording.deadline(until) }),
  });
  switch (event.type) {
    case 'registered': {
      const routing = firstRoutingOf(events);
      return routing === undefined ? { code } : shortValuesOf({ ...options, event: routing });
    }
    case 'sentToFollowUp':
      return values(wording.name(event.unit));
    case 'referred':
    case 'escalated':
      return values(wording.name(event.to), event.dueAt);
    case 'overdue':
      return values(wording.name(event.position));
    case 'asked':
      return values(wording.name(event.position), event.replyBy);
    case 'resumed':
    case 'extensionGranted':
      return values(wording.name(event.position), event.dueAt);
    case 'answered':
      return values(wording.answerer(event.by), event.objectBy);
    case 'promiseKept':
      return values(wording.name(event.position), event.objectBy);
    case 'promiseMoved':
      return values(wording.name(event.position), event.day);
    case 'merged':
      return values(wording.code(event.into));
    default:
      return { code };
  }
}
