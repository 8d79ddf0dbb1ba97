import type { Clock } from '../../clock.js';
import type { OrganizationStore } from '../../organization/organization-store.js';
import type { RequestStore } from '../../requests/request-store.js';
import type { CardMessage, CardStore } from '../card-store.js';
import type { Delivery } from '../delivery.js';
import { cardsChangedAfter } from './audience.js';
import { newCard, updateOf } from './planner.js';

/** A message that went to a manager. */
interface SentToStaff {
  readonly delivery: Delivery;
  readonly chatId: number;
  readonly messageIds: readonly number[];
  /** The newest event that it includes. */
  readonly lastSeq: number;
}

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

/** The card keeper; `plan` receives what has to be sent in addition. */
export function createCardKeeper(options: {
  readonly requests: Pick<RequestStore, 'find'>;
  readonly organization: Pick<OrganizationStore, 'current'>;
  readonly cards: CardStore;
  readonly clock: Clock;
  readonly plan: (deliveries: readonly Delivery[]) => Promise<void>;
}): CardKeeper {
  const { requests, organization, cards, clock, plan } = options;

  async function editIfOvertaken(card: CardMessage, { delivery, lastSeq }: SentToStaff): Promise<void> {
    const stored = await requests.find(card.code);
    if (stored === undefined) return;
    const now = clock.now();
    const later = cardsChangedAfter(stored.events, lastSeq);
    if (later !== undefined) return plan([updateOf(card, later, { now })]);
    const event = stored.events.find(({ seq }) => seq === delivery.seq);
    const holder = (await organization.current()).holderOf(card.position, now);
    if (holder === card.person || event === undefined) return;
    await plan([updateOf(card, event, { now, mark: `@${now.getTime()}` })]);
  }

  return {
    async sent(message) {
      const { delivery, chatId, messageIds } = message;
      const { kind, code, person, position } = delivery;
      if (code === undefined || position === undefined || kind === 'update') return;
      const about = { code, person, position, chatId, sentAt: clock.now() };
      const [messageId] = messageIds;
      if (kind !== 'card') return cards.rememberBeside(about, messageIds);
      if (messageId === undefined) return;
      const card = { ...about, messageId };
      await cards.remember(card);
      await editIfOvertaken(card, message);
    },

    async gone({ code, seq, person, position, messageId }, isLive) {
      if (code === undefined) return;
      const card = (await cards.ofRequest(code)).find(
        (known) => known.person === person && known.messageId === messageId,
      );
      if (card !== undefined) await cards.forget(card);
      const stored = isLive ? await requests.find(code) : undefined;
      const event = stored?.events.find((one) => one.seq === seq);
      if (stored === undefined || event === undefined || position === undefined) return;
      const context = { organization: await organization.current(), now: clock.now() };
      const fresh = newCard(stored, event, position, { ...context, mark: `#again-${messageId}` });
      await plan(fresh.filter(({ kind }) => kind === 'card'));
    },
  };
}
