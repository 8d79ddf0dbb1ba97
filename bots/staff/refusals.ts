import { assertNever } from '../../src/assert-never.js';
import type { Wording } from '../../src/messages/wording.js';
import type { Refusal } from '../../src/requests/lifecycle/refusal.js';
import { HOUR_MS } from '../../src/requests/lifecycle/rules.js';
import { formatDuration } from '../../src/text/dates.js';
import { formatNumber } from '../../src/text/numbers.js';
import type { Visit } from './context.js';

/** A refusal by the lifecycle, or on the way to it. */
export type StaffRefusal =
  | Refusal
  | { readonly code: 'notFound' }
  /** A colleague has recorded the caller's judgement of the answer. */
  | { readonly code: 'hasRated'; readonly score: number }
  | { readonly code: 'hasObjected'; readonly holder: string }
  /** The position that owns the request was theirs, and no longer is. */
  | { readonly code: 'isWithOtherHolder'; readonly position: string }
  /** Another operator has claimed it until then. */
  | { readonly code: 'isInHand'; readonly until: Date };

/** Answers a press with the reason why nothing happens. */
export async function refusePress(visit: Visit, refusal: StaffRefusal): Promise<undefined> {
  await visit.answerPress(visit.wording.plain(...refusalText(refusal, visit)));
  return undefined;
}

/** The text that tells a member of staff why nothing happened: its key and its values. */
export function refusalText(
  refusal: StaffRefusal,
  { wording, speech }: Pick<Visit, 'wording' | 'speech'>,
): Parameters<Wording['html']> {
  const { code } = refusal;
  const key = `staffRefusal.${code}`;
  switch (code) {
    case 'notNow':
      return [`${key}.${refusal.status}`];
    case 'notYours':
      return refusal.holder === undefined
        ? [key]
        : ['staffRefusal.isWith', { holder: wording.name(refusal.holder) }];
    case 'isWithOtherHolder':
      return [key, { holder: wording.name(refusal.position) }];
    case 'hasRated':
      return [key, { score: formatNumber(refusal.score, speech.locale) }];
    case 'hasObjected':
      return [key, { holder: wording.name(refusal.holder) }];
    case 'isInHand':
      return ['queue.isInHand', { until: wording.deadline(refusal.until) }];
    case 'alreadyAnswered':
      return [key, { by: wording.answerer(refusal.by) }];
    case 'tooManyQuestions':
      return [key, { count: refusal.most }];
    case 'tooManyAdditions':
      return [key, { count: refusal.most }];
    case 'tooManyDraftRequests':
      return [key, { count: refusal.most }];
    case 'reasonTooShort':
      return [key, { count: refusal.least }];
    case 'badDraftTime':
      return [key, { deadline: wording.deadline(refusal.dueAt) }];
    case 'extensionTooLong':
      return [key, { most: formatDuration(refusal.mostHours * HOUR_MS, speech.locale) }];
    case 'otherClosed':
      return [key, { code: wording.code(refusal.other) }];
    case 'answerOnItsWay':
      return [key, { until: wording.moment(refusal.giveAt) }];
    case 'citizenWithdrew':
      return [key, { until: wording.deadline(refusal.until) }];
    case 'promiseOpen':
      return [key, { day: wording.day(refusal.day) }];
    case 'notAllowed':
    case 'notDue':
    case 'unknownPosition':
    case 'unitNotConnected':
    case 'samePosition':
    case 'extensionUsed':
    case 'nobodyAbove':
    case 'noExtensionPending':
    case 'nobodyToDraft':
    case 'emptyText':
    case 'answerTooShort':
    case 'dayInThePast':
    case 'noPromise':
    case 'promiseMovedBefore':
    case 'badScore':
    case 'alreadyRated':
    case 'alreadyObjected':
    case 'judgesHimself':
    case 'ownRequest':
    case 'sameRequest':
    case 'unknownRequest':
    case 'alreadyFollowing':
    case 'tooManyFollowers':
    case 'notFollowing':
    case 'notUrgent':
    case 'nothingToRecall':
    case 'tooManyNotes':
    case 'nobodyToAsk':
    case 'nothingToCarryOn':
    case 'notAsked':
    case 'alreadyExists':
    case 'notFound':
      return [key];
    default:
      return assertNever(code);
  }
}
