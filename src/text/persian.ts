const DIGIT_ZEROS = [0x06f0, 0x0660] as const;
/**
 * What shows nothing and can hide or turn what is around it, by Unicode property: controls, formats (direction
 * marks, tags, spaces without width), characters that are to be ignored, halves of surrogate pairs. Those stay
 * that are part of how words and emoji look: tab and line feed, the half-space and its opposite, the emoji
 * form, and the Arabic signs that enclose a number.
 */
const INVISIBLE =
  /(?![\t\n\u0600-\u0605\u06DD]|\u200C|\u200D|\uFE0F)[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
/** Several joiners in a row say no more than one, and one without anything before it says nothing. */
const IDLE_JOINERS = /([\u200C\u200D])[\u200C\u200D]+|(?<=^|\s)[\u200C\u200D]+/gu;
/** A letter of a living language has few marks; many of them cover the lines above and below. */
const MARKS_OF_A_LETTER = 4;
const HEAPED_MARKS = new RegExp(`(\\p{M}{${MARKS_OF_A_LETTER}})\\p{M}+`, 'gu');
/** Diacritics of every script, by Unicode property, and the stroke that lengthens letters. */
const DIACRITICS = /[\p{M}\u0640]/gu;
/** Variants of ه that only some keyboards and fonts have. */
const KINDS_OF_HE = /[\u0629\u06C1\u06C3\u06D5]/g;
const HALF_SPACE = /\u200C/g;

/** Replaces Persian and Arabic digits with Latin ones. */
function toLatinDigits(text: string): string {
  return text.replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = DIGIT_ZEROS.find((start) => code >= start && code <= start + 9) ?? code;
    return String(code - zero);
  });
}

/**
 * A typed text in its canonical form for comparisons and checks: Persian letters instead of Arabic ones,
 * Latin digits, no direction marks, single spaces. Half-spaces stay.
 */
export function canonicalText(text: string): string {
  return withPersianLetters(toLatinDigits(withoutControls(text)))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The text with Persian letters instead of the Arabic ones that some keyboards write. */
export function withPersianLetters(text: string): string {
  return text.replace(/[\u064A\u0649]/g, 'ی').replace(/\u0643/g, 'ک');
}

/**
 * A text in its searchable form: like `canonical`, with spelling variants merged, composed or not («منطقۀ»,
 * «آ»), including presentation forms and full width.
 */
export function searchableText(text: string): string {
  return withPersianLetters(
    toLatinDigits(withoutControls(text).normalize('NFKD').replace(DIACRITICS, '')).replace(KINDS_OF_HE, 'ه'),
  )
    .replace(/\u0671/g, 'ا')
    .replace(/ء/g, '')
    .replace(HALF_SPACE, ' ')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * A person's own words as they are shown back: as typed, without what would disturb the text around them, such
 * as controls, direction marks and heaps of combining marks. Half-spaces between letters stay.
 */
export function withoutControls(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(INVISIBLE, '')
    .replace(IDLE_JOINERS, '$1')
    .replace(HEAPED_MARKS, '$1');
}

/** The number of code points, which is how Telegram counts. */
export function codePoints(text: string): number {
  return [...text].length;
}

/** The text, or its beginning with `ellipsis` if it has more than `most` code points. */
export function truncateText(text: string, most: number, ellipsis = '…'): string {
  const points = [...text];
  if (points.length <= most) return text;
  const kept = Math.max(0, most - codePoints(ellipsis));
  return points.slice(0, borderBefore(points, kept, 1)).join('') + ellipsis;
}

/** The text in pieces of at most `most` code points, cut at a line or a space if there is one. */
export function splitText(text: string, most: number): string[] {
  const points = [...text];
  const pieces: string[] = [];
  let start = 0;
  while (points.length - start > most) {
    const end = cutWithin(points, start, most);
    pieces.push(points.slice(start, end).join(''));
    start = end;
  }
  if (start < points.length || pieces.length === 0) pieces.push(points.slice(start).join(''));
  return pieces;
}

/** Where to end a piece that begins at `start`: after a line or space in its second half, else between characters. */
function cutWithin(points: readonly string[], start: number, most: number): number {
  for (const border of ['\n', ' ']) {
    const last = points.lastIndexOf(border, start + most - 1);
    if (last >= start + most / 2) return last + 1;
  }
  return borderBefore(points, start + most, start + 1);
}

/** The last place at or before `index` that is not inside a joined character such as a family emoji. */
function borderBefore(points: readonly string[], index: number, least: number): number {
  let border = index;
  while (border > least && isJoined(points[border - 1], points[border])) border -= 1;
  return border;
}

function isJoined(before: string | undefined, after: string | undefined): boolean {
  const joiner = '\u200D';
  return before === joiner || after === joiner || /^[\uFE0F\u{1F3FB}-\u{1F3FF}]$/u.test(after ?? '');
}
