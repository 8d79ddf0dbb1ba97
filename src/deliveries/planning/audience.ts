import { assertNever } from '../../assert-never.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';

/**
 * Which citizens are told of an event: everybody who waits for the request; only the filer; only the
 * followers, if the filer did it; only those whom it asks; or nobody, if another event says it better or it concerns
 * staff only.
 */
export function citizensWhoHear(
  event: RequestEvent,
): 'everybody' | 'filer' | 'followers' | 'asked' | 'nobody' {
  switch (event.type) {
    case 'offered':
      return 'asked';
    // Whoever carries it on has just said so.
    case 'carriedOn':
      return 'followers';
    case 'registered':
      return event.isImported === true ? 'nobody' : 'filer';
    case 'asked':
      return 'filer';
    case 'sentToIntake':
    case 'sentToFollowUp':
    case 'referred':
    case 'escalated':
    case 'overdue':
    case 'resumed':
    case 'extensionGranted':
    case 'answered':
    case 'promiseKept':
    case 'promiseMoved':
    case 'withdrawn':
    case 'rejected':
    case 'merged':
      return 'everybody';
    case 'closed':
      return event.because === 'silent' ? 'everybody' : 'followers';
    case 'leftToFollowers':
    case 'offerDeclined':
    case 'passedOver':
    case 'objected':
    case 'promiseBroken':
    case 'promiseDue':
    case 'rated':
    case 'noted':
    case 'draftRequested':
    case 'draftLate':
    case 'answerDrafted':
    case 'answerHeld':
    case 'answerRecalled':
    case 'followed':
    case 'unfollowed':
    case 'joined':
    case 'urgencyMarked':
    case 'acknowledged':
    case 'leftUntouched':
    case 'urgencyDismissed':
    case 'publicationPermitted':
    case 'published':
    case 'added':
    case 'reminded':
    case 'remindedOverdue':
    case 'extensionRequested':
    case 'extensionRefused':
    case 'replied':
      return 'nobody';
    default:
      return assertNever(event);
  }
}

/** True for an event whose notice asks its reader something: its buttons must not stay for ever. */
export function asksSomething(event: RequestEvent): boolean {
  switch (event.type) {
    case 'asked':
    case 'offered':
      return true;
    case 'answered':
    case 'promiseKept':
      return event.objectBy !== undefined;
    default:
      return false;
  }
}

/**
 * True for an event that ends what an earlier one asked: a question to the citizen, or the offer to carry a withdrawn
 * request on. It was answered, has lapsed, or is no longer needed.
 */
function endsQuestion({ type }: RequestEvent, asked: RequestEvent): boolean {
  switch (type) {
    case 'withdrawn':
    case 'rejected':
    case 'merged':
    case 'closed':
      return true;
    case 'carriedOn':
      return asked.type === 'offered';
    case 'replied':
    case 'resumed':
    case 'rated':
    case 'objected':
    case 'leftToFollowers':
      return asked.type !== 'offered';
    default:
      return false;
  }
}

/** The earlier events whose questions an event ends: the last question to the citizen, and all open offers. */
export function questionsEndedBy(
  events: readonly RequestEvent[],
  event: RequestEvent,
): readonly RequestEvent[] {
  const earlier = events.filter((one) => one.seq < event.seq && asksSomething(one));
  const last = earlier.findLast(({ type }) => type !== 'offered');
  const left = events.findLast(({ type, seq }) => type === 'leftToFollowers' && seq < event.seq);
  const offers = earlier.filter(({ type, seq }) => type === 'offered' && seq > (left?.seq ?? 0));
  return [...(last === undefined ? [] : [last]), ...offers].filter((one) => endsQuestion(event, one));
}

/** What an event means for staff. */
export interface StaffAudience {
  /** The position whose holder gets a new card. */
  readonly card?: string;
  /** The position whose holder gets a message about it. */
  readonly message?: string;
  /** True if the operators' message about urgent requests changes, by day and by night. */
  readonly operators?: true;
  /** True if every supervisor gets a message about it, by day and by night. */
  readonly supervisors?: true;
  /** True for a message that waits until the quiet hours are over. */
  readonly waitsForMorning?: boolean;
  /** True if existing cards are out of date after it. */
  readonly changesCards: boolean;
}

/** Which members of staff are told of an event, and how. */
export function staffWhoHear(event: RequestEvent): StaffAudience {
  switch (event.type) {
    case 'escalated':
      return {
        card: event.to,
        ...(event.because === 'disapproved' ? { message: event.from } : {}),
        changesCards: true,
      };
    case 'referred':
      return { card: event.to, changesCards: true };
    case 'reminded':
      return { message: event.position, waitsForMorning: true, changesCards: true };
    case 'replied':
    case 'extensionGranted':
    case 'extensionRefused':
      return { message: event.position, changesCards: true };
    case 'extensionRequested':
      return { message: event.decider, changesCards: true };
    case 'draftRequested':
      return { card: event.to, changesCards: true };
    case 'answerDrafted':
      return { message: event.owner, changesCards: true };
    case 'added':
      return event.position === undefined
        ? { changesCards: true }
        : { message: event.position, changesCards: true };
    case 'urgencyMarked':
      return event.isPutFirst ? { operators: true, changesCards: true } : { changesCards: true };
    case 'urgencyDismissed':
      return { operators: true, changesCards: true };
    case 'leftUntouched':
      return { supervisors: true, changesCards: false };
    // The next digest names what time alone has done.
    case 'overdue':
    case 'remindedOverdue':
    case 'promiseDue':
    case 'resumed':
    case 'answerHeld':
    case 'answerRecalled':
    case 'sentToIntake':
    case 'sentToFollowUp':
    case 'asked':
    case 'answered':
    case 'promiseKept':
    case 'promiseMoved':
    case 'rated':
    case 'withdrawn':
    case 'leftToFollowers':
    case 'carriedOn':
    case 'rejected':
    case 'merged':
    case 'closed':
      return { changesCards: true };
    case 'offered':
    case 'offerDeclined':
    case 'draftLate':
    case 'registered':
    case 'passedOver':
    case 'objected':
    case 'promiseBroken':
    case 'noted':
    case 'followed':
    case 'unfollowed':
    case 'joined':
    case 'acknowledged':
    case 'publicationPermitted':
    case 'published':
      return { changesCards: false };
    default:
      return assertNever(event);
  }
}

/**
 * The event with which an answer that was held back from this number on was given, taken back or no longer needed;
 * undefined while it is held back.
 */
export function endOfHeldAnswer(
  { events }: { readonly events: readonly RequestEvent[] },
  heldSeq: number,
): RequestEvent | undefined {
  return events.find((event) => event.seq > heldSeq && endsHeldAnswer(event));
}

/** True for an event after which no answer is held back. */
export function endsHeldAnswer({ type }: RequestEvent): boolean {
  return type === 'answered' || type === 'answerRecalled' || type === 'withdrawn';
}

/** Whose request it was at an event: who filed it, or carried it on; undefined for one that was withdrawn. */
export function citizenAt(events: readonly RequestEvent[], seq: number): string | undefined {
  const last = events.findLast(
    (event) =>
      event.seq <= seq &&
      (event.type === 'registered' || event.type === 'carriedOn' || event.type === 'leftToFollowers'),
  );
  return last !== undefined && 'citizen' in last ? last.citizen : undefined;
}

/** Citizens who followed the request before an event. */
export function followersBefore(events: readonly RequestEvent[], seq: number): readonly string[] {
  const followers = new Set<string>();
  for (const event of events) {
    if (event.seq >= seq) break;
    if (event.type === 'followed') followers.add(event.citizen);
    if (event.type === 'joined') for (const citizen of event.citizens) followers.add(citizen);
    if (event.type === 'unfollowed' || event.type === 'carriedOn') followers.delete(event.citizen);
  }
  return [...followers];
}

/** True if an event from this number on may have changed what a card says. */
export function cardsChangedAfter(
  events: readonly RequestEvent[],
  seq: Request['lastSeq'],
): RequestEvent | undefined {
  return events.findLast((event) => event.seq > seq && staffWhoHear(event).changesCards);
}
