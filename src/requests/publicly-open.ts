import type { RequestEvent } from './lifecycle/events.js';

/**
 * Whether a request is open to the public after an event: until the city has answered, and while a promise of it is
 * open. That its citizen may still object does not count.
 */
export function isPubliclyOpenAfter(event: RequestEvent, isOpen: boolean): boolean {
  switch (event.type) {
    case 'answered':
      return event.outcome.kind === 'planned';
    case 'promiseKept':
    case 'rejected':
    case 'merged':
    case 'withdrawn':
    case 'closed':
      return false;
    case 'referred':
    case 'escalated':
    case 'sentToFollowUp':
    case 'objected':
      return true;
    default:
      return isOpen;
  }
}
