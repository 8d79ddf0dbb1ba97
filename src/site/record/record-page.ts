import { cartableOf } from '../../cartables/cartable.js';
import { stateOf } from '../../messages/cartable-state.js';
import { type ListPage, pageLine, turningRow } from '../../messages/paged-list.js';
import { requestLine, requestMarks, unitsOf } from '../../messages/request-line.js';
import { createWording, type Speech } from '../../messages/wording.js';
import { FIGURE_DAYS, type PositionFigures } from '../../reports/position-figures.js';
import type { Request } from '../../requests/lifecycle/request.js';
import { formatTimeLeft } from '../../text/dates.js';
import { formatDecimal } from '../../text/numbers.js';
import type { TextValues } from '../../text/texts.js';
import { createCityCells } from '../city-cells.js';
import { Html, html, ofMessage } from '../html.js';
import type { PageContent, Reading } from '../page.js';
import { renderTable } from '../table.js';

/** Requests on one page of the list. */
export const A_PAGE = 50;
/** Where the pages lie, without the language. */
export const RECORD_PATH = '/record';

/** What a manager has: how their positions answered lately, and what waits for them. */
export interface RecordPage {
  /** In the order of the city. */
  readonly positions: readonly { readonly code: string; readonly figures: PositionFigures }[];
  /** What waits, in the order of the cartable: by deadline, danger first, what waits for its citizen last. */
  readonly waiting: ListPage<Request>;
  readonly count: number;
  /** Milliseconds for which the page can still be opened. */
  readonly leftMs: number;
  readonly speech: Speech;
}

/** What can be said in place of the page: an unopened link, one that opens nothing, or why it cannot be looked at now. */
export type Closed = 'over' | 'notYours' | 'ended' | 'tooMany' | 'away';

/** The record of a manager and what waits for them, to be read. */
export function renderRecordPage(page: RecordPage, reading: Reading): PageContent {
  const { positions, speech, leftMs } = page;
  const say = sayIn(reading);
  const wording = createWording(speech);
  const title = say('title');
  const units = [
    ...unitsOf(
      positions.map(({ code }) => code),
      speech,
    ),
  ];
  return {
    title,
    path: RECORD_PATH,
    isIndexed: false,
    body: html`<h1>${title}</h1>
<p class="hint">${say('left', { time: formatTimeLeft(leftMs, speech.locale) })}</p>
${renderFigures(page, reading)}
<p>${units.map(
      (unit) =>
        html`<a href="${reading.addressOf(`/city/${unit}`, reading.locale)}">${say('ofUnit', { unit: wording.name(unit) })}</a> `,
    )}</p>
${renderWaiting(page, reading)}
<p class="hint">${say('answer')}</p>
<form action="${reading.addressOf(`${RECORD_PATH}/end`, reading.locale)}" method="post"><button type="submit">${say('end')}</button></form>`,
  };
}

/** The page of a link before it is opened: a program that only fetches it, such as a preview, opens nothing. */
export function renderDoor(token: string, reading: Reading): PageContent {
  const say = sayIn(reading);
  return {
    title: say('title'),
    path: `${RECORD_PATH}/${token}`,
    isIndexed: false,
    body: html`<h1>${say('title')}</h1>
<p>${say('door')}</p>
<form action="${reading.addressOf(`${RECORD_PATH}/${token}`, reading.locale)}" method="post"><button type="submit">${say('open')}</button></form>`,
  };
}

/** The page in place of one that is not shown. */
export function renderClosed(because: Closed, reading: Reading): PageContent {
  const say = sayIn(reading);
  return {
    title: say('title'),
    path: '/',
    isIndexed: false,
    body: html`<h1>${say('title')}</h1>
<p role="${because === 'ended' ? 'status' : 'alert'}">${say(`closed.${because}`)}</p>
${because === 'over' ? html`<p><a href="${reading.addressOf(RECORD_PATH, reading.locale)}">${say('again')}</a></p>` : undefined}`,
  };
}

type Say = (key: string, values?: TextValues) => string;

function sayIn({ texts, locale }: Reading): Say {
  return (key, values) => texts.plain(locale, `recordPage.${key}`, values);
}

function renderFigures({ positions, speech }: RecordPage, reading: Reading): Html {
  const say = sayIn(reading);
  const wording = createWording(speech);
  const { count, hours, say: sayOfCity } = createCityCells(reading);
  const rows = positions.map(({ code, figures }) => {
    const { answered, inTime, medianHours, meanRating, climbed } = figures;
    return html`<tr><th scope="row">${wording.name(code)}</th>
<td>${count(answered)}</td><td>${count(inTime)}</td>
<td>${hours(medianHours)}</td><td>${meanRating === undefined ? sayOfCity('none') : formatDecimal(meanRating, speech.locale)}</td>
<td>${count(climbed)}</td></tr>`;
  });
  const columns = ['position', 'answered', 'inTime', 'median', 'rating', 'climbed'];
  return renderTable(
    say('figures', { count: FIGURE_DAYS }),
    columns.map((column) => say(`column.${column}`)),
    rows,
  );
}

function renderWaiting({ waiting, count, positions, speech }: RecordPage, reading: Reading): Html {
  const say = sayIn(reading);
  if (count === 0) return html`<p>${say('nothing')}</p>`;
  const wording = createWording(speech);
  const own = positions.map(({ code }) => code);
  const units = unitsOf(own, speech);
  const isOne = own.length === 1;
  const items = waiting.shown.map(({ entry }) => {
    const position = cartableOf(entry);
    const about = isOne || position === undefined ? '' : ` · ${wording.name(position)}`;
    return html`<li><b>${wording.code(entry.code)}</b> ${stateOf(entry, speech, wording)} ${requestMarks(entry, speech)}<br>
<bdi>${new Html(requestLine(entry, units, speech, wording))}</bdi><br>
<span class="hint">${say('filed', { at: wording.moment(entry.filedAt) })}${about}</span></li>`;
  });
  const turning = turningRow(waiting, wording, (target) => String(target + 1));
  const list = reading.addressOf(RECORD_PATH, reading.locale);
  return html`<section aria-labelledby="waiting"><h2 id="waiting">${say('waiting', { count })}</h2>
<ol class="life" start="${waiting.page * A_PAGE + 1}">${items}</ol></section><p>${ofMessage(pageLine(waiting, speech.locale, wording) ?? '')} ${turning.map(
    (to) => html`<a href="${list}?page=${to.callback_data}">${to.text}</a> `,
  )}</p>`;
}
