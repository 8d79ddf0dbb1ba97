import type { TrackingCode } from '../../text/tracking-code.js';
import type { Attachment, BeforeWork, Outcome, Place, PublishedParts } from './facts.js';

/** Brings a request into being; routing follows from category and district (docs/design.md, 3). */
export interface Register {
  readonly type: 'register';
  readonly code: TrackingCode;
  readonly citizen: string;
  readonly channel: 'bot' | 'phone' | 'api';
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly place?: Place;
  readonly category?: string;
  /** It was open in another registry before the city began with this one; with the deadline that it had there. */
  readonly imported?: { readonly dueAt?: Date };
}

/** Everything that can be asked of a request that exists. */
export type ChangeCommand =
  | { readonly type: 'refer'; readonly to: string; readonly reason?: string; readonly category?: string }
  | { readonly type: 'sendToFollowUp'; readonly unit: string; readonly category?: string }
  | { readonly type: 'remind' }
  | { readonly type: 'escalate'; readonly because: 'late' | 'vacant' | 'promiseBroken' }
  | { readonly type: 'markOverdue' }
  | { readonly type: 'ask'; readonly question: string }
  | {
      readonly type: 'reply';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly place?: Place;
    }
  | {
      readonly type: 'add';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly place?: Place;
    }
  | { readonly type: 'resume' }
  | { readonly type: 'requestExtension'; readonly hours: number; readonly reason: string }
  | { readonly type: 'decideExtension'; readonly granted: boolean; readonly reason?: string }
  | {
      readonly type: 'requestDraft';
      readonly to: string;
      /** Until when the draft is wanted. */
      readonly by: Date;
      readonly word?: string;
    }
  | { readonly type: 'markDraftLate' }
  | { readonly type: 'draftAnswer'; readonly outcome: Outcome; readonly text: string }
  | {
      readonly type: 'answer';
      readonly outcome: Outcome;
      /** May be empty where a voice or a video says it. */
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly before?: BeforeWork;
    }
  /** The time in which a sent answer can be taken back is over. */
  | { readonly type: 'giveAnswer' }
  | { readonly type: 'recallAnswer' }
  | { readonly type: 'askPromise' }
  | { readonly type: 'confirmPromise'; readonly kept: true; readonly text?: string }
  | { readonly type: 'confirmPromise'; readonly kept: false; readonly day: Date; readonly text?: string }
  | { readonly type: 'rate'; readonly score: number }
  | { readonly type: 'accept' }
  | {
      readonly type: 'object';
      readonly reason: string;
      readonly attachments?: readonly Attachment[];
      readonly place?: Place;
    }
  | { readonly type: 'disapprove'; readonly reason: string }
  /** `keepsWords`: what the citizen wrote and sent goes along, if a follower carries the request on. */
  | { readonly type: 'withdraw'; readonly reason?: string; readonly keepsWords?: boolean }
  /** The citizen deletes their data; only for a request that others follow. */
  | { readonly type: 'leaveToFollowers' }
  /** A follower carries a withdrawn request on, or does not want to. */
  | { readonly type: 'carryOn' }
  | { readonly type: 'declineOffer' }
  /** More followers of a withdrawn request are asked; or the time to ask them is over. */
  | { readonly type: 'offerToNext' }
  | { readonly type: 'endHandover' }
  /** `ready` names the ready reason that was chosen (src/messages/notice/rejection.ts). */
  | { readonly type: 'reject'; readonly reason: string; readonly ready?: string }
  | { readonly type: 'merge'; readonly into: TrackingCode }
  /** `citizen` names the caller for whom an operator does it. */
  | { readonly type: 'follow'; readonly citizen?: string }
  | { readonly type: 'unfollow' }
  | { readonly type: 'join'; readonly from: TrackingCode; readonly citizens: readonly string[] }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'acknowledge' }
  | { readonly type: 'dismissUrgency' }
  | { readonly type: 'alarmUntouched' }
  /** The citizen says what everybody may read of what they wrote and sent; an operator publishes it, or takes it back. */
  | { readonly type: 'permitPublication'; readonly parts: PublishedParts }
  | { readonly type: 'publish'; readonly parts: PublishedParts }
  | { readonly type: 'close' };

/** A command, imperative: what somebody wants of a request. */
export type Command = Register | ChangeCommand;
