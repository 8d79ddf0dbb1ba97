import type { TrackingCode } from '../../text/tracking-code.js';
import type { Actor, Attachment, BeforeWork, Outcome, Place, ReferralReason } from './facts.js';
import type { Answerer, PublicParts } from './request.js';

/** Why a request climbed. */
export type EscalationReason = Extract<
  ReferralReason,
  'late' | 'objection' | 'disapproved' | 'vacant' | 'promiseBroken'
>;

/** What happened, past tense, without its number and time. */
export type EventBody =
  | {
      readonly type: 'registered';
      readonly code: TrackingCode;
      readonly citizen: string;
      readonly channel: 'bot' | 'phone' | 'api';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly place?: Place;
      readonly category?: string;
      /** It was open in another registry: whoever asked knows that it is registered. */
      readonly isImported?: true;
    }
  | { readonly type: 'sentToIntake'; readonly because: 'noCategory' | 'noUnit' }
  | { readonly type: 'sentToFollowUp'; readonly unit: string; readonly category?: string }
  | { readonly type: 'passedOver'; readonly position: string }
  | {
      readonly type: 'referred';
      readonly from?: string;
      readonly to: string;
      readonly level: number;
      readonly dueAt: Date;
      readonly because: Exclude<ReferralReason, EscalationReason>;
      readonly passedOver: readonly string[];
      readonly reason?: string;
      readonly category?: string;
    }
  | {
      readonly type: 'escalated';
      /** The position, or the unconnected unit, that had it or had answered it. */
      readonly from: string;
      readonly to: string;
      readonly level: number;
      readonly dueAt: Date;
      readonly because: EscalationReason;
      readonly passedOver: readonly string[];
      /** Why a supervisor did not accept the answer. */
      readonly reason?: string;
    }
  | { readonly type: 'reminded'; readonly position: string; readonly hoursBefore: number }
  | { readonly type: 'overdue'; readonly position: string; readonly nextReminderAt: Date }
  | { readonly type: 'remindedOverdue'; readonly position: string; readonly nextReminderAt: Date }
  | {
      readonly type: 'asked';
      readonly position: string;
      readonly question: string;
      readonly replyBy: Date;
      readonly remainingMs: number;
    }
  | {
      readonly type: 'replied';
      readonly position: string;
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly place?: Place;
      readonly dueAt: Date;
    }
  | {
      readonly type: 'added';
      /** The position that had it then; absent at the 137 desk. */
      readonly position?: string;
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly place?: Place;
    }
  | { readonly type: 'resumed'; readonly position: string; readonly dueAt: Date }
  | {
      readonly type: 'extensionRequested';
      readonly position: string;
      readonly hours: number;
      readonly reason: string;
      readonly decider: string;
    }
  | {
      readonly type: 'extensionGranted';
      readonly position: string;
      readonly decider: string;
      readonly dueAt: Date;
      /** Why the position asked for more time; absent in records made before this field existed. */
      readonly reason?: string;
    }
  | {
      readonly type: 'extensionRefused';
      readonly position: string;
      readonly decider: string;
      readonly reason?: string;
    }
  | {
      readonly type: 'draftRequested';
      /** The position that has the request and wants a draft. */
      readonly owner: string;
      readonly to: string;
      readonly by: Date;
      readonly word?: string;
    }
  | { readonly type: 'draftLate'; readonly owner: string; readonly to: string; readonly by: Date }
  | {
      readonly type: 'answerDrafted';
      readonly position: string;
      /** The position that had the request then and that the draft is for. */
      readonly owner: string;
      readonly outcome: Outcome;
      readonly text: string;
    }
  /** An answer was sent and can be taken back until `giveAt`; until then nobody who waits for it knows of it. */
  | {
      readonly type: 'answerHeld';
      readonly by: Answerer;
      readonly outcome: Outcome;
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly before?: BeforeWork;
      readonly giveAt: Date;
    }
  | {
      readonly type: 'answerRecalled';
      readonly by: Answerer;
      /** The new deadline of a position whose clock goes on. */
      readonly dueAt?: Date;
    }
  | {
      readonly type: 'answered';
      readonly by: Answerer;
      readonly outcome: Outcome;
      readonly text: string;
      readonly attachments: readonly Attachment[];
      readonly before?: BeforeWork;
      /** Absent if the answer is a promise: the window opens once it is fulfilled. */
      readonly objectBy?: Date;
      /** When the position is asked about its promise; records of before it was kept lack it. */
      readonly askAt?: Date;
      /** When it was sent, if it could be taken back first; that it came in time is judged by this. */
      readonly sentAt?: Date;
    }
  | { readonly type: 'promiseDue'; readonly position: string; readonly confirmBy: Date }
  | {
      readonly type: 'promiseKept';
      readonly position: string;
      readonly text?: string;
      readonly objectBy: Date;
    }
  | {
      readonly type: 'promiseMoved';
      readonly position: string;
      readonly day: Date;
      readonly text?: string;
      /** When the position is asked about it; records of before it was kept lack it. */
      readonly askAt?: Date;
    }
  | { readonly type: 'promiseBroken'; readonly position: string }
  | { readonly type: 'rated'; readonly score: number }
  | {
      readonly type: 'objected';
      /** Empty where the files say it. */
      readonly reason: string;
      readonly against: string;
      /** Absent for none, and in records made while an objection was one text. */
      readonly attachments?: readonly Attachment[];
      readonly place?: Place;
    }
  /** The end of a request that was withdrawn: at once, or once no follower has carried it on. */
  | { readonly type: 'withdrawn'; readonly reason?: string }
  /**
   * Its citizen withdrew it, and its followers are asked to carry it on until `until`; meanwhile it has no citizen.
   * What the citizen wrote and sent is gone with it, unless `keepsWords`; in any case their exact place.
   */
  | {
      readonly type: 'leftToFollowers';
      readonly reason?: string;
      readonly keepsWords: boolean;
      readonly until: Date;
    }
  /** These followers are asked to carry it on; `nextAt` is when more of them are. */
  | { readonly type: 'offered'; readonly citizens: readonly string[]; readonly nextAt?: Date }
  | { readonly type: 'offerDeclined'; readonly citizen: string }
  /** A follower carries it on, and is its citizen from now on. */
  | { readonly type: 'carriedOn'; readonly citizen: string }
  /** `ready`: the code of a ready reason, of which `reason` is the text in the city's language. */
  | { readonly type: 'rejected'; readonly reason: string; readonly ready?: string }
  | { readonly type: 'merged'; readonly into: TrackingCode }
  | { readonly type: 'closed'; readonly because: 'accepted' | 'silent' }
  | { readonly type: 'followed'; readonly citizen: string }
  | { readonly type: 'unfollowed'; readonly citizen: string }
  /** The citizens of a request that was merged into this one follow it from now on. */
  | { readonly type: 'joined'; readonly from: TrackingCode; readonly citizens: readonly string[] }
  | { readonly type: 'noted'; readonly text: string }
  /** Its words tell of danger; `alarmAt` is when an untouched one alarms the supervisors. */
  | { readonly type: 'urgencyMarked'; readonly isPutFirst: boolean; readonly alarmAt?: Date }
  | { readonly type: 'acknowledged' }
  | { readonly type: 'leftUntouched' }
  | { readonly type: 'urgencyDismissed' }
  /** What everybody may read by the citizen's word, from now on. */
  | ({ readonly type: 'publicationPermitted' } & PublicParts)
  /** What of it everybody reads from now on. */
  | ({ readonly type: 'published' } & PublicParts);

/** An event as it is stored: numbered from 1 within its request, with its time, author and command. */
export type RequestEvent = EventBody & {
  readonly seq: number;
  readonly at: Date;
  readonly actor: Actor;
  readonly commandId: string;
};

export type EventType = EventBody['type'];
/** The event of one type. */
export type EventOf<Type extends EventType> = Extract<RequestEvent, { readonly type: Type }>;
