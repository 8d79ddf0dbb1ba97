import { stripMarks } from '../filing/words.js';
import { canonicalText, withoutControls } from '../text/persian.js';
import { findTrackingCode, type ParsedTrackingCode } from '../text/tracking-code.js';
import { readTypedMeanings } from '../text/typed-words.js';

/** What a short message says about an answer: by itself, or in reply to a question of ours. */
type ReplyMeaning = 'accept' | 'object' | 'yes' | 'no';

/** A short message from a telephone, read once. */
export interface SaidBySms {
  /** The tracking code in it; `notACode` where there is none. */
  readonly code: ParsedTrackingCode;
  readonly meaning?: ReplyMeaning;
  /** What follows the words of the meaning, as written; all of it where there is no meaning. */
  readonly words: string;
  /** Nothing but these digits, in Latin ones. */
  readonly number?: number;
}

/** `doubt` takes away what the words before it say: «حل شد ولی …». */
const typed = readTypedMeanings('replies', ['accept', 'object', 'yes', 'no', 'doubt'], stripMarks);

/** The most words of which a meaning consists. */
const MOST_WORDS = 3;

/** Reads what a telephone has sent. Words that could mean one thing or its opposite mean nothing. */
export function readSms(text: string): SaidBySms {
  const code = findTrackingCode(text);
  const rest = withoutControls(code.ok ? withoutCode(text, code.code) : text).trim();
  const folded = stripMarks(rest);
  const number = /^\d{1,3}$/.test(folded) ? { number: Number(folded) } : {};
  const found = meaningOf(rest);
  return { code, words: rest, ...number, ...found };
}

function meaningOf(text: string): { readonly meaning: ReplyMeaning; readonly words: string } | undefined {
  const whole = typed.meaningOf(text) ?? typed.meaningNear(text);
  if (whole === 'doubt') return undefined;
  if (whole !== undefined) return { meaning: whole, words: '' };
  const begun = beginningOf(text);
  if (begun === undefined) return undefined;
  const { meaning, words } = begun;
  // An objection says what is wrong, and that is full of such words.
  const isDoubtful = meaning !== 'object' && meaning !== 'no' && takesBack(words);
  return isDoubtful ? undefined : begun;
}

/** The longest words of a meaning at the beginning of a text, and what follows them as written. */
function beginningOf(text: string) {
  const ends = [...text.matchAll(/[^\p{L}\p{N}\u200C]+/gu)].map(({ index, 0: between }) => ({
    index,
    next: index + between.length,
  }));
  for (const { index, next } of ends
    .filter((end) => end.index > 0)
    .slice(0, MOST_WORDS)
    .toReversed()) {
    const begin = text.slice(0, index);
    const meaning = typed.meaningOf(begin) ?? typed.meaningNear(begin);
    const words = text.slice(next).trim();
    if (meaning !== undefined && meaning !== 'doubt') return { meaning, words };
  }
  return undefined;
}

function takesBack(words: string): boolean {
  return stripMarks(words)
    .split(' ')
    .some((word) => ['doubt', 'no', 'object'].includes(typed.meaningOf(word) ?? ''));
}

/** The text without a code that is in it, however its digits are grouped. */
function withoutCode(text: string, code: string): string {
  const grouped = [...code].join('[\\s\\-._/#~]*');
  return canonicalText(text).replace(new RegExp(grouped), ' ');
}

/** How many words a text has that are made of letters. */
export function countLetterWords(text: string): number {
  return text.match(/\p{L}{2,}/gu)?.length ?? 0;
}
