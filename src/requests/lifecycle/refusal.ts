import type { TrackingCode } from '../../text/tracking-code.js';
import type { Answerer, Status } from './request.js';

/**
 * Why a command changes nothing. It is a value, not an exception: `code` becomes a sentence for the
 * person, the other fields fill it.
 */
export type Refusal =
  /** The request is in a status in which this cannot be done. */
  | { readonly code: 'notNow'; readonly status: Status }
  /** It lies with another position now; `holder` names it. */
  | { readonly code: 'notYours'; readonly holder?: string }
  /** Somebody has already answered; `by` names whom. */
  | { readonly code: 'alreadyAnswered'; readonly by: Answerer }
  | { readonly code: 'notAllowed' }
  | { readonly code: 'notDue' }
  | { readonly code: 'unknownPosition' }
  | { readonly code: 'unitNotConnected' }
  | { readonly code: 'samePosition' }
  | { readonly code: 'tooManyQuestions'; readonly most: number }
  | { readonly code: 'extensionUsed' }
  | { readonly code: 'extensionTooLong'; readonly mostHours: number }
  | { readonly code: 'nobodyAbove' }
  | { readonly code: 'noExtensionPending' }
  /** No position below in the same unit that somebody holds. */
  | { readonly code: 'nobodyToDraft' }
  /** A draft is wanted in the past, or only after the deadline of whoever wants it. */
  | { readonly code: 'badDraftTime'; readonly dueAt: Date }
  | { readonly code: 'tooManyDraftRequests'; readonly most: number }
  | { readonly code: 'emptyText' }
  | { readonly code: 'answerTooShort' }
  | { readonly code: 'reasonTooShort'; readonly least: number }
  | { readonly code: 'dayInThePast' }
  | { readonly code: 'promiseOpen'; readonly day: Date }
  | { readonly code: 'noPromise' }
  | { readonly code: 'promiseMovedBefore' }
  | { readonly code: 'badScore' }
  | { readonly code: 'alreadyRated' }
  | { readonly code: 'alreadyObjected' }
  /** The citizen uses the bot, where he rates and objects himself. */
  | { readonly code: 'judgesHimself' }
  | { readonly code: 'ownRequest' }
  /** A request cannot be merged into itself. */
  | { readonly code: 'sameRequest' }
  /** The second request that the command names does not exist. */
  | { readonly code: 'unknownRequest' }
  /** The second request that the command names was closed meanwhile, so nobody works on it. */
  | { readonly code: 'otherClosed'; readonly other: TrackingCode }
  | { readonly code: 'alreadyFollowing' }
  | { readonly code: 'tooManyFollowers' }
  | { readonly code: 'notFollowing' }
  | { readonly code: 'tooManyAdditions'; readonly most: number }
  | { readonly code: 'tooManyNotes' }
  | { readonly code: 'alreadyExists' };
