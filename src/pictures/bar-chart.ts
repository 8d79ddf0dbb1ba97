import type { Locale } from '../config.js';
import { writingDirection } from '../text/direction.js';
import { drawText } from './drawn-text.js';

/** A bar with what it is about and its value in words. */
export interface Bar {
  readonly label: string;
  /** From 0 to 1, of the whole width. */
  readonly share: number;
  readonly written: string;
  /** True for one that is no line among the others, such as their sum. */
  readonly isWhole?: boolean;
}

/** Bars below each other, with texts above and below. */
export interface BarChart {
  readonly title: string;
  readonly subtitle: string;
  readonly bars: readonly Bar[];
  readonly footer?: string | undefined;
  readonly locale: Locale;
}

/** As wide as a phone shows a picture without making its letters too small. */
const WIDTH = 720;
const MARGIN = 32;
const INNER = WIDTH - 2 * MARGIN;
const TITLE = { size: 30, y: 56 };
const SUBTITLE = { size: 22, y: 94 };
const FIRST_ROW = 122;
const ROW = 66;
const LABEL = { size: 23, below: 28 };
const BAR = { below: 38, height: 14 };
const FOOTER = { size: 20, height: 44 };
/** The part of a line that the label may take; the value has the rest. */
const LABEL_SHARE = 0.68;
const INK = '#1d2b2a';
const QUIET = '#4b5a59';
const GROUND = '#e3e8e6';
const FILLED = '#0b5d57';

/**
 * Bars as a drawing (SVG) that begins where lines begin in the language; each with its value beside it. It says of itself
 * that it goes from left to right, since its places are fixed; the texts in it keep the direction of their language.
 */
export function renderBarChart({ title, subtitle, bars, footer, locale }: BarChart): string {
  const isRightToLeft = writingDirection(locale) === 'rtl';
  const [start, end] = isRightToLeft ? [WIDTH - MARGIN, MARGIN] : [MARGIN, WIDTH - MARGIN];
  const height = FIRST_ROW + bars.length * ROW + (footer === undefined ? MARGIN / 2 : FOOTER.height);
  const line = (text: string, { y, size, colour = INK }: { y: number; size: number; colour?: string }) =>
    drawText({ text, x: start, y, at: 'start', size, room: INNER, colour }, locale);
  const rows = bars.map(({ label, share, written, isWhole }, index) => {
    const top = FIRST_ROW + index * ROW;
    const y = top + LABEL.below;
    const common = { y, size: LABEL.size, colour: INK };
    const filled = Math.round(Math.min(1, Math.max(0, share)) * INNER);
    const place = `y="${top + BAR.below}" height="${BAR.height}"`;
    return [
      drawText({ ...common, text: label, x: start, at: 'start', room: INNER * LABEL_SHARE }, locale),
      drawText({ ...common, text: written, x: end, at: 'end', room: INNER * (1 - LABEL_SHARE) }, locale),
      `<rect x="${MARGIN}" ${place} width="${INNER}" fill="${GROUND}"/>`,
      `<rect x="${isRightToLeft ? WIDTH - MARGIN - filled : MARGIN}" ${place} width="${filled}" fill="${isWhole === true ? INK : FILLED}"/>`,
    ].join('');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" direction="ltr">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    line(title, TITLE),
    line(subtitle, { ...SUBTITLE, colour: QUIET }),
    ...rows,
    ...(footer === undefined
      ? []
      : [line(footer, { y: height - MARGIN / 2, size: FOOTER.size, colour: QUIET })]),
    '</svg>',
  ].join('');
}
