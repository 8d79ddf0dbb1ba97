import { assertNever } from '../assert-never.js';
import type { Locale } from '../config.js';
import type { Refusal } from '../requests/lifecycle/refusal.js';
import { HOUR_MS } from '../requests/lifecycle/rules.js';
import { formatDuration } from '../text/dates.js';
import type { Wording } from './wording.js';

/**
 * The text that tells staff why a command came to nothing, wherever they gave it: its key and its values.
 */
export function refusalText(
  refusal: Refusal | { readonly code: 'notFound' },
  { wording, locale }: { readonly wording: Wording; readonly locale: Locale },
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
      return [key, { most: formatDuration(refusal.mostHours * HOUR_MS, locale) }];
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
    case 'unchanged':
    case 'notPermitted':
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
