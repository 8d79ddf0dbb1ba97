import type { BotKey } from '../channel/bot.js';
import type { TrackingCode } from '../text/tracking-code.js';
import type { Bulletin } from './bulletin.js';

/**
 * The kinds of deliveries:
 * - `notice`: tells a citizen of an event; `more`: the rest of a text that is too long for one message;
 * - `files`: attachments that precede an answer or a reply; one call of the Bot API each;
 * - `catchUp`: what somebody missed while they had blocked the bot, in one message;
 * - `card`: a new card for a manager; `cardFiles`: the citizen's files, before the card; `rest`: the rest of
 * the citizen's words if they are long; `update`: an edit of an existing card or notice;
 * - `message`: another message to a manager, such as a reminder;
 * - `urgent`: the operators' message about urgent requests, sent once and edited when another one joins it;
 * - `bulletin`: something that concerns no single request, such as a report.
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
  | 'urgent'
  | 'bulletin';

/** One call of the Bot API that an event requires, for one person. */
export interface Delivery {
  /**
   * `<trackingCode>:<eventSeq>:<recipient>`, or the name of a bulletin and the recipient: computed, so that
   * planning twice is planning once.
   */
  readonly _id: string;
  /** The id of the citizen or the member of staff. */
  readonly bot: BotKey;
  /** The citizen's or the staff person's id. */
  readonly person: string;
  /** The position a manager receives it as. */
  readonly position?: string;
  readonly kind: DeliveryKind;
  /** The request it is about; absent for a `bulletin`. */
  readonly code?: TrackingCode;
  /** The requests that an `urgent` message is about, by the id of their bundle. */
  readonly bundle?: string;
  /** The content of a `bulletin`. */
  readonly bulletin?: Bulletin;
  readonly seq: number;
  /** The requests that a `catchUp` reports. */
  readonly codes?: readonly TrackingCode[];
  /** Order among the deliveries of one event to one person. */
  readonly part: number;
  /** The index of the piece of a text (`more`) or of the group of files (`files`, `cardFiles`), from 0. */
  readonly piece?: number;
  /** Its buttons ask the citizen something, so the message is edited once that is over. */
  readonly asks?: true;
  /** The message that an `update` edits. */
  readonly messageId?: number;
  readonly eventAt: Date;
  /** Not sent before this moment of the city's clock: that of planning, or the morning. */
  readonly notBefore: Date;
}

/**
 * - `planned`: to be sent; `sending`: claimed by a sender, and perhaps sent if the sender crashed;
 * - `sent`; `cancelled`: no longer true, or the person cannot be reached; `failed`: it could not be composed
 * or was refused for good; `unsure`: the answer got lost twice.
 */
export type DeliveryStatus = 'planned' | 'sending' | 'sent' | 'cancelled' | 'failed' | 'unsure';

/** A delivery with the state of its sending. */
export interface StoredDelivery extends Delivery {
  readonly status: DeliveryStatus;
  /** How many attempts were begun. */
  readonly attempts: number;
  /** How often Telegram's answer was lost: each time the person may have received a duplicate. */
  readonly ambiguous: number;
  /** After a temporary failure: when, by the city's clock, the next attempt is. Its chat waits for it. */
  readonly retryAt?: Date;
}

/** Orders deliveries into one chat: by event, and within an event by part. */
export function compareDeliveries(left: Delivery, right: Delivery): number {
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
