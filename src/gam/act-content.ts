import { canonicalText } from '../text/persian.js';
import type { GamActContent } from './gam-port.js';
import type { GamWords } from './mapping.js';

/** What somebody did at a desk, in Gam's own words; what is missing is empty. */
export interface WrittenAct {
  readonly kind: string;
  readonly text: string;
  readonly outcome: string;
  readonly day: string;
  /** Gam's code of the position it was referred to. */
  readonly receiver: string;
}

/** Reads what was done by the words and codes of the mapping; whatever fits none of them is unreadable. */
export function readActContent(written: WrittenAct, words: GamWords): GamActContent {
  const { text } = written;
  const day = written.day.trim();
  const to = written.receiver.trim();
  switch (keyOf(words.actKinds, written.kind)) {
    case 'answer': {
      const outcome = keyOf(words.outcomes, written.outcome);
      return outcome === undefined
        ? { kind: 'unreadable' }
        : { kind: 'answer', outcome, text, ...(day === '' ? {} : { day }) };
    }
    case 'question':
      return { kind: 'question', text };
    case 'referral': {
      const ours = Object.entries(words.positions).find(([, theirs]) => theirs === to)?.[0];
      return { kind: 'referral', to: ours ?? to, ...(text.trim() === '' ? {} : { note: text }) };
    }
    default:
      return { kind: 'unreadable' };
  }
}

/** The key that a word of the mapping belongs to, whichever keyboard wrote it. */
export function keyOf<Key extends string>(
  words: Readonly<Record<Key, string>>,
  word: string,
): Key | undefined {
  const wanted = canonicalText(word);
  // The keys of a strict object of the mapping are exactly these.
  return (Object.keys(words) as Key[]).find((key) => canonicalText(words[key]) === wanted);
}

/** The number of an act of a letter; 1 if it says none. */
export function actNumber(written: string): number {
  const number = Number(canonicalText(written));
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}
