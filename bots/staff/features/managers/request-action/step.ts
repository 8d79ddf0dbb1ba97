import type { DestinationTurn } from './destination.js';
import type { RequestAction, RequestActionDraft } from './draft.js';
import type { NamedDraftTime } from './draft-time.js';

/** What somebody did at a step. */
export type RequestActionInput =
  | { readonly kind: 'typed'; readonly text: string; readonly messageId: number; readonly at: number }
  /** A message that they sent earlier was edited. */
  | { readonly kind: 'edited'; readonly text: string; readonly messageId: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'units'; readonly units: NonNullable<RequestActionDraft['units']> }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'door'; readonly position: string }
  | { readonly kind: 'groups' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'topic'; readonly category: string }
  | { readonly kind: 'subordinate'; readonly position: string }
  | { readonly kind: 'draftTime'; readonly time: NamedDraftTime }
  | { readonly kind: 'foundPage'; readonly page: number }
  | { readonly kind: 'noWord' }
  | { readonly kind: 'noReason' }
  /** A ready reason for a rejection, and its text in the city's language. */
  | { readonly kind: 'readyReason'; readonly code: string; readonly text: string }
  | { readonly kind: 'change' }
  | { readonly kind: 'back' };

export type RequestActionProblem =
  | Extract<DestinationTurn, { kind: 'stay' }>['problem']
  | 'notHours'
  | 'hoursTooLong'
  | 'noSuchSubordinate'
  | 'notADraftTime'
  | 'draftTimePassed'
  | 'whichTime'
  | 'notACode'
  | 'checkDigit'
  | 'sameCode'
  | 'emptyText'
  | 'reasonTooShort'
  | 'textTooLong'
  | 'pressOne';

/** The result of an action. */
export type RequestActionTurn =
  | { readonly kind: 'ask'; readonly proposal: RequestAction }
  | {
      readonly kind: 'stay';
      readonly problem: RequestActionProblem;
      readonly proposal?: RequestAction;
      /** With `whichTime`: the times of which one is meant. */
      readonly times?: readonly Date[];
    }
  /** The rest of a text that was too long, or an edit that changes nothing here; it needs no answer. */
  | { readonly kind: 'quiet'; readonly proposal: RequestAction }
  | { readonly kind: 'send'; readonly proposal: RequestAction }
  | { readonly kind: 'leave' };

/** A typed text. */
export type Typed = Extract<RequestActionInput, { kind: 'typed' }>;

/**
 * The draft at the step that asks for what is still missing. A refusal is sent as soon as it has its reason.
 */
export function continueAfterWords(draft: RequestActionDraft): RequestActionTurn {
  const needsText = draft.kind !== 'routing' && draft.kind !== 'merge';
  const isSilent = draft.isWithoutWord === true;
  if (needsText && draft.text === undefined && !isSilent)
    return { kind: 'ask', proposal: { step: 'text', draft } };
  const proposal: RequestAction = { step: 'preview', draft };
  return { kind: draft.kind === 'refusal' ? 'send' : 'ask', proposal };
}
