import { join } from 'node:path';
import compression from 'compression';
import express, { type Request as HttpRequest, type Response, Router } from 'express';
import type { Clock } from '../clock.js';
import { LOCALES, type Locale } from '../config.js';
import type { GuessingGuard } from '../guards/guessing.js';
import type { Logger } from '../logger.js';
import { isShownToEverybody } from '../messages/status/public-status.js';
import type { Organization } from '../organization/organization.js';
import { packageRoot } from '../package-root.js';
import { periodAt } from '../reports/city/fixed-period.js';
import type { PublishedFigures } from '../reports/city/published.js';
import type { Request } from '../requests/lifecycle/request.js';
import type { Texts } from '../text/texts.js';
import { parseTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { CityReader } from './city-reader.js';
import { type BotLink, renderFrontPage } from './front-page.js';
import { renderPage } from './page.js';
import { countedAddress } from './reader-address.js';
import type { SitePages } from './site-pages.js';
import { type NotShown, renderBoxPage, renderTrackingPage } from './tracking-page.js';
import { createWrittenPages } from './written-pages.js';

export interface SiteOptions {
  readonly requests: { findState(code: TrackingCode): Promise<Request | undefined> };
  readonly organization: { current(): Promise<Organization> };
  readonly pages: SitePages;
  readonly city: CityReader;
  readonly texts: Texts;
  readonly timeZone: string;
  readonly answerHours: number;
  readonly clock: Clock;
  readonly guard: GuessingGuard;
  /** Where citizens find the bots. */
  readonly readBots: () => Promise<readonly BotLink[]>;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

const STATUS: Readonly<Record<NotShown, number>> = {
  notACode: 400,
  checkDigit: 400,
  unknown: 404,
  tooMany: 429,
  away: 503,
};
const RETRY_AFTER_S = { tooMany: 3_600, away: 30 };
const A_DAY_MS = 86_400_000;
/** Characters of what was typed that are shown again. */
const MOST_TYPED = 40;

/** The pages for everybody: the front page, and a request by its code, in every language. */
export function createSiteRouter(options: SiteOptions): Router {
  const { requests, organization, texts, timeZone, clock, guard, logger } = options;
  const { prefixOf, readingIn, send, sendWritten } = options.pages;
  const written = createWrittenPages();

  function sendBox(response: Response, locale: Locale, typed: string, because: NotShown): void {
    if (because in RETRY_AFTER_S) {
      response.set('Retry-After', String(RETRY_AFTER_S[because as keyof typeof RETRY_AFTER_S]));
    }
    const box = { typed: typed.slice(0, MOST_TYPED), because };
    send(response, STATUS[because], renderBoxPage(box, readingIn(locale)), locale);
  }

  /** The request of a code, if everybody may see it; the misses of an address count. */
  async function find(code: TrackingCode, address: string): Promise<Request | NotShown> {
    if (!guard.mayTry(address)) return 'tooMany';
    const found = await requests.findState(code);
    if (found !== undefined && isShownToEverybody(found)) return found;
    guard.missed(address, code);
    return 'unknown';
  }

  async function showRequest(request: HttpRequest, response: Response, typed: string, locale: Locale) {
    const parsed = parseTrackingCode(typed);
    if (!parsed.ok) return sendBox(response, locale, typed, parsed.because);
    try {
      const found = await find(parsed.code, countedAddress(request.ip ?? ''));
      if (typeof found === 'string') return sendBox(response, locale, typed, found);
      const source = { request: found, organization: await organization.current(), locale, now: clock.now() };
      const page = written.pageOf(source, () => {
        const speech = { ...source, timeZone, texts };
        const reading = readingIn(locale);
        return renderPage(renderTrackingPage({ request: found, speech }, reading), reading);
      });
      return await sendWritten(request, response, page, locale);
    } catch (error) {
      if (!options.isOutage(error)) throw error;
      logger.warn({ event: 'siteWithoutDatabase', error });
      return sendBox(response, locale, typed, 'away');
    }
  }

  /** The figures of the running week; without them the front page is worth as much. */
  async function figuresOfWeek(): Promise<PublishedFigures | undefined> {
    const period = periodAt('week', clock.now(), timeZone);
    const shown = await options.city.read(period);
    return shown?.periods.find(({ id }) => id === period.id);
  }

  const router = Router();
  const compressed = compression();
  for (const locale of LOCALES) {
    const prefix = prefixOf(locale);
    router.get(`${prefix}/`, compressed, async (_request, response) => {
      const { answerHours } = options;
      const week = await figuresOfWeek();
      const page = renderFrontPage({ bots: await options.readBots(), answerHours, week }, readingIn(locale));
      send(response, 200, page, locale);
    });
    router.get(`${prefix}/t`, compressed, async (request, response) => {
      const { code } = request.query;
      if (typeof code === 'string' && code.trim() !== '') {
        return showRequest(request, response, code, locale);
      }
      send(response, 200, renderBoxPage({}, readingIn(locale)), locale);
    });
    router.get(`${prefix}/t/:code`, compressed, (request, response) =>
      showRequest(request, response, String(request.params['code']), locale),
    );
  }
  const files = { maxAge: A_DAY_MS, index: false, fallthrough: true };
  router.use('/site', compressed, express.static(join(packageRoot, 'src/site/files'), files));
  const fonts = join(packageRoot, 'node_modules/vazirmatn/fonts/webfonts');
  router.use('/site/fonts', express.static(fonts, files));
  return router;
}
