import { createHash } from 'node:crypto';
import type { EventType } from '../requests/lifecycle/events.js';
import type { EventReference } from '../requests/unfed-events.js';

/**
 * Which events other systems hear of, each with what has happened; undefined: they do not. An answer that can still be taken back is nobody's news yet (docs/design.md, 3),
 * drafts and internal notes stay within the offices, who follows a request is the followers' own matter, and what everybody may
 * read is read over Open311.
 */
const PUBLISHED: Readonly<Record<EventType, string | undefined>> = {
  registered: 'A request was registered.',
  sentToIntake: 'It is with the operators of 137, since its topic or its unit is not certain.',
  sentToFollowUp: 'It is with the operators of 137, since its unit does not take part yet.',
  passedOver: undefined,
  referred: 'It was referred to a position, whose clock began.',
  escalated: 'It climbed to the position above, whose clock began.',
  reminded: undefined,
  overdue: 'The clock of the highest position has ended.',
  remindedOverdue: undefined,
  asked: 'The position that has it asked the citizen something; the clock stands still.',
  replied: 'The citizen replied.',
  added: 'The citizen added something.',
  resumed: 'It is with its position again, since the citizen has not replied.',
  extensionRequested: 'Its position asked for more time.',
  extensionGranted: 'More time was granted.',
  extensionRefused: 'More time was refused.',
  draftRequested: undefined,
  draftLate: undefined,
  answerDrafted: undefined,
  answerHeld: undefined,
  answerRecalled: undefined,
  answered: 'It was answered.',
  promiseDue: 'The day that was promised has come.',
  promiseKept: 'The promise was kept.',
  promiseMoved: 'Another day was promised.',
  promiseBroken: 'The promise was broken: it climbs.',
  rated: 'The citizen rated the answer.',
  objected: 'The citizen objected to the answer: it climbs.',
  withdrawn: 'The citizen withdrew it.',
  leftToFollowers: 'The citizen withdrew it, and others who follow it are asked whether they carry it on.',
  offered: undefined,
  offerDeclined: undefined,
  carriedOn: 'Somebody who followed it carries it on.',
  rejected: 'It was rejected.',
  merged: 'It was merged into another request.',
  closed: 'It was closed.',
  followed: undefined,
  unfollowed: undefined,
  joined: undefined,
  noted: undefined,
  urgencyMarked: 'It was marked as urgent.',
  acknowledged: undefined,
  leftUntouched: undefined,
  urgencyDismissed: 'It is not urgent any more.',
  publicationPermitted: undefined,
  published: undefined,
};

/** What has happened, by the names of the events that other systems hear of: `request.registered` and so on. */
export const PUBLISHED_EVENTS: ReadonlyMap<string, string> = new Map(
  Object.entries(PUBLISHED).flatMap(([type, sentence]) =>
    sentence === undefined ? [] : [[`request.${type}`, sentence] as const],
  ),
);

/** True for an event that other systems hear of. */
export function isPublished(type: EventType): boolean {
  return PUBLISHED[type] !== undefined;
}

/** The name of a type of events, as other systems read it. */
export function publishedType(type: EventType): string {
  return `request.${type}`;
}

/** The id of an event for other systems: the same whenever and wherever it is sent. */
export function eventId({ code, seq }: Pick<EventReference, 'code' | 'seq'>): string {
  return `evt_${createHash('sha256').update(`${code}:${seq}`).digest('hex').slice(0, 32)}`;
}
