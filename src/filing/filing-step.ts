import type { Attachment } from '../requests/lifecycle/facts.js';
import type { TrackingCode } from '../text/tracking-code.js';
import {
  type Filing,
  type FilingContext,
  type FilingDraft,
  type FilingNote,
  moveToMissingStep,
} from './draft.js';
import type { Point } from './place.js';

/** What a citizen did at a step. */
export type FilingInput =
  | { readonly kind: 'typed'; readonly text: string; readonly messageId: number }
  /** A message that he sent before now reads otherwise. */
  | {
      readonly kind: 'edited';
      /** Empty for a message without words. */
      readonly text: string;
      /** The files that it has now; absent for a message of words alone. */
      readonly files?: readonly Attachment[];
      readonly point?: Point;
      readonly messageId: number;
    }
  | {
      readonly kind: 'file';
      readonly attachment: Attachment;
      /** Further files of the same message. */
      readonly others?: readonly Attachment[];
      readonly caption?: string;
      readonly album?: string;
      readonly messageId: number;
    }
  /** A file that bots cannot download, or of a type that nobody could open, and its caption. */
  | { readonly kind: 'tooBig' | 'notTaken'; readonly caption?: string; readonly messageId: number }
  | { readonly kind: 'location'; readonly point: Point; readonly messageId?: number }
  /** A category, or null for «I do not know». */
  | { readonly kind: 'category'; readonly category: string | null }
  /** The operators of 137 should read it, whatever it is about. */
  | { readonly kind: 'operator' }
  | { readonly kind: 'groups' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'change'; readonly field: 'text' | 'category' | 'place' }
  /** They have the same problem as in an offered request, or a different one. */
  | { readonly kind: 'follow'; readonly code: string }
  | { readonly kind: 'different' }
  | { readonly kind: 'register' }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' };

export type FilingProblem =
  | 'emptyText'
  | 'noSuchTopic'
  | 'outsideCity'
  | 'placeNeeded'
  | 'useLocationButton'
  | 'addressTooShort'
  | 'tooManyFiles'
  | 'fileTooBig'
  | 'fileNotTaken'
  | 'notComplete'
  | 'whichRequest';

/** The result of an action. */
export type FilingTurn =
  /** The step's question is asked; `notes` say what else was accepted. */
  | { readonly kind: 'ask'; readonly filing: Filing; readonly notes: readonly FilingNote[] }
  /** The current question is updated. */
  | { readonly kind: 'refresh'; readonly filing: Filing; readonly notes: readonly FilingNote[] }
  /** It belongs to something accepted before and needs no answer of its own. */
  | { readonly kind: 'quiet'; readonly filing: Filing }
  /** It cannot be accepted; the step stays. */
  | { readonly kind: 'stay'; readonly problem: FilingProblem }
  | { readonly kind: 'register' }
  /** They follow that request and file none. */
  | { readonly kind: 'follow'; readonly code: TrackingCode }
  | { readonly kind: 'leave' };

/** One kind of action. */
export type InputOf<Kind extends FilingInput['kind']> = Extract<FilingInput, { kind: Kind }>;

/** Asks for what the draft still lacks. */
export function askForMissing(
  draft: FilingDraft,
  context: FilingContext,
  notes: readonly FilingNote[] = [],
): FilingTurn {
  return { kind: 'ask', filing: moveToMissingStep(draft, context), notes };
}
