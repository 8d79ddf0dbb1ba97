import type { PublicLine, PublishedFigures } from '../reports/city/published.js';
import { formatShortDay } from '../text/dates.js';
import { layOutRow } from '../text/direction.js';
import type { CityCells } from './city-cells.js';
import { type Html, html } from './html.js';

/** Below this many periods there is no course to draw. */
const LEAST_PERIODS = 2;
/** Units of the drawing: so narrow that its letters can be read on a phone. */
const WIDTH = 480;
const HEIGHT = 220;
const PLOT = { top: 30, bottom: 180 };
const LABEL_Y = 204;
/** Units between a column and the value above it. */
const GAP = 8;
/** Shares at which a line runs through the drawing. */
const LINES = [0, 0.5, 1];
/** The part of a column's place that it fills. */
const FILLED = 0.55;

/**
 * The share of answers in time over some periods, of which the newest comes first: as columns, the oldest where lines
 * begin in the language. The table below has the same. Texts have the direction of the page and are not isolated, since
 * Chromium parts the digits of an isolated text in a drawing; their middle is theirs in either direction.
 */
export function renderSeries(
  periods: readonly PublishedFigures[],
  lineOf: (figures: PublishedFigures) => PublicLine,
  timeZone: string,
  { say, share, locale }: CityCells,
): Html | undefined {
  if (periods.length < LEAST_PERIODS) return undefined;
  const room = WIDTH / periods.length;
  const heightOf = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * (PLOT.bottom - PLOT.top));
  const columns = layOutRow(periods.toReversed(), locale).map((figures, index) => {
    const { inTimeShare } = lineOf(figures);
    const [middle, width] = [Math.round(room * (index + 0.5)), Math.round(room * FILLED)];
    const height = heightOf(inTimeShare ?? 0);
    const top = PLOT.bottom - height;
    return html`<rect class="filled" x="${middle - Math.round(width / 2)}" y="${top}" width="${width}" height="${height}"/>
<text x="${middle}" y="${top - GAP}">${share(inTimeShare)}</text><text class="label" x="${middle}" y="${LABEL_Y}">${formatShortDay(figures.from, locale, timeZone)}</text>`;
  });
  const lines = LINES.map((part) => html`<path d="M0 ${PLOT.bottom - heightOf(part)}H${WIDTH}"/>`);
  return html`<figure class="mapped"><figcaption>${say('series.title')}</figcaption><svg class="series" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${say('series.alternative')}">${lines}${columns}</svg></figure>`;
}
