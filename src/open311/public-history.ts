import type { Organization } from '../organization/organization.js';
import type { EventType, RequestEvent } from '../requests/lifecycle/events.js';
import { isPubliclyOpenAfter } from '../requests/publicly-open.js';

/** What has publicly become of a request, as its events tell it. */
export interface PublicHistory {
  /** Closed: the city has answered, and no promise is open. */
  readonly isOpen: boolean;
  /** When it was closed; of an open one, when anything public last happened. */
  readonly updatedAt: Date;
  /** The events of which the public hears, oldest first. */
  readonly updates: readonly PublicUpdate[];
}

/** The events of which the public hears, besides the registration. */
const PUBLIC = [
  'referred',
  'escalated',
  'sentToFollowUp',
  'extensionGranted',
  'answered',
  'promiseKept',
  'promiseMoved',
  'rejected',
  'merged',
  'closed',
] as const satisfies readonly EventType[];
type PublicEventType = (typeof PUBLIC)[number];

/** One public event of a request, without a word of anybody. */
export interface PublicUpdate {
  readonly seq: number;
  readonly at: Date;
  readonly type: PublicEventType;
  /** Whether the request was open after it. */
  readonly isOpen: boolean;
  /** The unit that has got the request, or has answered it. */
  readonly unit?: string;
  /** Of an answer: what it says. */
  readonly outcome?: 'done' | 'planned' | 'notPossible';
}

/** Events that hide a request from the public, show it again, or change its topic. */
const SHOWING = [
  'registered',
  'sentToIntake',
  'withdrawn',
  'leftToFollowers',
  'carriedOn',
  'objected',
] as const satisfies readonly EventType[];

const CHANGING: ReadonlySet<EventType> = new Set<EventType>([...PUBLIC, ...SHOWING]);

/** True for an event after which the public record of its request may be another one. */
export function changesPublicRecord({ type }: RequestEvent): boolean {
  return CHANGING.has(type);
}

/** The public history of a request. Pure. */
export function publicHistory(
  events: readonly RequestEvent[],
  organization: Pick<Organization, 'position'>,
): PublicHistory {
  const [first] = events;
  const updates: PublicUpdate[] = [];
  let isOpen = true;
  let updatedAt = first?.at ?? new Date(0);
  for (const event of events) {
    const wasOpen: boolean = isOpen;
    isOpen = isPubliclyOpenAfter(event, wasOpen);
    const isNews = isPublicEvent(event.type) && event.commandId !== first?.commandId;
    if (isNews) updates.push(updateOf(event, isOpen, organization));
    // What is closed stays closed at that moment, however long its citizen could have objected.
    if (wasOpen !== isOpen || (isOpen && isNews)) updatedAt = event.at;
  }
  return { isOpen, updatedAt, updates };
}

/** True for an event of which the public hears. */
export function isPublicEvent(type: EventType): type is PublicEventType {
  return PUBLIC.some((known) => known === type);
}

function updateOf(
  event: RequestEvent,
  isOpen: boolean,
  organization: Pick<Organization, 'position'>,
): PublicUpdate {
  const unit = unitOf(event, organization);
  return {
    seq: event.seq,
    at: event.at,
    // The caller has asked whether the event is public.
    type: event.type as PublicEventType,
    isOpen,
    ...(unit === undefined ? {} : { unit }),
    ...(event.type === 'answered' ? { outcome: event.outcome.kind } : {}),
  };
}

function unitOf(event: RequestEvent, organization: Pick<Organization, 'position'>): string | undefined {
  switch (event.type) {
    case 'referred':
    case 'escalated':
      return organization.position(event.to)?.unit;
    case 'sentToFollowUp':
      return event.unit;
    case 'answered':
      return event.by.kind === 'unit' ? event.by.unit : organization.position(event.by.position)?.unit;
    default:
      return undefined;
  }
}
