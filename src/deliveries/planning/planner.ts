import { afterQuietHours } from '../../calendar.js';
import { botFor } from '../../channel/person-id.js';
import type { News } from '../../citizens/citizen-store.js';
import { filesOfAnswer } from '../../messages/answer/files.js';
import {
  attachmentsUntil,
  filesFromCitizen,
  groupsOf,
  piecesOf,
  wordsAfterCard,
  wordsOf,
} from '../../messages/message-parts.js';
import { firstRoutingOf } from '../../messages/notice/registration.js';
import type { Organization } from '../../organization/organization.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Attachment } from '../../requests/lifecycle/facts.js';
import type { StoredRequest } from '../../requests/request-store.js';
import type { TrackingCode } from '../../text/tracking-code.js';
import type { CardMessage, OtherMessage } from '../card-store.js';
import type { CitizenNotice } from '../citizen-notice-store.js';
import type { Delivery, DeliveryKind } from '../delivery.js';
import {
  asksSomething,
  citizenAt,
  citizensWhoHear,
  endOfHeldAnswer,
  endsHeldAnswer,
  followersBefore,
  questionsEndedBy,
  staffWhoHear,
} from './audience.js';
import { isWanted } from './wanted-news.js';

/** What planning depends on besides the request. */
export interface PlanningContext {
  readonly organization: Pick<Organization, 'holderOf'>;
  /** The moment of planning, by the city's clock. */
  readonly now: Date;
  readonly timeZone: string;
  /** The cards of this request that have been sent. */
  readonly cards: readonly CardMessage[];
  /** Its other messages to staff that are edited later. */
  readonly others?: readonly OtherMessage[];
  /** Its notices that ask the citizen something. */
  readonly notices: readonly CitizenNotice[];
  /** The staff who hear of urgent requests, and the bundle of this one; absent if no event is about that. */
  readonly urgent?: {
    readonly operators: readonly string[];
    readonly supervisors: readonly string[];
    readonly bundle?: string;
  };
  /** The news that citizens chose who did not want all; absent if nobody chose. */
  readonly news?: ReadonlyMap<string, News>;
}

/**
 * Which messages these events require, and for whom. Pure, and always the same ids for the same events, so
 * that planning again after a crash plans nothing new.
 */
export function planDeliveries(
  stored: StoredRequest,
  seqs: readonly number[],
  context: PlanningContext,
): readonly Delivery[] {
  return stored.events
    .filter(({ seq }) => seqs.includes(seq))
    .flatMap((event) => [
      ...planForCitizens(stored, event, context),
      ...planForOldNotices(stored, event, context),
      ...planForStaff(stored, event, context),
    ]);
}

/** An event with the code of its request. */
interface Subject {
  readonly code: TrackingCode;
  readonly event: RequestEvent;
}

/** The recipient of a message, and when it is sent. */
interface To {
  readonly bot: Delivery['bot'];
  readonly person: string;
  readonly position?: string;
  readonly notBefore: Date;
  /** Distinguishes a repetition of the same event for the same person. */
  readonly mark?: string;
}

/**
 * The order of the messages of one event to one person: edits of cards, files, the message itself, its rest,
 * and the older card of the same position, whose buttons move to the new one.
 */
const PART = { update: 0, files: 1, main: 20, rest: 21, superseded: 99 };

/**
 * The citizens whom an event concerns, whether or not they want to be told; nobody if the notice of the registration
 * tells it.
 */
export function citizensConcerned(
  { events }: Pick<StoredRequest, 'events'>,
  event: RequestEvent,
): readonly string[] {
  const audience = citizensWhoHear(event);
  if (audience === 'nobody' || event.seq === firstRoutingOf(events)?.seq) return [];
  if (audience === 'asked') return event.type === 'offered' ? event.citizens : [];
  const followers = audience === 'filer' ? [] : followersBefore(events, event.seq);
  const others = event.type === 'carriedOn' ? followers.filter((one) => one !== event.citizen) : followers;
  const citizen = citizenAt(events, event.seq);
  return audience === 'followers' || citizen === undefined ? others : [citizen, ...others];
}

function planForCitizens(stored: StoredRequest, event: RequestEvent, context: PlanningContext): Delivery[] {
  const { code } = stored.request;
  const citizen = citizenAt(stored.events, event.seq);
  const citizens = citizensConcerned(stored, event);
  const listening = citizens.filter((person) => isWanted(event, context.news?.get(person)));
  return listening.flatMap((person) => {
    const to = { bot: botFor('citizen', person), person, notBefore: context.now } as const;
    const notices = [
      delivery({ code, event }, to, { kind: 'notice' }),
      ...piecesAfter({ code, event }, to, 'more', piecesOf(wordsOf(event)).length - 1),
    ];
    const isFiler = person === citizen;
    const asks = (isFiler || event.type === 'offered') && asksSomething(event);
    const files =
      event.type === 'answered' ? filesOfAnswer(stored.events, event, isFiler ? 'filer' : 'follower') : [];
    return [
      ...filesBefore({ code, event }, to, 'files', files),
      ...notices.map((notice, index) =>
        asks && index === notices.length - 1 ? { ...notice, asks: true as const } : notice,
      ),
    ];
  });
}

/** Edits the notice whose question an event ends, so that it stops asking. */
function planForOldNotices(
  { events }: StoredRequest,
  event: RequestEvent,
  { notices, now }: PlanningContext,
): Delivery[] {
  const asked = new Set(questionsEndedBy(events, event).map(({ seq }) => seq));
  return notices.filter(({ seq }) => asked.has(seq)).map((notice) => updateOfNotice(notice, event, now));
}

/** The edit that removes a question from a notice once it is over. */
export function updateOfNotice(notice: CitizenNotice, event: RequestEvent, now: Date): Delivery {
  const { code, person, messageId, piece } = notice;
  const to = { bot: botFor('citizen', person), person, notBefore: now } as const;
  const suffix = `#update-${messageId}`;
  return delivery({ code, event }, to, { kind: 'update', suffix, part: PART.update, piece, messageId });
}

function planForStaff(stored: StoredRequest, event: RequestEvent, context: PlanningContext): Delivery[] {
  const audience = staffWhoHear(event);
  const planned: Delivery[] = [];
  if (audience.changesCards) {
    planned.push(
      ...context.cards.map((card) => updateOf(card, event, { now: context.now, newCard: audience.card })),
    );
  }
  if (endsHeldAnswer(event)) {
    const sent = (context.others ?? []).filter(
      (one) => one.kind !== 'case' && endOfHeldAnswer(stored, one.seq)?.seq === event.seq,
    );
    planned.push(...sent.map((one) => updateOf(one, event, { now: context.now })));
  }
  if (audience.card !== undefined) planned.push(...newCard(stored, event, audience.card, context));
  planned.push(...forUrgency({ code: stored.request.code, event }, context));
  if (audience.message !== undefined) {
    planned.push(...message(stored, event, audience.message, audience.waitsForMorning === true, context));
  }
  return planned;
}

/** The operators' message about urgent requests, and the supervisors' about one that nobody has touched. */
function forUrgency(subject: Subject, { urgent, now }: PlanningContext): Delivery[] {
  if (urgent === undefined) return [];
  const { operators, supervisors } = staffWhoHear(subject.event);
  const to = (person: string) => ({ bot: botFor('staff', person), person, notBefore: now }) as const;
  const { bundle } = urgent;
  return [
    ...(operators === true && bundle !== undefined ? urgent.operators : []).map((person) =>
      delivery(subject, to(person), { kind: 'urgent', suffix: '#urgent', bundle }),
    ),
    ...(supervisors === true ? urgent.supervisors : []).map((person) =>
      delivery(subject, to(person), { kind: 'message', suffix: '#supervisor' }),
    ),
  ];
}

/**
 * The edit that brings a card or another message up to date with an event, or, with a `mark`, with something that
 * happened after it.
 */
export function updateOf(
  message: Pick<OtherMessage, 'code' | 'person' | 'position' | 'messageId'>,
  event: RequestEvent,
  when: {
    readonly now: Date;
    readonly mark?: string;
    /** The position whose holder receives a new card for the same event. */
    readonly newCard?: string | undefined;
  },
): Delivery {
  const { code, person, position, messageId } = message;
  const to: To = {
    bot: botFor('staff', person),
    person,
    ...(position === undefined ? {} : { position }),
    notBefore: when.now,
  };
  const suffix = `#update-${messageId}${when.mark ?? ''}`;
  const part = position !== undefined && when.newCard === position ? PART.superseded : PART.update;
  return delivery({ code, event }, to, { kind: 'update', suffix, part, messageId });
}

/**
 * A new card for the current holder of a position; with a `mark` it is in addition to the card of the event
 * itself, for example when the position has changed hands.
 */
export function newCard(
  { request, events }: Pick<StoredRequest, 'request' | 'events'>,
  event: RequestEvent,
  position: string,
  { organization, now, mark }: Pick<PlanningContext, 'organization' | 'now'> & { readonly mark?: string },
): Delivery[] {
  const person = organization.holderOf(position, now);
  if (person === undefined) return [];
  const { code, text } = request;
  const to: To = {
    bot: botFor('staff', person),
    person,
    position,
    notBefore: now,
    ...(mark === undefined ? {} : { mark }),
  };
  return [
    ...filesBefore({ code, event }, to, 'cardFiles', attachmentsUntil(events, event.seq)),
    delivery({ code, event }, to, { kind: 'card' }),
    ...piecesAfter({ code, event }, to, 'rest', wordsAfterCard(text, events, event.seq).length),
  ];
}

function message(
  { request: { code } }: StoredRequest,
  event: RequestEvent,
  position: string,
  waitsForMorning: boolean,
  { organization, now, timeZone }: PlanningContext,
): Delivery[] {
  const person = organization.holderOf(position, now);
  if (person === undefined) return [];
  const notBefore = waitsForMorning ? afterQuietHours(now, timeZone) : now;
  const to = { bot: botFor('staff', person), person, position, notBefore } as const;
  return [
    ...filesBefore({ code, event }, to, 'files', filesFromCitizen(event)),
    delivery({ code, event }, to, { kind: 'message' }),
    ...piecesAfter({ code, event }, to, 'more', piecesOf(wordsOf(event)).length - 1),
  ];
}

function filesBefore(
  subject: Subject,
  to: To,
  kind: 'files' | 'cardFiles',
  attachments: readonly Attachment[],
): Delivery[] {
  return groupsOf(attachments).map((_group, piece) => {
    const suffix = piece === 0 ? '#files' : `#files${piece + 1}`;
    return delivery(subject, to, {
      kind,
      suffix,
      part: Math.min(PART.files + piece, PART.main - 1),
      piece,
    });
  });
}

function piecesAfter(subject: Subject, to: To, kind: 'more' | 'rest', count: number): Delivery[] {
  return Array.from({ length: count }, (_, index) =>
    delivery(subject, to, {
      kind,
      suffix: `#${kind}${index + 1}`,
      part: PART.rest + index,
      piece: index + 1,
    }),
  );
}

function delivery(
  { code, event }: Subject,
  { mark = '', ...to }: To,
  what: {
    readonly kind: DeliveryKind;
    readonly suffix?: string;
    readonly part?: number;
    readonly piece?: number;
    readonly messageId?: number;
    readonly bundle?: string | undefined;
  },
): Delivery {
  const { bundle, ...plain } = what;
  const { suffix = '', part = PART.main, ...rest } = plain;
  return {
    _id: `${code}:${event.seq}:${to.bot}:${to.person}${mark}${suffix}`,
    ...to,
    code,
    seq: event.seq,
    eventAt: event.at,
    part,
    ...rest,
    ...(bundle === undefined ? {} : { bundle }),
  };
}
