import type { ReferralReason } from '../requests/lifecycle/facts.js';
import type { Referral, Request } from '../requests/lifecycle/request.js';
import { isPutFirst } from '../requests/lifecycle/urgency.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { cartableOf } from './cartable.js';
import { DESK } from './operator-queue.js';

/** What a request waits for: an answer, its citizen, word of a promise, or for the operators a topic or a unit. */
export type WaitingFor = 'answer' | 'citizen' | 'promise' | 'topic' | 'unit';

/** A request in a cartable or in the queue of the operators, with what it is ordered and chosen by. */
export interface WaitingRequest {
  readonly code: TrackingCode;
  /** The position that has it, or `DESK`. */
  readonly place: string;
  readonly waitsFor: WaitingFor;
  /** Lower comes first: danger before all others, and after the others what waits for its citizen. */
  readonly rank: number;
  /** Within a rank the earliest first: when something has to be done; in the operators' queue when it was filed. */
  readonly by: Date;
  readonly filedAt: Date;
  /** The unit that it waits for. */
  readonly unit?: string;
  readonly category?: string;
  /** It has come up from a position below. */
  readonly isFromBelow: boolean;
  /** An answer was sent that can still be taken back. */
  readonly isHeld: boolean;
  /** It was answered, or its citizen asked, and is here again. */
  readonly hasReturned: boolean;
}

/** Reasons for which an answered request goes to a position again. */
const AFTER_AN_ANSWER: ReadonlySet<ReferralReason> = new Set<ReferralReason>([
  'objection',
  'disapproved',
  'promiseBroken',
]);

/** Where and how a request waits; undefined for one that waits for nobody on the staff. */
export function waitingRequest(request: Request): WaitingRequest | undefined {
  const { code, filedAt, category, stage, heldAnswer } = request;
  const isHeld = heldAnswer !== undefined;
  const facts = { code, filedAt, isHeld, ...(category === undefined ? {} : { category }) };
  const rank = isPutFirst(request) ? 0 : 2;
  const place = cartableOf(request) ?? DESK;
  switch (stage.status) {
    case 'intake':
    case 'followUp':
      return {
        ...facts,
        place,
        waitsFor: stage.status === 'intake' ? 'topic' : 'unit',
        ...(stage.status === 'followUp' ? { unit: stage.unit } : {}),
        rank,
        by: filedAt,
        isFromBelow: false,
        hasReturned: false,
      };
    case 'referred':
      return {
        ...facts,
        place,
        waitsFor: 'answer',
        rank,
        by: stage.referral.dueAt,
        isFromBelow: stage.referral.level > 1,
        hasReturned: hasReturned(stage.referral),
      };
    case 'waiting':
      return {
        ...facts,
        place,
        waitsFor: 'citizen',
        rank: rank + 1,
        by: stage.replyBy,
        isFromBelow: stage.referral.level > 1,
        hasReturned: false,
      };
    case 'answered': {
      const by = stage.promise?.confirmBy;
      if (by === undefined || place === DESK) return undefined;
      const isFromBelow = stage.answer.level > 1;
      return { ...facts, place, waitsFor: 'promise', rank, by, isFromBelow, hasReturned: true };
    }
    case 'closed':
      return undefined;
  }
}

function hasReturned({ because, questionsAsked }: Referral): boolean {
  return questionsAsked > 0 || AFTER_AN_ANSWER.has(because);
}
