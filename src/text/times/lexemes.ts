import { foldTime, type Meaning, meaningsOf } from './vocabulary.js';

/** A piece of a typed time: digits with their separators, or a word. */
export type Lexeme =
  /** The numbers of a date in digits, in their order. */
  | { readonly kind: 'date'; readonly numbers: readonly string[] }
  | { readonly kind: 'clock'; readonly hour: number; readonly minute: number }
  | { readonly kind: 'digits'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };

/** The most pieces of a time; more is a text about something else. */
const MOST_LEXEMES = 24;
/** The most words that mean one thing together. */
const MOST_WORDS = 4;
/** The most digits of a number: those of a year. */
const MOST_DIGITS = 4;
/** The most known words that people write as one. */
const MOST_PARTS = 3;

const PIECE = new RegExp(
  [
    String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::\d{2})?(?!\d)`,
    String.raw`(?<first>\d{1,4})\s*(?<sign>[/.-])\s*(?<second>\d{1,2})\s*\k<sign>\s*(?<third>\d{1,4})(?!\d)`,
    String.raw`(?<!\d)(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?!\d)`,
    String.raw`(?<one>\d{1,2})\s*/\s*(?<other>\d{1,2})(?![\d/])`,
    String.raw`(?<digits>\d+)`,
    String.raw`(?<word>\p{L}+)`,
  ].join('|'),
  'gu',
);

/** A typed text as its pieces; undefined for one that is too long to be a time. */
export function splitTime(typed: string): readonly Lexeme[] | undefined {
  const text = foldTime(typed)
    .replace(/\p{Pd}/gu, '-')
    .replace(/[⁄∕\\٫]/g, '/');
  const lexemes: Lexeme[] = [];
  for (const { groups = {} } of text.matchAll(PIECE)) {
    lexemes.push(...wordsApart(lexemeOf(groups)));
    if (lexemes.length > MOST_LEXEMES) return undefined;
  }
  return lexemes;
}

function lexemeOf(groups: Readonly<Record<string, string | undefined>>): Lexeme {
  const read = (name: string) => groups[name] ?? '';
  if (groups['hour'] !== undefined) {
    return { kind: 'clock', hour: Number(read('hour')), minute: Number(read('minute')) };
  }
  for (const names of [
    ['first', 'second', 'third'],
    ['year', 'month', 'day'],
    ['one', 'other'],
  ] as const) {
    if (groups[names[0]] !== undefined) return { kind: 'date', numbers: names.map(read) };
  }
  return groups['digits'] === undefined
    ? { kind: 'word', text: read('word') }
    : { kind: 'digits', text: groups['digits'] };
}

/** An unknown word that consists of known ones, split: «دیماه», «فرداشب», «وعشرين». */
function wordsApart(lexeme: Lexeme): readonly Lexeme[] {
  if (lexeme.kind !== 'word') return [lexeme];
  const parts = takeApart(lexeme.text, MOST_PARTS);
  return parts?.map((text) => ({ kind: 'word', text }) as const) ?? [lexeme];
}

function takeApart(word: string, most: number): readonly string[] | undefined {
  if (meaningsOf(word).length > 0) return [word];
  if (most === 1) return undefined;
  for (let at = word.length - 1; at >= 1; at -= 1) {
    const head = word.slice(0, at);
    const isOneLetter = at === 1 || at === word.length - 1;
    if (meaningsOf(head).length === 0 || (isOneLetter && !isAnd(head))) continue;
    const rest = takeApart(word.slice(at), most - 1);
    if (rest !== undefined) return [head, ...rest];
  }
  return undefined;
}

function isAnd(word: string): boolean {
  return meaningsOf(word).some((meaning) => meaning.kind === 'mark' && meaning.mark === 'and');
}

/** One reading of the pieces at a place: their meaning, and where the next ones begin. */
export interface Reading {
  readonly meaning: Meaning;
  readonly next: number;
}

/**
 * What the pieces from a place on can mean, the longest reading first: «پنج شنبه» is a weekday before it is a
 * number.
 */
export function readingsAt(lexemes: readonly Lexeme[], index: number): readonly Reading[] {
  const readings: Reading[] = [];
  for (let length = Math.min(MOST_WORDS, lexemes.length - index); length >= 1; length -= 1) {
    const joined = joinedText(lexemes.slice(index, index + length));
    if (joined === undefined) continue;
    readings.push(...meaningsOf(joined).map((meaning) => ({ meaning, next: index + length })));
  }
  const first = lexemes[index];
  if (first?.kind === 'digits' && first.text.length <= MOST_DIGITS) {
    const meaning = { kind: 'number', value: Number(first.text), isOrdinal: false } as const;
    readings.push({ meaning, next: index + 1 });
  }
  return readings;
}

function joinedText(lexemes: readonly Lexeme[]): string | undefined {
  let text = '';
  for (const lexeme of lexemes) {
    if (lexeme.kind === 'date' || lexeme.kind === 'clock') return undefined;
    text += lexeme.text;
  }
  return text;
}
