import type { Locale } from '../config.js';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * A code, number or foreign word wrapped so that it keeps its own direction inside a Persian sentence. Uses
 * the isolates that Telegram preserves; it strips the older embeddings.
 */
export function isolateDirection(text: string): string {
  const bare = text.replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
  return `${FIRST_STRONG_ISOLATE}${bare}${POP_DIRECTIONAL_ISOLATE}`;
}

/** The scripts that are written from right to left, of those that a supported language may have. */
const RIGHT_TO_LEFT: ReadonlySet<string | undefined> = new Set(['Arab', 'Hebr']);

/** The direction in which a language is written. */
export function writingDirection(locale: Locale): 'rtl' | 'ltr' {
  return RIGHT_TO_LEFT.has(new Intl.Locale(locale).maximize().script) ? 'rtl' : 'ltr';
}

/** A row of buttons or cells in reading order, as it is laid out from left to right. */
export function layOutRow<Cell>(row: readonly Cell[], locale: Locale): Cell[] {
  return writingDirection(locale) === 'rtl' ? row.toReversed() : [...row];
}
