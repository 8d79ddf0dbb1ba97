import type { Speech } from '../messages/wording.js';
import type { Unit } from '../organization/city.js';
import type { FixedPeriod } from '../reports/city/fixed-period.js';
import { NOTHING_COUNTED, type PublicLine, type PublishedFigures } from '../reports/city/published.js';
import { formatDeadline } from '../text/dates.js';
import { type CityCells, createCityCells } from './city-cells.js';
import type { ShownCity } from './city-reader.js';
import { renderLineTables, renderSummary, renderTrend } from './city-tables.js';
import { type Html, html } from './html.js';
import type { PageContent, Reading } from './page.js';
import { daysOfPeriod, renderPeriodChooser } from './period-chooser.js';
import { renderRollOut } from './roll-out-section.js';
import { renderSeries } from './series-chart.js';

/** What a page of figures is about, and in which words it speaks. */
export interface CityPage {
  readonly city: ShownCity;
  readonly period: FixedPeriod;
  /** The unit of which it shows the figures; absent: the whole city. */
  readonly unit?: Unit | undefined;
  readonly speech: Speech;
  /** True where the requests behind the figures are open data (src/open311/feeds-router.ts). */
  readonly hasFeeds: boolean;
}

/** The forms of the feeds, as their addresses end. */
const FEEDS = ['csv', 'geojson', 'atom'] as const;

/** The notes on how everything is counted, each the key of a text. */
const NOTES = ['whose', 'grows', 'share', 'hours', 'objections', 'hidden', 'moves', 'not'] as const;

/** The public figures of a week or month: of the city with all its tables, or of one unit. */
export function renderCityPage(page: CityPage, reading: Reading): PageContent {
  const { city, period, unit, speech } = page;
  const cells = createCityCells(reading);
  const { say } = cells;
  const path = unit === undefined ? '/city' : `/city/${unit.code}`;
  const title =
    unit === undefined
      ? say('title')
      : say('titleOf', { unit: speech.organization.title(unit, speech.locale) });
  const map = reading.addressOf(`/city/map?period=${period.id}`, speech.locale);
  const whole = reading.addressOf(`/city?period=${period.id}`, speech.locale);
  return {
    title,
    path: `${path}?period=${period.id}`,
    isIndexed: true,
    body: html`<h1>${title}</h1>
<p class="lead">${say('lead')}</p>
<p>${unit === undefined ? html`<a href="${map}">${say('map.title')}</a>` : html`<a href="${whole}">${say('wholeCity')}</a>`}</p>
${renderPeriodChooser({ known: city.known, period, path, speech }, reading)}
<h2>${daysOfPeriod(period, speech, say)}</h2>
${renderFigures(page, cells)}
${unit === undefined ? renderRollOut(shownOf(page), speech, cells) : undefined}
${page.hasFeeds ? renderFeeds(unit, reading, cells) : undefined}
<section aria-labelledby="notes"><h2 id="notes">${say('notes')}</h2>
<ul>${NOTES.map((note) => html`<li>${say(`note.${note}`)}</li>`)}</ul></section>`,
  };
}

/** The figures of one unit for a frame in somebody else's page, with a way to all of them. */
export function renderUnitFrame(page: CityPage & { readonly unit: Unit }, reading: Reading): PageContent {
  const { city, period, unit, speech } = page;
  const cells = createCityCells(reading);
  const { say } = cells;
  const [shown, ...before] = city.periods;
  const lineOf = lineOfUnit(unit);
  const title = say('titleOf', { unit: speech.organization.title(unit, speech.locale) });
  const address = reading.addressOf(`/city/${unit.code}?period=${period.id}`, speech.locale);
  return {
    title,
    path: `/city/${unit.code}/frame`,
    isIndexed: true,
    isFrame: true,
    body: html`<h1>${title}</h1>
<h2>${daysOfPeriod(period, speech, say)}</h2>
${
  shown === undefined || shown.id !== period.id
    ? html`<p>${say('nothingYet')}</p>`
    : renderSummary({ shown, previous: precedingOf(shown, before), lineOf, isWhole: false }, cells)
}
<p><a href="${address}" target="_blank" rel="noopener">${say('line.more')}</a></p>`,
  };
}

function lineOfUnit(unit: Unit | undefined) {
  return (figures: PublishedFigures): PublicLine =>
    unit === undefined
      ? figures.total
      : (figures.units.find(({ code }) => code === unit.code) ?? NOTHING_COUNTED);
}

function precedingOf(shown: PublishedFigures, before: readonly PublishedFigures[]) {
  return before.find(({ to }) => to.getTime() === shown.from.getTime());
}

/** The address of the city's page in one line with the figures of this week, if there are any to show. */
export function renderCityLine(week: PublishedFigures | undefined, reading: Reading): Html {
  const { say, count, share } = createCityCells(reading);
  const { filed } = week?.total.counts ?? {};
  const inTime = week?.total.inTimeShare;
  const line =
    filed === undefined
      ? say('line.none')
      : inTime === undefined
        ? say('line.filed', { filed: count(filed) })
        : say('line.share', { filed: count(filed), share: share(inTime) });
  return html`<p>${line} <a href="${reading.addressOf('/city', reading.locale)}">${say('line.more')}</a></p>`;
}

/** The figures of the period itself; undefined where it was never counted. */
function shownOf({ city, period }: CityPage): PublishedFigures | undefined {
  return city.periods.find(({ id }) => id === period.id);
}

function renderFigures(page: CityPage, cells: CityCells): Html {
  const { city, unit, speech } = page;
  const { say } = cells;
  const shown = shownOf(page);
  if (shown === undefined) return html`<p>${say('nothingYet')}</p>`;
  const before = city.periods.slice(1);
  const lineOf = lineOfUnit(unit);
  const previous = precedingOf(shown, before);
  const asOf = formatDeadline(shown.asOf, speech.now, speech.locale, speech.timeZone);
  const isWhole = unit === undefined;
  return html`<p${city.isOld ? html` class="problem" role="status"` : undefined}>${say(city.isOld ? 'old' : 'asOf', { at: asOf })}</p>
${renderSummary({ shown, previous, lineOf, isWhole }, cells)}
${isWhole ? renderLineTables(shown, speech, cells) : undefined}
${renderSeries([shown, ...before], lineOf, speech.timeZone, cells)}
${renderTrend([shown, ...before], lineOf, speech, cells)}`;
}

/** The requests behind the figures, for programs. */
function renderFeeds(unit: Unit | undefined, { addressOf }: Reading, { say }: CityCells): Html {
  const query = unit === undefined ? '' : `?unit=${encodeURIComponent(unit.code)}`;
  return html`<section aria-labelledby="feeds"><h2 id="feeds">${say('feeds')}</h2>
<ul>${FEEDS.map((form) => html`<li><a href="${addressOf(`/city/requests.${form}${query}`, 'fa')}">${say(`feed.${form}`)}</a></li>`)}</ul></section>`;
}
