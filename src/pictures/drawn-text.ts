import type { Locale } from '../config.js';
import { writingDirection } from '../text/direction.js';
import { escapeHtml } from '../text/html.js';

/** The font of our pictures; it has Latin letters too. */
export const FONT_FAMILY = 'Vazirmatn';
const ISOLATES = { rtl: '\u2067', ltr: '\u2066' };
const END_OF_ISOLATE = '\u2069';
/** The width of an average letter, in parts of its height. */
const LETTER_WIDTH = 0.47;
/** A half-space takes no room. */
const HALF_SPACE = '\u200c';
/** What XML cannot hold, even as an entity. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** One line of text in a drawing. */
export interface DrawnText {
  readonly text: string;
  /** The edge at which it begins or ends, as `at` says in the language's own direction. */
  readonly x: number;
  readonly y: number;
  readonly at: 'start' | 'end';
  /** Height of its letters, and the most units that it may be long. */
  readonly size: number;
  readonly room: number;
  readonly colour: string;
  readonly isBold?: boolean;
}

/**
 * A line of text as SVG for resvg. It ignores `direction`, so each text is isolated in the
 * direction of its language and anchored at an edge of the picture as from left to right, which the drawing has to say
 * of itself. What is too long ends with «…».
 */
export function drawText({ text, x, y, at, size, room, colour, isBold }: DrawnText, locale: Locale): string {
  const direction = writingDirection(locale);
  const anchor = (at === 'start') === (direction === 'ltr') ? 'start' : 'end';
  const most = Math.floor(room / (size * LETTER_WIDTH));
  const letters = [...text.replace(NO_XML, '')];
  const halfSpaces = letters.filter((letter) => letter === HALF_SPACE).length;
  const isLong = letters.length - halfSpaces > most;
  const shown = isLong ? [...letters.slice(0, Math.max(0, most - 1)), '…'] : letters;
  const weight = isBold === true ? ' font-weight="700"' : '';
  const isolated = `${ISOLATES[direction]}${escapeHtml(shown.join(''))}${END_OF_ISOLATE}`;
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-family="${FONT_FAMILY}" font-size="${size}"${weight} fill="${colour}">${isolated}</text>`;
}
