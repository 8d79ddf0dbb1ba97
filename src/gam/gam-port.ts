/** A letter as the cartable of a position in the office automation should have it now. */
export interface GamLetter {
  /** Our own id, under which Gam keeps one letter, however often it is put. */
  readonly id: string;
  /** Grows with each change. */
  readonly version: number;
  /** Our code of the position in whose cartable it lies, and its title. */
  readonly position: string;
  readonly receiver: string;
  readonly subject: string;
  /** The topic, the place, the citizen's words, and what happened since. */
  readonly text: string;
  /** In one or two lines: until when an answer is due, or what has become of the request. */
  readonly standing: string;
  /** What happened to the request, the oldest first, as margin notes. */
  readonly marginNotes: readonly string[];
  readonly trackingCode: string;
  readonly isUrgent: boolean;
  /** Absent while no clock runs. */
  readonly deadline?: Date;
  /** Addresses of the files. */
  readonly links: readonly string[];
}

/** What became of a letter that was handed to Gam. */
export type GamReceipt =
  | { readonly kind: 'taken'; readonly indicator?: string }
  /** Gam does not take it, and would not take it the next moment either; `because` is Gam's own sentence. */
  | { readonly kind: 'refused'; readonly because: string };

/** What somebody did with a letter at their desk. */
export interface GamAct {
  /** Gam's id of the act; the same act may come several times. */
  readonly id: string;
  /** Our id of the letter. */
  readonly letter: string;
  /** Counts the acts of one letter from 1. */
  readonly number: number;
  /** Who signed it, as Gam names them. */
  readonly signer?: string;
  readonly content: GamActContent;
}

export type GamActContent =
  | {
      readonly kind: 'answer';
      readonly outcome: 'done' | 'planned' | 'notPossible';
      readonly text: string;
      /** The promised day, as it was written. */
      readonly day?: string;
    }
  | { readonly kind: 'question'; readonly text: string }
  /** `to` is our code of the position. */
  | { readonly kind: 'referral'; readonly to: string; readonly note?: string }
  /** Gam has registered the letter, or does not take it; `because` is Gam's own sentence. Nobody did anything. */
  | { readonly kind: 'letterReceipt'; readonly indicator?: string; readonly refusedBecause?: string }
  /** A file in which not even that can be read. */
  | { readonly kind: 'brokenFile'; readonly file: string; readonly because: FileProblem }
  /** It cannot be read as any of these. */
  | { readonly kind: 'unreadable' };

/** Why a file of Gam cannot be read. */
export type FileProblem =
  | 'cutShort'
  | 'doctype'
  | 'encoding'
  | 'malformed'
  | 'noNumber'
  | 'otherRoot'
  | 'tooBig'
  | 'tooDeep'
  | 'tooMany';

/** Whether an act was carried out; the sentence goes back to the desk. */
export type ActResult =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly sentence: string };

/** Gam cannot be reached, or cannot serve now; it says nothing of any letter. */
export class GamAway extends Error {
  override readonly name = 'GamAway';
}

/**
 * The office automation. Every call may be repeated: Gam keeps one letter under our id, and an act whose receipt has
 * not arrived comes again. A call rejects with `GamAway` while Gam is away, and whenever it is unknown what became of it.
 */
export interface GamPort {
  /** Puts a new letter into the cartable of its position. */
  put(letter: GamLetter): Promise<GamReceipt>;
  /** Brings a letter up to date. */
  update(letter: GamLetter): Promise<GamReceipt>;
  /** Takes a letter out of the cartable, with what became of the request. */
  withdraw(letter: GamLetter): Promise<GamReceipt>;
  /** Everything that was done and has no receipt yet, in any order. */
  fetchActs(): Promise<readonly GamAct[]>;
  /** Tells the desk what became of an act, after which it is not fetched any more. */
  giveReceipt(act: string, result: ActResult): Promise<void>;
}
