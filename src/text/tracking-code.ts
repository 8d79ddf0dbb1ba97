import type { Locale } from '../config.js';
import { isolate } from './direction.js';
import { digits } from './numbers.js';
import { canonical } from './persian.js';

declare const brand: unique symbol;
/** The ten digits by which a request is known: nine random ones and a check digit (Damm). */
export type TrackingCode = string & { readonly [brand]: 'TrackingCode' };

/** What a typed text is as a tracking code. */
export type ParsedTrackingCode =
  | { readonly ok: true; readonly code: TrackingCode }
  /** `notACode`: it has not ten digits; `checkDigit`: it has, but one is wrong or two are swapped. */
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

/** The Damm check digit of a string of Latin digits. */
export function checkDigit(text: string): number {
  return [...text].reduce<number>((interim, digit) => DAMM_TABLE[interim]?.[Number(digit)] ?? 0, 0);
}

/** Draws a new code; `random` gives numbers from 0 (included) to 1. */
export function createTrackingCode(random: () => number): TrackingCode {
  const drawn = Math.floor(random() * 10 ** RANDOM_DIGITS)
    .toString()
    .padStart(RANDOM_DIGITS, '0');
  return `${drawn}${checkDigit(drawn)}` as TrackingCode;
}

/** True for ten Latin digits whose check digit is right. */
export function isTrackingCode(text: string): text is TrackingCode {
  return /^[0-9]{10}$/.test(text) && checkDigit(text) === 0;
}

/** Reads a code as people type it: any digits, with «کد», «#», spaces and hyphens. */
export function parseTrackingCode(typed: string): ParsedTrackingCode {
  const bare = canonical(typed)
    .replace(/^(کد( پیگیری)?|code)\s*[:：]?\s*/i, '')
    .replace(/[#\s\u200C\-–—ـ._/]/g, '');
  if (!/^[0-9]{10}$/.test(bare)) return { ok: false, because: 'notACode' };
  return isTrackingCode(bare) ? { ok: true, code: bare } : { ok: false, because: 'checkDigit' };
}

/** A code as it is shown, `123-456-7894` in the digits of the language, keeping its order in any sentence. */
export function formatTrackingCode(code: TrackingCode, locale: Locale): string {
  return isolate(digits(`${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`, locale));
}

/** A code as it is read out: in threes with room between them. */
export function formatSpelledCode(code: TrackingCode, locale: Locale): string {
  const parts = [code.slice(0, 3), code.slice(3, 6), code.slice(6)];
  return isolate(digits(parts.join(' — '), locale));
}
