import type { TrackingCode } from '../../text/tracking-code.js';
import type { Answerer, Status } from './request.js';

/**
 * Why a command changes nothing. It is a value, not an exception: `code` becomes a sentence for the person,
 * and the other fields fill it in.
 */
export type Refusal =
  /** The status of the request does not allow this. */
  | { readonly code: 'notNow'; readonly status: Status }
  /** It belongs to another position now; `holder` names it. */
  | { readonly code: 'notYours'; readonly holder?: string }
  /** Somebody has already answered; `by` says who. */
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
  /** A sent answer can still be taken back; until it is given or taken back, nobody else decides. */
  | { readonly code: 'answerOnItsWay'; readonly giveAt: Date }
  /** No answer can be taken back any longer, or none was sent. */
  | { readonly code: 'nothingToRecall' }
  /** No position below in the same unit is held by anybody. */
  | { readonly code: 'nobodyToDraft' }
  /** The draft is wanted in the past, or only after its owner's deadline. */
  | { readonly code: 'badDraftTime'; readonly dueAt: Date }
  | { readonly code: 'tooManyDraftRequests'; readonly most: number }
  /** It is not marked as urgent, or the mark was taken away. */
  | { readonly code: 'notUrgent' }
  /** Nothing would be otherwise than it is. */
  | { readonly code: 'unchanged' }
  /** The citizen does not let everybody read that. */
  | { readonly code: 'notPermitted' }
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
  /** The citizen uses the bot and rates and objects there. */
  | { readonly code: 'judgesHimself' }
  | { readonly code: 'ownRequest' }
  /** A request cannot be merged into itself. */
  | { readonly code: 'sameRequest' }
  /** The second request that the command names does not exist. */
  | { readonly code: 'unknownRequest' }
  /** The second request that the command names was closed meanwhile, so nobody works on it. */
  | { readonly code: 'otherClosed'; readonly other: TrackingCode }
  | { readonly code: 'alreadyFollowing' }
  /** Nobody follows it who could be asked to carry it on. */
  | { readonly code: 'nobodyToAsk' }
  /** It was not withdrawn, or somebody carries it on by now. */
  | { readonly code: 'nothingToCarryOn' }
  /** They do not follow it, or were not asked yet. */
  | { readonly code: 'notAsked' }
  /** Its citizen withdrew it, and until then its followers are asked to carry it on. */
  | { readonly code: 'citizenWithdrew'; readonly until: Date }
  | { readonly code: 'tooManyFollowers' }
  | { readonly code: 'notFollowing' }
  | { readonly code: 'tooManyAdditions'; readonly most: number }
  | { readonly code: 'tooManyNotes' }
  | { readonly code: 'alreadyExists' };
