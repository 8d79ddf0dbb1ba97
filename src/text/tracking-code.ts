import { z } from 'zod';
import type { Locale } from '../config.js';
import { isolateDirection } from './direction.js';
import { writeDigits } from './numbers.js';
import { codePoints, searchableText } from './persian.js';
import { readTypedWords } from './typed-words.js';

declare const brand: unique symbol;
/** The ten digits that identify a request: nine random ones and a check digit (Damm). */
export type TrackingCode = string & { readonly [brand]: 'TrackingCode' };

/** A typed text read as a tracking code. */
export type ParsedTrackingCode =
  | { readonly ok: true; readonly code: TrackingCode }
  /** `notACode`: it does not have ten digits; `checkDigit`: it has, but one is wrong or two are swapped. */
  | { readonly ok: false; readonly because: 'notACode' | 'checkDigit' };

const DAMM_TABLE = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;
const RANDOM_DIGITS = 9;
const CODE_DIGITS = 10;
/** A text with at least this many digits is a code with some missing or too many. */
const FEWEST_DIGITS = 6;
const MOST_DIGITS = 14;
/** The most words of a sentence that asks about a code; a longer one describes something. */
const MOST_WORDS_AROUND = 8;
/** The most code points of a text that is searched for a code. */
const LONGEST_TEXT = 200;

/** The Damm check digit of a string of Latin digits. */
export function checkDigit(text: string): number {
  return [...text].reduce<number>((interim, digit) => DAMM_TABLE[interim]?.[Number(digit)] ?? 0, 0);
}

/** Draws a new code; `random` returns numbers from 0 (inclusive) to 1 (exclusive). */
export function createTrackingCode(random: () => number): TrackingCode {
  const drawn = Math.floor(random() * 10 ** RANDOM_DIGITS)
    .toString()
    .padStart(RANDOM_DIGITS, '0');
  return `${drawn}${checkDigit(drawn)}` as TrackingCode;
}

/** True for ten Latin digits with a valid check digit. */
export function isTrackingCode(text: string): text is TrackingCode {
  return /^[0-9]{10}$/.test(text) && checkDigit(text) === 0;
}

/**
 * Reads a text that is nothing but a code, as people type it: any digits and hyphens, with or without the
 * words for a code around it («کد رهگیری ۱۲۳-۴۵۶-۷۸۹۴»), also attached to it.
 */
export function parseTrackingCode(typed: string): ParsedTrackingCode {
  const read = readRun(typed);
  return read?.isAlone === true ? judged(read) : { ok: false, because: 'notACode' };
}

/**
 * Finds a code in a short sentence: «کد ۱۲۳-۴۵۶-۷۸۹۴ چی شد». Ten digits with a wrong check digit are a
 * mistyped code only if they stand alone or beside a word for one; elsewhere they can be anything, as can
 * those in a long text.
 */
export function findTrackingCode(typed: string): ParsedTrackingCode {
  const read = readRun(typed);
  if (read === undefined) return { ok: false, because: 'notACode' };
  const parsed = judged(read);
  const isMeant = read.isAlone || (read.wordsAround <= MOST_WORDS_AROUND && (parsed.ok || read.isNamed));
  return isMeant ? parsed : { ok: false, because: 'notACode' };
}

/**
 * True for a text that can only be meant as a code, mistyped or not: at least six digits, alone or beside a
 * word for a code.
 */
export function isMeantAsCode(typed: string): boolean {
  const text = foldCode(typed);
  const digits = countDigits(typed);
  return digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && isOnlyCodeWords(text.replace(/\d/g, ' '));
}

/** How many digits a text has, for somebody whose code has too few or too many of them. */
export function countDigits(typed: string): number {
  return foldCode(typed).match(/\d/g)?.length ?? 0;
}

/** Ten digits in a text, and their surroundings. */
interface Run {
  readonly digits: string;
  /** Only words for a code surround it. */
  readonly isAlone: boolean;
  /** The text contains a word for a code. */
  readonly isNamed: boolean;
  readonly wordsAround: number;
}

function judged({ digits }: Run): ParsedTrackingCode {
  return isTrackingCode(digits) ? { ok: true, code: digits } : { ok: false, because: 'checkDigit' };
}

function readRun(typed: string): Run | undefined {
  if (codePoints(typed) > LONGEST_TEXT) return undefined;
  const text = foldCode(typed);
  for (const { 0: run, index } of text.matchAll(/\d(?:[\s\-._/#~]*\d)*/g)) {
    const found = tenDigitsIn(run);
    if (found === undefined) continue;
    const around = `${text.slice(0, index)} ${run.replace(found, ' ')} ${text.slice(index + run.length)}`;
    const words = around.match(/\p{L}+|\d+/gu) ?? [];
    return {
      digits: found.replace(/\D/g, ''),
      isAlone: isOnlyCodeWords(around),
      isNamed: words.some((word) => codeWords.has(word)),
      wordsAround: words.length,
    };
  }
  return undefined;
}

/** The ten digits in a run of digits: the whole, or whole pieces of it between spaces. */
function tenDigitsIn(run: string): string | undefined {
  const pieces = run.split(' ');
  for (let length = pieces.length; length >= 1; length -= 1) {
    for (let first = 0; first + length <= pieces.length; first += 1) {
      const part = pieces.slice(first, first + length).join(' ');
      if (part.replace(/\D/g, '').length === CODE_DIGITS) return part;
    }
  }
  return undefined;
}

function isOnlyCodeWords(text: string): boolean {
  const bare = text.replace(/[^\p{L}\p{N}]+/gu, '');
  return bare === '' || wordsAround.has(bare);
}

/** Latin digits and plain hyphens, without invisible characters; words in their comparable form. */
function foldCode(typed: string): string {
  return searchableText(typed.normalize('NFKC').replace(/\p{Cf}/gu, ' '))
    .replace(/\p{Mn}/gu, '')
    .replace(/[\p{Pd}ـ−]/gu, '-');
}

const spellings = z.array(z.string().min(1)).readonly();
const languages = readTypedWords(
  'codes',
  z.strictObject({
    /** Words used only beside a tracking code. */
    codes: spellings,
    /** Words also used beside other numbers, such as telephone numbers. */
    numbers: spellings,
  }),
).map(([, words]) => words);

/** Words without inner spaces, for comparison. */
function bareWords(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.map((word) => foldCode(word).replace(/[^\p{L}\p{N}]+/gu, '')));
}

const codeWords = bareWords(languages.flatMap(({ codes }) => codes));
const wordsAround = bareWords(languages.flatMap(({ codes, numbers }) => [...codes, ...numbers]));

/**
 * A code as it is displayed, `123-456-7894` in the digits of the language, keeping its order in any sentence.
 */
export function formatTrackingCode(code: TrackingCode, locale: Locale): string {
  return isolateDirection(writeDigits(`${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`, locale));
}

/** A code as it is read out: in groups of three with spaces between them. */
export function formatSpelledCode(code: TrackingCode, locale: Locale): string {
  const parts = [code.slice(0, 3), code.slice(3, 6), code.slice(6)];
  return isolateDirection(writeDigits(parts.join(' — '), locale));
}
