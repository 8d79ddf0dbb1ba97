import type { TrackingCode } from '../../text/tracking-code.js';
import { GONE } from './callers.js';
import type { Actor, Attachment, BeforeWork, CloseReason, Outcome, Place, ReferralReason } from './facts.js';

/** What was asked, by whom and where: the part of a request that does not depend on its status. */
interface RequestFacts {
  readonly code: TrackingCode;
  readonly filedAt: Date;
  readonly channel: 'bot' | 'phone' | 'api';
  /** Id of the citizen whose request it is: who filed it, or carries it on; `NOBODY` in between. */
  readonly citizen: string;
  /** Ids of other citizens who follow it, the oldest first. */
  readonly followers: readonly string[];
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly place?: Place;
  readonly category?: string;

  /** Positions that have had it, in order, each once. */
  readonly heldBy: readonly string[];
  /** A manager has already passed it sideways, which is possible once in the life of a request. */
  readonly passedSideways: boolean;
  readonly answers: readonly GivenAnswer[];
  /** Drafts for the answer that is due, the newest of each position; an answer clears them. */
  readonly drafts: readonly DraftAnswer[];
  /** Drafts that its owners have asked positions below them for, oldest first; absent if none. */
  readonly draftRequests?: readonly DraftRequest[];
  /** Answerers (positions, or unconnected units) against whom the citizen has objected. */
  readonly objectedTo: readonly string[];
  /** How often the citizen has added something to it. */
  readonly additions: number;
  /** How many internal notes it has. */
  readonly notes: number;
  /** An answer that was sent and can still be taken back; absent if there is none. */
  readonly heldAnswer?: HeldAnswer;
  /** Each time its words told of danger, oldest first; absent if they never did. */
  readonly urgentMarks?: readonly UrgentMark[];
  /** Its citizen withdrew it, and its followers are being asked to carry it on; absent otherwise. */
  readonly handover?: Handover;
  /** Those who withdrew it while others followed it, in order; absent if nobody did. */
  readonly leftBy?: readonly { readonly citizen: string; readonly at: Date }[];
  /** What everybody may read of what its citizen wrote and sent; absent while nothing was said of that. */
  readonly publication?: Publication;
  /** The number of the newest event. */
  readonly lastSeq: number;
}

/** Parts of what a citizen wrote and sent: the first words, and photos by id. */
export interface PublicParts {
  readonly words: boolean;
  readonly photos: readonly string[];
}

/** What everybody may read: what the citizen lets them, and what of it an operator has published. */
interface Publication {
  readonly permitted: PublicParts;
  readonly published: PublicParts;
  /** False while no operator has looked at what the citizen said last. */
  readonly isDecided: boolean;
}

/** The citizen of a request that was withdrawn and that nobody has carried on. */
export const NOBODY = `${GONE}withdrew`;

/** A withdrawn request on its way to one of its followers (docs/design.md, 3). */
export interface Handover {
  /** When it is closed, if nobody has carried it on by then. */
  readonly until: Date;
  /** Ids of the followers who were asked and have not declined, in the order in which they were asked. */
  readonly asked: readonly string[];
  /** Ids of those who declined. */
  readonly declined: readonly string[];
  /** When more followers are asked; absent while nobody is left who was not asked. */
  readonly nextAt?: Date;
  /** The withdrawer lets their words and files go along. */
  readonly keepsWords: boolean;
}

/** An answer between being sent and being given. */
export interface HeldAnswer {
  readonly by: Answerer;
  readonly outcome: Outcome;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly before?: BeforeWork;
  readonly sentBy: Actor;
  readonly sentAt: Date;
  /** Until when it can be taken back. */
  readonly giveAt: Date;
}

/** Marks a request as urgent, since its words tell of danger (docs/design.md, 3). */
export interface UrgentMark {
  readonly at: Date;
  /** False for a person whose latest marks were all taken away: nothing but the mark itself follows then. */
  readonly isPutFirst: boolean;
  /** When the supervisors are told, if nobody has touched it by then. */
  readonly alarmAt?: Date;
  /** When they were told. */
  readonly alarmedAt?: Date;
  /** When the first of the staff looked at the request, or did something about it. */
  readonly touchedAt?: Date;
  /** When staff took the mark away. */
  readonly dismissedAt?: Date;
}

/** The current referral of a request that a position owns, with its clock. */
export interface Referral {
  readonly position: string;
  /** 1 for the first position that had it, one more at each step up. */
  readonly level: number;
  readonly because: ReferralReason;
  readonly referredAt: Date;
  /**
   * When the clock was last set: by the referral, a return from the citizen, or a granted extension.
   * Reminders due before that moment are not sent later.
   */
  readonly clockStartedAt: Date;
  readonly dueAt: Date;
  /** When it last came back because the citizen did not reply; absent if they replied, or were not asked. */
  readonly resumedAt?: Date;
  /** Questions asked to the citizen at this level. */
  readonly questionsAsked: number;
  /** Hours before `dueAt` of the latest reminder sent; absent if none was sent. */
  readonly remindedHoursBefore?: number;
  readonly extension?: Extension;
  /** Set once the deadline has passed at the top of the chain, where nobody is above. */
  readonly overdue?: { readonly since: Date; readonly nextReminderAt: Date };
}

/** A manager's request for more time at one level. */
export interface Extension {
  readonly hours: number;
  readonly reason: string;
  readonly decider: string;
  readonly decision: 'pending' | 'granted' | 'refused';
}

/** Who answered: a position, or the 137 desk for a unit that is not connected. */
export type Answerer =
  | { readonly kind: 'position'; readonly position: string }
  | { readonly kind: 'unit'; readonly unit: string };

export interface GivenAnswer {
  readonly by: Answerer;
  readonly level: number;
  readonly at: Date;
  readonly outcome: Outcome;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly rating?: number;
}

export interface DraftAnswer {
  readonly position: string;
  readonly at: Date;
  readonly outcome: Outcome;
  readonly text: string;
}

/** A draft that an owner has asked a position below for, and by when. */
export interface DraftRequest {
  readonly owner: string;
  readonly to: string;
  readonly at: Date;
  readonly by: Date;
  /** Set once the owner was told that the draft is late. */
  readonly isLate?: true;
}

/** An open promise: the day is ahead, or the manager is being asked about it. */
interface OpenPromise {
  /** End of the promised day. */
  readonly day: Date;
  /** When the manager is asked about it; absent in older records: when the day is over. */
  readonly askAt?: Date;
  /** The day was already moved once. */
  readonly moved: boolean;
  /** Set once the day came and the manager was asked; if unconfirmed by then, the request climbs. */
  readonly confirmBy?: Date;
}

/** The status of a request with what belongs to that status only (docs/design.md, 3). */
export type Stage =
  | { readonly status: 'intake'; readonly because: 'noCategory' | 'noUnit' }
  | { readonly status: 'referred'; readonly referral: Referral }
  | {
      readonly status: 'waiting';
      readonly referral: Referral;
      readonly question: string;
      readonly replyBy: Date;
      /** Milliseconds left on the clock when it stopped. */
      readonly remainingMs: number;
    }
  | { readonly status: 'followUp'; readonly unit: string }
  | {
      readonly status: 'answered';
      readonly answer: GivenAnswer;
      /** End of the objection window; absent while a promise is open. */
      readonly objectBy?: Date;
      readonly promise?: OpenPromise;
    }
  | {
      readonly status: 'closed';
      readonly because: CloseReason;
      readonly closedAt: Date;
      readonly mergedInto?: TrackingCode;
    };

/** One thing a citizen asks for, in its present state. */
export type Request = RequestFacts & { readonly stage: Stage };

export type Status = Stage['status'];

/** True while somebody still has to act: every status but `closed`. */
export function isOpen(request: Request): boolean {
  return request.stage.status !== 'closed';
}

/** True for somebody who withdrew the request, or carried it on and then withdrew it. */
export function hasLeft({ leftBy = [] }: Pick<Request, 'leftBy'>, citizen: string): boolean {
  return leftBy.some((left) => left.citizen === citizen);
}
