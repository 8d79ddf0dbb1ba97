import type { Attachment } from '../requests/lifecycle/facts.js';
import type { TrackingCode } from '../text/tracking-code.js';
import { type Filing, type FilingContext, type FilingDraft, type FilingNote, settled } from './draft.js';
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
  /** A file that bots cannot download, or that nobody could open, and the words that came with it. */
  | { readonly kind: 'tooBig' | 'notTaken'; readonly caption?: string; readonly messageId: number }
  | { readonly kind: 'location'; readonly point: Point; readonly messageId?: number }
  /** A category, or null for «I do not know». */
  | { readonly kind: 'category'; readonly category: string | null }
  /** The operators of 137 are to read it, whatever it is about. */
  | { readonly kind: 'operator' }
  | { readonly kind: 'groups' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'change'; readonly field: 'text' | 'category' | 'place' }
  /** He has the same problem as in a request that was offered, or another one. */
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

/** What follows from what he did. */
export type FilingTurn =
  /** He is asked for what the step names; `notes` say what was taken although something else was asked. */
  | { readonly kind: 'ask'; readonly filing: Filing; readonly notes: readonly FilingNote[] }
  /** The question that is there is brought up to date. */
  | { readonly kind: 'refresh'; readonly filing: Filing; readonly notes: readonly FilingNote[] }
  /** It belongs to what was taken before and needs no answer of its own. */
  | { readonly kind: 'quiet'; readonly filing: Filing }
  /** It cannot be taken; the step stays. */
  | { readonly kind: 'stay'; readonly problem: FilingProblem }
  | { readonly kind: 'register' }
  /** He follows that request and files none. */
  | { readonly kind: 'follow'; readonly code: TrackingCode }
  | { readonly kind: 'leave' };

/** One kind of what a citizen did. */
export type InputOf<Kind extends FilingInput['kind']> = Extract<FilingInput, { kind: Kind }>;

/** Asks for what a draft lacks. */
export function ask(
  draft: FilingDraft,
  context: FilingContext,
  notes: readonly FilingNote[] = [],
): FilingTurn {
  return { kind: 'ask', filing: settled(draft, context), notes };
}
