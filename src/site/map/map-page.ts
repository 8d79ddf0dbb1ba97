import type { Speech } from '../../messages/wording.js';
import type { FixedPeriod } from '../../reports/city/fixed-period.js';
import { NOTHING_COUNTED, type PublishedFigures } from '../../reports/city/published.js';
import type { PublicPoint } from '../../reports/city/published-points.js';
import { formatDeadline } from '../../text/dates.js';
import { type CityCells, createCityCells } from '../city-cells.js';
import type { ShownCity } from '../city-reader.js';
import { type Html, html } from '../html.js';
import type { PageContent, Reading } from '../page.js';
import { daysOfPeriod, renderPeriodChooser } from '../period-chooser.js';
import { drawDistricts } from './district-shapes.js';
import { MAP_CHOICES, type MapChoice, type MapFigure, type MapScale, scaleOf } from './map-figures.js';
import { type MappedDistrict, renderMapLegend, renderMapPicture } from './map-picture.js';
import { renderPointsLegend, renderPointsPicture, renderPointsTable } from './points-picture.js';

/** What the map shows, and in which words it speaks. */
export interface MapPage {
  readonly city: ShownCity;
  readonly period: FixedPeriod;
  readonly figure: MapChoice;
  readonly speech: Speech;
}

/** The map of the city: its districts coloured by a figure, and the same as a table. Without a script, drawn here. */
export function renderMapPage(page: MapPage, reading: Reading): PageContent {
  const { city, period, figure, speech } = page;
  const cells = createCityCells(reading);
  const { say } = cells;
  const path = '/city/map';
  const chosen = `period=${period.id}`;
  return {
    title: say('map.title'),
    path: `${path}?${chosen}&figure=${figure}`,
    isIndexed: true,
    body: html`<h1>${say('map.title')}</h1>
<p class="lead">${say('map.lead')}</p>
<p><a href="${reading.addressOf(`/city?${chosen}`, speech.locale)}">${say('map.figures')}</a></p>
${renderPeriodChooser({ known: city.known, period, path, speech, more: renderFigureChoice(figure, cells) }, reading)}
<h2>${say(`map.of.${figure}`)}</h2>
<p>${daysOfPeriod(period, speech, say)}</p>
${renderShown(page, reading, cells)}`,
  };
}

function renderFigureChoice(chosen: MapChoice, { say }: CityCells): Html {
  return html`<label for="figure">${say('map.choose')}</label>
<div class="row"><select id="figure" name="figure">${MAP_CHOICES.map(
    (one) =>
      html`<option value="${one}"${one === chosen ? html` selected` : undefined}>${say(`map.of.${one}`)}</option>`,
  )}</select></div>`;
}

function renderShown(page: MapPage, reading: Reading, cells: CityCells): Html {
  const { city, period, figure, speech } = page;
  const { say } = cells;
  const shown = city.periods.find(({ id }) => id === period.id);
  if (shown === undefined) return html`<p>${say('nothingYet')}</p>`;
  const { points } = shown;
  if (figure === 'points' && points === undefined) {
    return html`<p>${say(shown.kind === 'month' ? 'map.weeksOnly' : 'map.noPoints')}</p>`;
  }
  const { organization, now, locale, timeZone } = speech;
  const { picture, legend, table, note } =
    figure === 'points'
      ? showPoints(points ?? [], page, cells)
      : showFigure(figure, shown, page, reading, cells);
  const asOf = formatDeadline(shown.asOf, now, locale, timeZone);
  const isExample = organization.areas.some((area) => area.isExample === true);
  return html`<p${city.isOld ? html` class="problem" role="status"` : undefined}>${say(city.isOld ? 'old' : 'asOf', { at: asOf })}</p>
${
  picture === undefined
    ? html`<p>${say('map.noAreas')}</p>`
    : html`<figure class="mapped">${picture}
<figcaption>${legend}
<p>${say(isExample ? 'map.example' : 'map.source')}</p></figcaption></figure>`
}
${table}
<section aria-labelledby="notes"><h2 id="notes">${say('notes')}</h2>
<ul><li>${say(`map.note.${note}`)}</li><li>${say('note.hidden')}</li><li>${say('note.grows')}</li></ul></section>`;
}

/** A map with what belongs to it. */
interface Shown {
  /** Absent where no area is known. */
  readonly picture: Html | undefined;
  readonly legend?: Html;
  readonly table: Html;
  /** The note that only this map needs. */
  readonly note: 'size' | 'points';
}

function showFigure(
  figure: MapFigure,
  shown: PublishedFigures,
  page: MapPage,
  reading: Reading,
  cells: CityCells,
): Shown {
  const { organization, locale } = page.speech;
  const { say } = cells;
  const scale = scaleOf(figure, linesOfDistricts(shown, organization), cells);
  const districts = organization.districts.map(
    (unit): MappedDistrict => ({
      unit: unit.code,
      name: organization.title(unit, locale),
      value: scale.valueIn(shown.districts.find(({ code }) => code === unit.code) ?? NOTHING_COUNTED),
    }),
  );
  const title = say(`map.of.${figure}`);
  const shapes = drawDistricts(organization.areas);
  return {
    picture: shapes && renderMapPicture(shapes, districts, say('map.alternative', { figure: title })),
    legend: renderMapLegend(scale, say('map.untold'), say('map.legend')),
    table: renderTable(page, districts, scale, title, reading, cells),
    note: 'size',
  };
}

function showPoints(points: readonly PublicPoint[], { speech }: MapPage, cells: CityCells): Shown {
  const { organization, locale } = speech;
  const { say } = cells;
  const nameOf = (code: string) => {
    const unit = organization.unit(code);
    return unit && organization.title(unit, locale);
  };
  const title = say('map.of.points');
  const shapes = drawDistricts(organization.areas);
  return {
    picture: shapes && renderPointsPicture(shapes, points, nameOf, say('map.alternative', { figure: title })),
    legend: renderPointsLegend(cells),
    table: renderPointsTable(points, nameOf, title, cells),
    note: 'points',
  };
}

/** The lines of the districts that the city has; what lies in none is no part of the map. */
function linesOfDistricts({ districts }: PublishedFigures, { districts: known }: Speech['organization']) {
  const codes = new Set(known.map(({ code }) => code));
  return districts.filter(({ code }) => code !== undefined && codes.has(code));
}

function renderTable(
  { period }: MapPage,
  districts: readonly MappedDistrict[],
  { classes, writeClass }: MapScale,
  title: string,
  { addressOf, locale }: Reading,
  { say }: CityCells,
): Html {
  const rows = districts.map(({ unit, name, value: { written, place } }) => {
    const one = place === undefined ? undefined : classes[place];
    return html`<tr><th scope="row"><a href="${addressOf(`/city/${unit}?period=${period.id}`, locale)}">${name}</a></th><td>${written}</td><td>${one === undefined ? say('map.untold') : writeClass(one)}</td></tr>`;
  });
  return html`<div class="wide" role="region" aria-label="${title}" tabindex="0"><table>
<caption>${title}</caption>
<thead><tr><th scope="col">${say('column.districts')}</th><th scope="col">${say('figure')}</th><th scope="col">${say('map.class.name')}</th></tr></thead>
<tbody>${rows.length === 0 ? html`<tr><td colspan="3">${say('empty')}</td></tr>` : rows}</tbody>
</table></div>`;
}
