import { assertNever } from '../../assert-never.js';
import type { AttachmentService, CaptionedFile } from '../../attachments/attachment-service.js';
import { roleOf } from '../../channel/bot.js';
import type { Citizen, CitizenStore } from '../../citizens/citizen-store.js';
import type { Clock } from '../../clock.js';
import type { Locale } from '../../config.js';
import { captionFiles, filesOfAnswer } from '../../messages/answer/files.js';
import { renderMoved } from '../../messages/answer/sent.js';
import { renderCard } from '../../messages/card/card.js';
import { isLive } from '../../messages/card/head.js';
import type { Message } from '../../messages/message.js';
import {
  attachmentsUntil,
  filesFromCitizen,
  groupsOf,
  wordsAfterCard,
} from '../../messages/message-parts.js';
import { renderNotice } from '../../messages/notice/notice.js';
import { renderRest, renderStaffMessage } from '../../messages/staff/staff-message.js';
import { renderUrgentMessage } from '../../messages/staff/urgent-message.js';
import { createWording, type Speech } from '../../messages/wording.js';
import type { OrganizationStore } from '../../organization/organization-store.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import { hasLeft, type Request } from '../../requests/lifecycle/request.js';
import { urgentMark } from '../../requests/lifecycle/urgency.js';
import type { RequestStore, StoredRequest } from '../../requests/request-store.js';
import type { Texts } from '../../text/texts.js';
import type { WriteBulletin, Written } from '../bulletin.js';
import type { CardMessage, CardStore } from '../card-store.js';
import { renderCatchUp } from '../catch-up.js';
import type { CitizenNoticeStore } from '../citizen-notice-store.js';
import type { Delivery } from '../delivery.js';
import { isReplacedBy } from '../planning/card-keeper.js';
import type { UrgentBundleStore } from '../urgent-bundle-store.js';
import { type SentWord, wordOfSent } from './word-of-sent.js';

/** What is to be sent for a delivery, composed at the moment of sending. */
export type Outgoing =
  | { readonly kind: 'text'; readonly message: Message }
  | { readonly kind: 'edit'; readonly message: Message; readonly messageId: number; readonly isLive: boolean }
  /** A message that a newer one takes the place of: deleted, or where that is too late, edited to this. */
  | { readonly kind: 'retire'; readonly message: Message; readonly messageId: number; readonly sentAt: Date }
  | { readonly kind: 'files'; readonly attachments: readonly CaptionedFile[] }
  | Extract<Written, { readonly kind: 'document' | 'photo' }>
  /** It is no longer true, or no longer concerns this person. */
  | { readonly kind: 'nothing'; readonly because: 'noRequest' | 'notSoAnyMore' | 'otherHolder' };

/** An outgoing message, with the newest event that it includes. */
export interface Composed {
  readonly outgoing: Outgoing;
  readonly lastSeq: number;
  /** True for the last edit of a message. */
  readonly isLast?: boolean;
}

/** Composes deliveries as late as possible, so that they are up to date. */
export interface Composer {
  compose(delivery: Delivery, reader: Reader): Promise<Composed>;
}

export interface ComposerOptions {
  readonly requests: Pick<RequestStore, 'find' | 'findMany'>;
  readonly citizens: Pick<CitizenStore, 'find'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly attachments: Pick<AttachmentService, 'countMissing' | 'countUnusable'>;
  readonly cards: Pick<CardStore, 'messagesOf'>;
  readonly notices: Pick<CitizenNoticeStore, 'asking'>;
  readonly urgentBundles: Pick<UrgentBundleStore, 'find'>;
  readonly writeBulletin: WriteBulletin;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly timeZone: string;
}

/** Who reads a delivery: the language, and the citizen as they were just now, if it is one. */
interface Reader {
  readonly locale: Locale;
  readonly citizen?: Citizen;
}

/** What happened, who is told, and how. */
interface Matter {
  readonly delivery: Delivery;
  readonly stored: StoredRequest;
  readonly event: RequestEvent;
  readonly speech: Speech;
  readonly reader: Reader;
  /** False if the position that a manager was to receive it as has another holder now. */
  readonly isHolder: boolean;
}

const NOT_SO: Outgoing = { kind: 'nothing', because: 'notSoAnyMore' };

/** The composer on the stores. */
export function createComposer(options: ComposerOptions): Composer {
  const { requests, citizens, attachments, cards, notices, texts, clock, timeZone } = options;
  const { urgentBundles } = options;

  async function outgoingOf(matter: Matter): Promise<Outgoing> {
    const { delivery, stored, event, speech, isHolder } = matter;
    if (roleOf(delivery.bot) === 'citizen') {
      return delivery.kind === 'update' ? updatedNotice(matter) : forCitizen(matter);
    }
    if (!isHolder) return { kind: 'nothing', because: 'otherHolder' };
    switch (delivery.kind) {
      case 'files':
        return filesOf(delivery, filesFromCitizen(event));
      case 'cardFiles':
        return onCard(matter, async () => filesOf(delivery, attachmentsUntil(stored.events, event.seq)));
      case 'card':
        return onCard(matter, async () => text((await cardOf(matter)).message));
      case 'rest':
        return onCard(matter, async () => {
          const { request, events } = stored;
          const rest = wordsAfterCard(request.text, events, event.seq)[(delivery.piece ?? 1) - 1];
          return rest === undefined ? NOT_SO : text(renderRest({ ...speech, request, rest }));
        });
      case 'notice':
      case 'more':
      case 'update':
      case 'catchUp':
      case 'bulletin':
      case 'urgent':
      case 'message':
        return text(
          renderStaffMessage({
            ...speech,
            ...pieceOf(delivery),
            request: stored.request,
            events: stored.events,
            event,
            reader: delivery.position === undefined ? 'supervisor' : 'manager',
          }),
        );
      default:
        return assertNever(delivery.kind);
    }
  }

  /** Messages that belong to a card are sent only while the request belongs to the position. */
  async function onCard(matter: Matter, make: () => Promise<Outgoing>): Promise<Outgoing> {
    const { delivery, stored } = matter;
    return isLive({ request: stored.request, position: delivery.position ?? '' }) ? make() : NOT_SO;
  }

  async function cardOf({ delivery, stored, speech, isHolder }: Matter) {
    const { request, events } = stored;
    const hasPhone = (await citizens.find(request.citizen))?.phone !== undefined;
    const reader = { request, position: delivery.position ?? '', isHolder, hasPhone };
    const missingFiles = await attachments.countMissing('staff', request.attachments);
    const unusableFiles = await attachments.countUnusable(request.attachments);
    return {
      message: renderCard({ ...speech, ...reader, events, missingFiles, unusableFiles }),
      isLive: isLive(reader),
    };
  }

  /** A message of the staff bot as it reads now; one whose chat has a newer one gives way to it. */
  async function updated(matter: Matter): Promise<Pick<Composed, 'outgoing' | 'isLast'>> {
    const { delivery, stored, speech } = matter;
    const { cards: known, others } = await cards.messagesOf(stored.request.code);
    const isMeant = (one: Pick<CardMessage, 'person' | 'messageId'>) =>
      one.person === delivery.person && one.messageId === delivery.messageId;
    const card = known.find(isMeant);
    const other = others.find(isMeant);
    if (other !== undefined && other.kind !== 'case') return sentWord(matter, other);
    const message = card ?? other;
    const alike = card === undefined ? others.filter(({ kind }) => kind === 'case') : known;
    if (message !== undefined && alike.some((newer) => isReplacedBy(message, newer))) {
      const { messageId, sentAt } = message;
      const shows = card === undefined ? 'case' : 'card';
      const moved = renderMoved({ ...speech, request: stored.request, shows });
      return { outgoing: { kind: 'retire', message: moved, messageId, sentAt }, isLast: true };
    }
    return card === undefined
      ? { outgoing: NOT_SO }
      : { outgoing: { kind: 'edit', messageId: card.messageId, ...(await cardOf(matter)) } };
  }

  /** The last edit of the word that an answer was sent. */
  async function sentWord(matter: Matter, sent: SentWord): Promise<Pick<Composed, 'outgoing' | 'isLast'>> {
    const message = await wordOfSent(requests, matter, sent);
    if (message === undefined) return { outgoing: NOT_SO };
    return { outgoing: { kind: 'edit', message, messageId: sent.messageId, isLive: false }, isLast: true };
  }

  async function forCitizen({ delivery, stored, event, speech, reader: to }: Matter): Promise<Outgoing> {
    const { request, events } = stored;
    const { person } = delivery;
    // Whoever withdrew it hears nothing more of it.
    if (isOverFor(person, request)) return NOT_SO;
    if (event.type === 'offered' && request.handover?.asked.includes(person) !== true) return NOT_SO;
    const reader = request.citizen === person ? 'filer' : 'follower';
    if (delivery.kind === 'files') {
      const files = event.type === 'answered' ? filesOfAnswer(events, event, reader) : [];
      return filesOf(delivery, captionFiles(files, createWording(speech)));
    }
    const offersPhone = event.type === 'registered' && (await mayOfferPhone(request, to));
    return text(
      renderNotice({ ...speech, ...pieceOf(delivery), request, event, events, person, reader, offersPhone }),
    );
  }

  /** A phone number is offered with the first request, to somebody who has neither given nor declined one. */
  async function mayOfferPhone({ citizen: id, code }: Request, { citizen: known }: Reader): Promise<boolean> {
    const citizen = known?._id === id ? known : await citizens.find(id);
    if (citizen === undefined || citizen.phone !== undefined || citizen.isWithoutPhone === true) return false;
    return citizen.requests.every((one) => one === code);
  }

  /** A notice as it reads once its question is over. */
  async function updatedNotice({ delivery, stored: { request, events }, speech }: Matter): Promise<Outgoing> {
    const { person, messageId, piece = 0 } = delivery;
    const known = (await notices.asking(request.code)).find(
      (notice) => notice.person === person && notice.messageId === messageId,
    );
    const event = events.find(({ seq }) => seq === known?.seq);
    if (messageId === undefined || event === undefined) return NOT_SO;
    const message = renderNotice({
      ...speech,
      piece,
      request: asSeenBy(person, request),
      event,
      person,
      reader: 'filer',
    });
    return { kind: 'edit', messageId, message, isLive: false };
  }

  /** What somebody missed, in its current state. */
  async function caughtUp({ codes = [], person, seq }: Delivery, speech: Speech): Promise<Composed> {
    const missed = await requests.findMany(codes);
    return { outgoing: text(renderCatchUp({ ...speech, requests: missed, person })), lastSeq: seq };
  }

  /** The operators' message about urgent requests: sent once, edited from then on. */
  async function urgent({ bundle: id = '', person, seq }: Delivery, speech: Speech): Promise<Composed> {
    const bundle = await urgentBundles.find(id);
    const shown = bundle?.messages.findLast((message) => message.person === person);
    const bundled = await requests.findMany(bundle?.codes ?? []);
    const isLive = bundled.some((request) => urgentMark(request) !== undefined);
    if (shown === undefined && !isLive) return { outgoing: NOT_SO, lastSeq: seq };
    const message = renderUrgentMessage({ ...speech, requests: bundled });
    const outgoing: Outgoing =
      shown === undefined ? text(message) : { kind: 'edit', message, messageId: shown.messageId, isLive };
    return { outgoing, lastSeq: seq };
  }

  async function bulletin(
    { bulletin: what, eventAt: at, person, seq }: Delivery,
    speech: Speech,
  ): Promise<Composed> {
    const outgoing = what === undefined ? NOT_SO : await options.writeBulletin(what, { at, person, speech });
    return { outgoing, lastSeq: seq };
  }

  async function speechIn(locale: Locale): Promise<Speech> {
    return { organization: await options.organization.current(), locale, now: clock.now(), timeZone, texts };
  }

  return {
    async compose(delivery, reader) {
      const { locale } = reader;
      if (delivery.kind === 'catchUp') return caughtUp(delivery, await speechIn(locale));
      if (delivery.kind === 'urgent') return urgent(delivery, await speechIn(locale));
      if (delivery.kind === 'bulletin') return bulletin(delivery, await speechIn(locale));
      const stored = delivery.code === undefined ? undefined : await requests.find(delivery.code);
      const event = stored?.events.find(({ seq }) => seq === delivery.seq);
      if (stored === undefined || event === undefined) {
        return { outgoing: { kind: 'nothing', because: 'noRequest' }, lastSeq: delivery.seq };
      }
      const speech = await speechIn(locale);
      const { organization, now } = speech;
      const isHolder =
        delivery.position === undefined || organization.holderOf(delivery.position, now) === delivery.person;
      const matter = { delivery, stored, event, speech, reader, isHolder };
      const { lastSeq } = stored.request;
      return delivery.kind === 'update' && roleOf(delivery.bot) === 'staff'
        ? { ...(await updated(matter)), lastSeq }
        : { outgoing: await outgoingOf(matter), lastSeq };
    },
  };
}

/** True for somebody who withdrew a request and has nothing to do with it any longer. */
function isOverFor(person: string, request: Request): boolean {
  return request.citizen !== person && !request.followers.includes(person) && hasLeft(request, person);
}

/** A request as a citizen of it may still see it: for whoever withdrew it, it is over. */
function asSeenBy(person: string, request: Request): Request {
  const left = request.leftBy?.findLast(({ citizen }) => citizen === person);
  if (left === undefined || !isOverFor(person, request)) return request;
  return { ...request, stage: { status: 'closed', because: 'withdrawn', closedAt: left.at } };
}

function filesOf({ piece = 0 }: Delivery, attachments: readonly CaptionedFile[]): Outgoing {
  const group = groupsOf(attachments)[piece];
  return group === undefined ? NOT_SO : { kind: 'files', attachments: group };
}

function text(message: Message | undefined): Outgoing {
  return message === undefined ? NOT_SO : { kind: 'text', message };
}

function pieceOf({ piece }: Delivery): { readonly piece?: number } {
  return piece === undefined ? {} : { piece };
}
