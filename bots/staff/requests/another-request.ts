import type { CardStore } from '../../../src/deliveries/card-store.js';
import type { EventOf } from '../../../src/requests/lifecycle/events.js';
import type { RequestService } from '../../../src/requests/request-service.js';
import { parseTrackingCode, type TrackingCode } from '../../../src/text/tracking-code.js';
import type { Visit } from '../context.js';
import { findUnfinished } from '../interruption.js';
import type { StaffMessage } from '../reception/incoming-action.js';

/** A card that somebody replies to. */
export interface RepliedCard {
  readonly code: TrackingCode;
  readonly position: string;
}

/** The request for more time that somebody replies to. */
interface RepliedWish {
  readonly code: TrackingCode;
  readonly wish: EventOf<'extensionRequested'>;
}

/** Recognises messages that refer to a particular request, whatever conversation is open. */
export interface AnotherRequest {
  /** The card that a message replies to. */
  repliedCard(visit: Visit, act: StaffMessage): Promise<RepliedCard | undefined>;
  /** The request for more time that a text replies to, while this person may decide it. */
  repliedWish(visit: Visit, act: StaffMessage): Promise<RepliedWish | undefined>;
  /**
   * True for a message that takes precedence over an open answer, promise or request action: a tracking code,
   * which is looked up; a reply to a request for more time; a reply to the card of another request, which
   * begins its answer.
   */
  isMeant(visit: Visit, act: StaffMessage): Promise<boolean>;
}

/** Recognises references by the cards that were sent and the requests they show. */
export function createAnotherRequest({
  cards,
  requests,
}: {
  readonly cards: Pick<CardStore, 'findByMessage'>;
  readonly requests: Pick<RequestService, 'find'>;
}): AnotherRequest {
  async function repliedCard({ person, chatId }: Visit, act: StaffMessage): Promise<RepliedCard | undefined> {
    return act.kind === 'edit' || act.replyTo === undefined
      ? undefined
      : cards.findByMessage({ person, chatId, messageId: act.replyTo });
  }

  async function repliedWish(visit: Visit, act: StaffMessage): Promise<RepliedWish | undefined> {
    const card = act.kind === 'text' ? await repliedCard(visit, act) : undefined;
    if (card === undefined || !visit.positions.includes(card.position)) return undefined;
    const stored = await requests.find(card.code);
    const stage = stored?.request.stage;
    const isPending =
      stage?.status === 'referred' &&
      stage.referral.extension?.decision === 'pending' &&
      stage.referral.extension.decider === card.position;
    const wish = stored?.events.findLast((event) => event.type === 'extensionRequested');
    return isPending && wish !== undefined ? { code: card.code, wish } : undefined;
  }

  return {
    repliedCard,
    repliedWish,
    async isMeant(visit, act) {
      if (act.kind === 'text' && parseTrackingCode(act.text).ok) return true;
      const card = await repliedCard(visit, act);
      if (card === undefined) return false;
      return card.code !== findUnfinished(visit)?.code || (await repliedWish(visit, act)) !== undefined;
    },
  };
}
