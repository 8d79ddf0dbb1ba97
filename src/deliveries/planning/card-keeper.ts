import type { Clock } from '../../clock.js';
import type { OrganizationStore } from '../../organization/organization-store.js';
import type { RequestStore, StoredRequest } from '../../requests/request-store.js';
import type { CardMessage, CardStore, MessagesOfRequest, OtherMessage } from '../card-store.js';
import type { Delivery } from '../delivery.js';
import { cardsChangedAfter, endOfHeldAnswer } from './audience.js';
import { onPhones } from './on-phones.js';
import { newCard, updateOf } from './planner.js';

/** A message that went to a manager. */
interface SentToStaff {
  readonly delivery: Delivery;
  readonly chatId: number;
  readonly messageIds: readonly number[];
  /** The newest event that it includes. */
  readonly lastSeq: number;
  /** True for the last edit of a message. */
  readonly isLast?: boolean;
}

/** A message that shows a request in a chat of the staff: a card has no kind. */
type ShownMessage = (CardMessage & { readonly kind?: never }) | OtherMessage;

/** Keeps the stored cards in step with the chats. */
export interface CardKeeper {
  /**
   * Records a card, or a message that belongs to one. A card that was out of date by the time it arrived,
   * when nobody could know that it would need an edit, is edited now.
   */
  sent(message: SentToStaff): Promise<void>;
  /** Forgets a card whose message is gone; one that is still needed is sent again. */
  gone(delivery: Delivery, isLive: boolean): Promise<void>;
}

/** The keeper of the messages of staff, which also knows what the bot itself has shown. */
export interface StaffKeeper extends CardKeeper {
  /**
   * Records a message that the bot has sent in a conversation. An older one of the same kind and request in that chat
   * gives way to it, and one that was out of date by the time it arrived is edited now.
   */
  shown(message: ShownMessage, lastSeq: number): Promise<void>;
}

/** The card keeper; `plan` receives what has to be sent in addition. */
export function createCardKeeper(options: {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly cards: CardStore;
  readonly clock: Clock;
  readonly plan: (deliveries: readonly Delivery[]) => Promise<void>;
}): StaffKeeper {
  const { requests, organization, cards, clock, plan } = options;

  /** The edit of a card that was out of date when it arrived; none for one that says what is so. */
  async function editOfOvertaken(
    card: CardMessage,
    { events }: StoredRequest,
    lastSeq: number,
  ): Promise<readonly Delivery[]> {
    const now = clock.now();
    const later = cardsChangedAfter(events, lastSeq);
    if (later !== undefined) return [updateOf(card, later, { now })];
    const event = events.findLast(({ seq }) => seq <= lastSeq);
    const holder = (await organization.current()).holderOf(card.position, now);
    if (holder === card.person || event === undefined) return [];
    return [updateOf(card, event, { now, mark: `@${now.getTime()}` })];
  }

  /** The edits that take older messages out of the chat of a newer one; repeating them changes nothing. */
  async function edits(
    message: ShownMessage,
    lastSeq: number,
    { cards: known, others }: MessagesOfRequest,
  ): Promise<readonly Delivery[]> {
    const stored = await requests.find(message.code);
    const event = stored?.events.at(-1);
    if (stored === undefined || event === undefined) return [];
    const now = clock.now();
    if (message.kind === 'sentAnswer' || message.kind === 'sentTogether') {
      const end = endOfHeldAnswer(stored, message.seq);
      return end === undefined ? [] : [updateOf(message, end, { now })];
    }
    const alike = message.kind === undefined ? known : others.filter(({ kind }) => kind === message.kind);
    const older = alike.filter((one) => isReplacedBy(one, message));
    return [
      ...older.map((one) => updateOf(one, event, { now, mark: '#moved' })),
      ...(message.kind === undefined ? await editOfOvertaken(message, stored, lastSeq) : []),
    ];
  }

  return {
    async shown(message, lastSeq) {
      const { kind } = message;
      const known = await (kind === undefined ? cards.remember(message) : cards.rememberOther(message));
      await plan(await edits(message, lastSeq, known));
    },

    async sent(message) {
      const { delivery, chatId, messageIds, lastSeq, isLast = false } = message;
      const { kind, code, person, position } = delivery;
      if (code !== undefined && kind === 'update' && isLast) {
        for (const messageId of messageIds) await cards.forget({ code, person, chatId, messageId });
      }
      if (code === undefined || position === undefined || kind === 'update') return;
      const about = { code, person, position, chatId, sentAt: clock.now() };
      const [messageId] = messageIds;
      if (kind !== 'card') return cards.rememberBeside(about, messageIds);
      if (messageId === undefined) return;
      const card = { ...about, messageId };
      await plan(await edits(card, lastSeq, await cards.remember(card)));
    },

    async gone({ code, seq, person, position, messageId }, isLive) {
      if (code === undefined) return;
      const { cards: known, others } = await cards.messagesOf(code);
      const message = [...known, ...others].find(
        (one) => one.person === person && one.messageId === messageId,
      );
      if (message !== undefined) await cards.forget(message);
      const stored = isLive ? await requests.find(code) : undefined;
      const event = stored?.events.find((one) => one.seq === seq);
      if (stored === undefined || event === undefined || position === undefined) return;
      const context = { organization: onPhones(await organization.current()), now: clock.now() };
      const fresh = newCard(stored, event, position, { ...context, mark: `#again-${messageId}` });
      await plan(fresh.filter(({ kind }) => kind === 'card'));
    },
  };
}

/** True for a message that a newer one in the same chat takes the place of. */
export function isReplacedBy(
  older: Pick<CardMessage, 'chatId' | 'messageId'>,
  newer: Pick<CardMessage, 'chatId' | 'messageId'>,
): boolean {
  return older.chatId === newer.chatId && older.messageId < newer.messageId;
}
