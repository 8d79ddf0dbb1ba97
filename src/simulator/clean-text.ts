const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_PRINTABLE = 0x20;

/**
 * Cleans a text as Telegram's library does before it is sent: control characters become spaces, carriage
 * returns go, the direction marks U+2028 to U+202E go, and in a run of left-to-right or right-to-left
 * marks all but the last become zero-width non-joiners. Isolates (U+2066 to U+2069) stay.
 */
export function cleanText(text: string): string {
  return withoutControls(text)
    .replace(/[\u2028-\u202e]/g, '')
    .replace(/\u0333|\u033f|\u030a/g, '')
    .replace(/[\u200e\u200f](?=[\u200e\u200f])/g, '\u200c');
}

/** True for a text that shows nothing: only spaces, joiners and marks. Telegram calls it empty. */
export function isBlank(text: string): boolean {
  return /^(?:[\s\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufeff]|\u00ad|\u061c|\u180e)*$/u.test(
    text,
  );
}

/** Length of a text as Telegram's limits count it: Unicode code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function withoutControls(text: string): string {
  let cleaned = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === CARRIAGE_RETURN) continue;
    cleaned += code < FIRST_PRINTABLE && code !== LINE_FEED ? ' ' : character;
  }
  return cleaned;
}
