import type { BotKey } from '../channel/bot.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Bulletin } from './bulletin.js';

/**
 * What a delivery is:
 * - `notice`: tells a citizen of an event; `more`: the rest of a text that one message cannot hold;
 * - `files`: attachments that go before an answer or a reply; one call of the Bot API each;
 * - `catchUp`: what somebody missed who had blocked the bot, in one message;
 * - `card`: a new card for a manager; `cardFiles`: what the citizen has sent, before the card; `rest`: the rest
 *   of long words of the citizen; `update`: a card or a notice that is there is edited;
 * - `message`: another word to a manager, as a reminder;
 * - `bulletin`: something that concerns no single request, as a report.
 */
export type DeliveryKind =
  | 'notice'
  | 'more'
  | 'files'
  | 'catchUp'
  | 'card'
  | 'cardFiles'
  | 'rest'
  | 'update'
  | 'message'
  | 'bulletin';

/** One call of the Bot API that has to be made because of one event, for one person. */
export interface Delivery {
  /**
   * `<trackingCode>:<eventSeq>:<recipient>`, or the name of a bulletin and the recipient: computed, so that
   * planning twice is planning once.
   */
  readonly _id: string;
  /** The bot that sends it: citizens hear from the citizen bot, staff from the staff bot. */
  readonly bot: BotKey;
  /** The citizen's or the staff person's id. */
  readonly person: string;
  /** The position as which a manager gets it. */
  readonly position?: string;
  readonly kind: DeliveryKind;
  /** The request that it tells of; absent for a `bulletin`. */
  readonly code?: TrackingCode;
  /** What a `bulletin` tells. */
  readonly bulletin?: Bulletin;
  readonly seq: number;
  /** The requests that a `catchUp` tells of. */
  readonly codes?: readonly TrackingCode[];
  /** Order among the deliveries of one event to one person. */
  readonly part: number;
  /** Which piece of a text (`more`) or which group of files (`files`, `cardFiles`) it is, from 0. */
  readonly piece?: number;
  /** Its buttons ask something of a citizen, so that the message is edited once that is over. */
  readonly asks?: true;
  /** The message that an `update` edits. */
  readonly messageId?: number;
  readonly eventAt: Date;
  /** Not to be sent before this moment of the city's clock: that of planning, or the morning. */
  readonly notBefore: Date;
}

/**
 * - `planned`: to be sent; `sending`: a sender has claimed it, and if it crashed it may have been sent;
 * - `sent`; `cancelled`: no longer true, or the person cannot be reached; `failed`: it could not be made or
 *   was refused for good; `unsure`: the answer got lost twice.
 */
export type DeliveryStatus = 'planned' | 'sending' | 'sent' | 'cancelled' | 'failed' | 'unsure';

/** A delivery with what its sender knows. */
export interface StoredDelivery extends Delivery {
  readonly status: DeliveryStatus;
  /** How often sending it was begun. */
  readonly attempts: number;
  /** How often an answer of Telegram to it was lost: each may have given the person a duplicate. */
  readonly ambiguous: number;
  /** After an attempt that failed for now: when, by the city's clock, the next one is. Its chat waits for it. */
  readonly retryAt?: Date;
}

/** Orders deliveries into one chat: by event, and within an event by part. */
export function byOrder(left: Delivery, right: Delivery): number {
  return (
    left.eventAt.getTime() - right.eventAt.getTime() ||
    codeOf(left).localeCompare(codeOf(right)) ||
    left.seq - right.seq ||
    left.part - right.part
  );
}

function codeOf({ code = '' }: { readonly code?: string }): string {
  return code;
}
