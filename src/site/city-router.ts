import compression from 'compression';
import { type Request, type Response, Router } from 'express';
import type { Clock } from '../clock.js';
import { LOCALES, type Locale } from '../config.js';
import { parsePeriodId, periodAt } from '../reports/city/fixed-period.js';
import type { Texts } from '../text/texts.js';
import { renderCityPage, renderUnitFrame } from './city-page.js';
import type { CityReader } from './city-reader.js';
import { html } from './html.js';
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
 * `/city/<unit>/frame?period=…` the same for a frame in another page.
 */
export function createCityRouter(options: CityRouterOptions): Router {
  const { city, texts, clock, timeZone, hasFeeds } = options;
  const { prefixOf, readingIn, send } = options.pages;

  async function show(request: Request, response: Response, locale: Locale, isFrame: boolean): Promise<void> {
    const now = clock.now();
    const { period: wanted } = request.query;
    const current = periodAt('week', now, timeZone);
    const period = wanted === undefined ? current : parsePeriodId(String(wanted), timeZone);
    if (period === undefined || period.from > now) return refuse(response, 404, 'noPeriod', locale);
    const shown = await city.read(period);
    if (shown === undefined) {
      response.set('Retry-After', String(RETRY_AFTER_S));
      return refuse(response, 503, 'away', locale);
    }
    const { unit: code } = request.params;
    const unit = code === undefined ? undefined : shown.organization.unit(String(code));
    if (code !== undefined && unit === undefined) return refuse(response, 404, 'noUnit', locale);
    const speech = { organization: shown.organization, locale, now, timeZone, texts };
    const page = { city: shown, period, speech, hasFeeds };
    const reading = readingIn(locale);
    const content =
      isFrame && unit !== undefined
        ? renderUnitFrame({ ...page, unit }, reading)
        : renderCityPage({ ...page, unit }, reading);
    return send(response, 200, content, locale);
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
    router.get([city, `${city}/:unit`], compressed, (request, response) =>
      show(request, response, locale, false),
    );
    router.get(`${city}/:unit/frame`, compressed, (request, response) =>
      show(request, response, locale, true),
    );
  }
  return router;
}
