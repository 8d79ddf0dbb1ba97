import { createHash } from 'node:crypto';
import type { EventType } from '../requests/lifecycle/events.js';
import type { EventReference } from '../requests/unfed-events.js';

/**
 * Which events other systems hear of. An answer that can still be taken back is nobody's news yet (docs/design.md, 3),
 * drafts and internal notes stay within the offices, and who follows a request is the followers' own matter.
 */
const IS_PUBLISHED: Readonly<Record<EventType, boolean>> = {
  registered: true,
  sentToIntake: true,
  sentToFollowUp: true,
  passedOver: false,
  referred: true,
  escalated: true,
  reminded: false,
  overdue: true,
  remindedOverdue: false,
  asked: true,
  replied: true,
  added: true,
  resumed: true,
  extensionRequested: true,
  extensionGranted: true,
  extensionRefused: true,
  draftRequested: false,
  draftLate: false,
  answerDrafted: false,
  answerHeld: false,
  answerRecalled: false,
  answered: true,
  promiseDue: true,
  promiseKept: true,
  promiseMoved: true,
  promiseBroken: true,
  rated: true,
  objected: true,
  withdrawn: true,
  leftToFollowers: true,
  offered: false,
  offerDeclined: false,
  carriedOn: true,
  rejected: true,
  merged: true,
  closed: true,
  followed: false,
  unfollowed: false,
  joined: false,
  noted: false,
  urgencyMarked: true,
  acknowledged: false,
  leftUntouched: false,
  urgencyDismissed: true,
};

/** The names of the events that other systems hear of, as they read them: `request.registered` and so on. */
export const PUBLISHED_TYPES: readonly string[] = Object.entries(IS_PUBLISHED)
  .filter(([, isPublished]) => isPublished)
  .map(([type]) => `request.${type}`);

/** True for an event that other systems hear of. */
export function isPublished(type: EventType): boolean {
  return IS_PUBLISHED[type];
}

/** The name of a type of events, as other systems read it. */
export function publishedType(type: EventType): string {
  return `request.${type}`;
}

/** The id of an event for other systems: the same whenever and wherever it is sent. */
export function eventId({ code, seq }: Pick<EventReference, 'code' | 'seq'>): string {
  return `evt_${createHash('sha256').update(`${code}:${seq}`).digest('hex').slice(0, 32)}`;
}
