import compression from 'compression';
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../clock.js';
import { LOCALES, type Locale } from '../config.js';
import { parsePeriodId, periodAt } from '../reports/city/fixed-period.js';
import type { Texts } from '../text/texts.js';
import { renderCityPage, renderUnitFrame } from './city-page.js';
import type { CityReader } from './city-reader.js';
import { html } from './html.js';
import { MAP_CHOICES } from './map/map-figures.js';
import { renderMapPage } from './map/map-page.js';
import type { SitePages } from './site-pages.js';

export interface CityRouterOptions {
  readonly pages: SitePages;
  readonly city: CityReader;
  readonly texts: Texts;
  /** The city's clock. */
  readonly clock: Clock;
  readonly timeZone: string;
  readonly hasFeeds: boolean;
}

const RETRY_AFTER_S = 30;

/**
 * The public figures: `/city?period=…` of the whole city, `/city/<unit>?period=…` of one unit, and
 * `/city/<unit>/frame?period=…` the same for a frame in another page; `/city/map?period=…&figure=…` the districts on a map.
 */
export function createCityRouter(options: CityRouterOptions): Router {
  const { city, texts, clock, timeZone, hasFeeds } = options;
  const { prefixOf, readingIn, send } = options.pages;

  /** The figures of the period that is asked for; undefined if that was refused. */
  async function read(request: Request, response: Response, locale: Locale) {
    const now = clock.now();
    const { period: wanted } = request.query;
    const current = periodAt('week', now, timeZone);
    const period = wanted === undefined ? current : parsePeriodId(String(wanted), timeZone);
    if (period === undefined || period.from > now) {
      refuse(response, 404, 'noPeriod', locale);
      return undefined;
    }
    const shown = await city.read(period);
    if (shown === undefined) {
      response.set('Retry-After', String(RETRY_AFTER_S));
      refuse(response, 503, 'away', locale);
      return undefined;
    }
    const speech = { organization: shown.organization, locale, now, timeZone, texts };
    return { city: shown, period, speech, hasFeeds };
  }

  async function show(request: Request, response: Response, locale: Locale, isFrame: boolean): Promise<void> {
    const page = await read(request, response, locale);
    if (page === undefined) return;
    const { unit: code } = request.params;
    const unit = code === undefined ? undefined : page.city.organization.unit(String(code));
    if (code !== undefined && unit === undefined) return refuse(response, 404, 'noUnit', locale);
    const reading = readingIn(locale);
    const content =
      isFrame && unit !== undefined
        ? renderUnitFrame({ ...page, unit }, reading)
        : renderCityPage({ ...page, unit }, reading);
    return send(response, 200, content, locale);
  }

  async function showMap(request: Request, response: Response, locale: Locale): Promise<void> {
    const page = await read(request, response, locale);
    if (page === undefined) return;
    const { figure: wanted = MAP_CHOICES[0] } = request.query;
    const figure = MAP_CHOICES.find((one) => one === wanted);
    if (figure === undefined) return refuse(response, 404, 'noFigure', locale);
    return send(response, 200, renderMapPage({ ...page, figure }, readingIn(locale)), locale);
  }

  function refuse(response: Response, status: number, because: string, locale: Locale): void {
    const reading = readingIn(locale);
    const title = texts.plain(locale, 'city.title');
    const body = html`<h1>${title}</h1>
<p class="problem" role="alert">${texts.plain(locale, `city.problem.${because}`)}</p>
<p><a href="${reading.addressOf('/city', locale)}">${texts.plain(locale, 'city.thisWeek')}</a></p>`;
    send(response, status, { title, path: '/city', isIndexed: false, body }, locale);
  }

  const router = Router();
  const compressed = compression();
  for (const locale of LOCALES) {
    const city = `${prefixOf(locale)}/city`;
    // Before the pages of units: no unit is called so.
    router.get(`${city}/map`, compressed, (request, response) => showMap(request, response, locale));
    router.get([city, `${city}/:unit`], compressed, (request, response) =>
      show(request, response, locale, false),
    );
    router.get(`${city}/:unit/frame`, compressed, (request, response) =>
      show(request, response, locale, true),
    );
  }
  return router;
}
