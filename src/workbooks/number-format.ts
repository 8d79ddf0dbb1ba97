import type { CellContent } from './sheet.js';

/** What a number in a cell of a given style represents. */
export type NumberKind = 'number' | 'moment' | 'duration';

/** Formats that every program knows by their number (ECMA-376, 18.8.30); 27 to 36 and 50 to 58 are Asian dates. */
const DATES = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const TIMES = (id: number) => (id >= 18 && id <= 21) || (id >= 45 && id <= 47);
const DAY_MS = 86_400_000;
/** Days from the day 0 of a workbook to the first day of Unix. */
const UNIX_START = 25_569;
/** Days between the two calendars that a workbook can count by. */
const FROM_1904 = 1_462;

/**
 * What a number represents according to the format of its cell: the format's id, and its text if the workbook
 * defines one.
 */
export function kindOfFormat(id: number, code: string | undefined): NumberKind {
  if (code === undefined) return DATES(id) ? 'moment' : TIMES(id) ? 'duration' : 'number';
  const bare = code
    .split(';')[0]
    ?.replace(/"[^"]*"|\\.|_.|\*./g, '')
    .toLowerCase();
  if (bare === undefined || bare === 'general') return 'number';
  if (/\[(?:h+|m+|s+)\]/.test(bare)) return 'duration';
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/am\/pm|a\/p|e[+-]/g, '');
  if (/[yd]/.test(letters)) return 'moment';
  return /[hs]/.test(letters) ? 'duration' : /m/.test(letters) ? 'moment' : 'number';
}

/** The content of a cell with a number. */
export function contentOfNumber(value: number, kind: NumberKind, countsFrom1904: boolean): CellContent {
  if (kind === 'number') return value;
  if (kind === 'duration') return { kind, hours: value * 24 };
  const days = value + (countsFrom1904 ? FROM_1904 : 0) - UNIX_START;
  const shown = new Date(Math.round((days * DAY_MS) / 1000) * 1000);
  // A number that no calendar reaches is a plain number, whatever the style.
  return Number.isNaN(shown.getTime()) ? value : { kind, shown };
}
