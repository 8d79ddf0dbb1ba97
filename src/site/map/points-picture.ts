import type { PublicPoint } from '../../reports/city/published-points.js';
import { formatNumber } from '../../text/numbers.js';
import type { CityCells } from '../city-cells.js';
import { type Html, html } from '../html.js';
import { type DistrictShapes, MAP_WIDTH } from './district-shapes.js';

/** Units of the radius of a circle: what every one has, and what the fullest has besides. */
const RADIUS = { least: 6, more: 12 };
/** The most points that the table lists, the fullest first; the others are in the feeds. */
const MOST_LISTED = 100;

/**
 * The districts with a circle for each point: the more requests, the larger it is, and of what is open it is filled. Where
 * how many are open is hidden, its edge is broken.
 */
export function renderPointsPicture(
  { height, shapes, place }: DistrictShapes,
  points: readonly PublicPoint[],
  nameOf: (unit: string) => string | undefined,
  title: string,
): Html {
  const fullest = Math.max(1, ...points.map(({ count }) => count));
  const circles = points.flatMap(({ count, open, ...where }) => {
    const at = place(where);
    if (at === undefined) return [];
    const [x, y] = at;
    const radius = RADIUS.least + RADIUS.more * Math.sqrt(count / fullest);
    const filled = open === undefined || open === 0 ? undefined : radius * Math.sqrt(open / count);
    return html`<circle class="all${open === undefined ? ' untold' : ''}" cx="${x}" cy="${y}" r="${radius.toFixed(1)}"/>${filled === undefined ? undefined : html`<circle class="open" cx="${x}" cy="${y}" r="${filled.toFixed(1)}"/>`}`;
  });
  return html`<svg class="map points" viewBox="0 0 ${MAP_WIDTH} ${height}" role="img" aria-label="${title}">
${shapes.map(({ path }) => html`<path class="district" fill-rule="evenodd" d="${path}"/>`)}
${shapes.map(({ unit, middle: [x, y] }) => html`<text class="name" text-anchor="middle" x="${x}" y="${y}">${nameOf(unit)}</text>`)}
${circles}
</svg>`;
}

/** What the circles mean. */
export function renderPointsLegend({ say }: CityCells): Html {
  const entry = (circles: Html, meaning: string) =>
    html`<li><svg class="sample points" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${circles}</svg>${say(`map.point.${meaning}`)}</li>`;
  const all = html`<circle class="all" cx="12" cy="12" r="11"/>`;
  return html`<ul class="legend" aria-label="${say('map.legendOfPoints')}">${[
    entry(all, 'all'),
    entry(html`${all}<circle class="open" cx="12" cy="12" r="8"/>`, 'open'),
    entry(html`<circle class="all untold" cx="12" cy="12" r="11"/>`, 'untold'),
  ]}</ul>`;
}

/** The points as a table, the fullest first. */
export function renderPointsTable(
  points: readonly PublicPoint[],
  nameOf: (unit: string) => string | undefined,
  title: string,
  { say, count: write, locale }: CityCells,
): Html {
  const listed = points.toSorted((one, other) => other.count - one.count).slice(0, MOST_LISTED);
  const rows = listed.map(({ latitude, longitude, district, count, open }) => {
    const name = district === undefined ? undefined : nameOf(district);
    return html`<tr><th scope="row">${name ?? say('elsewhere.districts')}</th><td><bdi dir="ltr">${formatNumber(latitude, locale)}, ${formatNumber(longitude, locale)}</bdi></td><td>${write(count)}</td><td>${write(open)}</td></tr>`;
  });
  const columns = ['district', 'place', 'count', 'open'].map(
    (name) => html`<th scope="col">${say(`map.point.column.${name}`)}</th>`,
  );
  return html`<div class="wide" role="region" aria-label="${title}" tabindex="0"><table>
<caption>${title}</caption>
<thead><tr>${columns}</tr></thead>
<tbody>${rows.length === 0 ? html`<tr><td colspan="${columns.length}">${say('empty')}</td></tr>` : rows}</tbody>
</table></div>`;
}
