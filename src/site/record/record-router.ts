import compression from 'compression';
import { type Request as HttpRequest, type Response, Router } from 'express';
import type { AuditEntry } from '../../audit/audit-store.js';
import type { CartableStore } from '../../cartables/cartable-store.js';
import type { FindPage } from '../../cartables/waiting-page.js';
import type { Clock } from '../../clock.js';
import { LOCALES, type Locale } from '../../config.js';
import type { GuessingGuard } from '../../guards/guessing.js';
import type { Logger } from '../../logger.js';
import { lookUpPage } from '../../messages/paged-list.js';
import type { Organization } from '../../organization/organization.js';
import type { PeopleStore } from '../../organization/people-store.js';
import { type Histories, recentFigures } from '../../reports/position-figures.js';
import type { Texts } from '../../text/texts.js';
import { countedAddress } from '../reader-address.js';
import type { SitePages } from '../site-pages.js';
import { OPEN_MS, type OpenPass, type PassStore } from './pass-store.js';
import {
  A_PAGE,
  type Closed,
  RECORD_PATH,
  renderClosed,
  renderDoor,
  renderRecordPage,
} from './record-page.js';

export interface RecordRouterOptions {
  readonly pages: SitePages;
  readonly passes: PassStore;
  readonly people: Pick<PeopleStore, 'find'>;
  readonly organization: { current(): Promise<Organization> };
  readonly cartables: Pick<CartableStore, 'countEach'>;
  readonly findPage: FindPage;
  readonly histories: Histories;
  readonly audit: { record(entry: AuditEntry): Promise<void> };
  readonly texts: Texts;
  /** The city's clock. */
  readonly clock: Clock;
  /** The machine's clock, by which passes end. */
  readonly machineClock: Clock;
  readonly timeZone: string;
  /** Counts links that open nothing, by address. */
  readonly guard: GuessingGuard;
  /** True where people reach the pages by HTTPS only: then the cookie goes nowhere else. */
  readonly isSecure: boolean;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

type Answer = (request: HttpRequest, response: Response, locale: Locale) => Promise<void>;

const COOKIE = 'record';
const STATUS: Readonly<Record<Closed, number>> = {
  over: 404,
  notYours: 403,
  ended: 200,
  tooMany: 429,
  away: 503,
};

/**
 * `/record`: what a manager can read in a browser. A link of the staff bot is opened by a press on its page, once; from then
 * on this browser has a cookie that goes to these pages only, and from no other page. Whether its person is still a manager,
 * and of what, is looked up with every page.
 */
export function createRecordRouter(options: RecordRouterOptions): Router {
  const { pages, passes, organization, clock, machineClock, timeZone, texts, guard } = options;
  const { prefixOf, readingIn, send } = pages;
  const paths = LOCALES.map((locale) => readingIn(locale).addressOf(RECORD_PATH, locale));

  function close(response: Response, because: Closed, locale: Locale): void {
    send(response, STATUS[because], renderClosed(because, readingIn(locale)), locale);
  }

  /** The cookie of every language's pages; without a key it is taken away. */
  function setCookies(response: Response, key: string | undefined): void {
    const age = key === undefined ? 0 : OPEN_MS / 1_000;
    const secure = options.isSecure ? '; Secure' : '';
    response.append(
      'Set-Cookie',
      paths.map(
        (path) => `${COOKIE}=${key ?? ''}; Path=${path}; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`,
      ),
    );
  }

  const toRecord = (response: Response, locale: Locale) =>
    response.set('Cache-Control', 'no-store').redirect(303, readingIn(locale).addressOf(RECORD_PATH, locale));

  /** What the browser has open; undefined if it has nothing open any more. */
  async function opened(request: HttpRequest): Promise<OpenPass | undefined> {
    const key = keyIn(request);
    return key === undefined ? undefined : passes.find(key, machineClock.now());
  }

  const show: Answer = async (request, response, locale) => {
    const pass = await opened(request);
    if (pass === undefined) return close(response, 'over', locale);
    const now = clock.now();
    const city = await organization.current();
    const person = await options.people.find(pass.person);
    const own = person?.roles.includes('manager') === true ? city.positionsOf(pass.person, now) : [];
    if (own.length === 0) return close(response, 'notYours', locale);
    const asked = Number(request.query['page'] ?? 1);
    const { all: count } = await options.cartables.countEach(own, { all: {} });
    const page = {
      positions: await Promise.all(
        own.map(async (code) => ({ code, figures: await recentFigures(options.histories, code, now) })),
      ),
      waiting: await lookUpPage(
        { count, asked: Number.isSafeInteger(asked) && asked > 0 ? asked - 1 : 0, size: A_PAGE },
        (part) => options.findPage({ places: own, selection: {}, ...part }),
      ),
      count,
      leftMs: pass.until.getTime() - machineClock.now().getTime(),
      speech: { organization: city, locale, now, timeZone, texts },
    };
    send(response, 200, renderRecordPage(page, readingIn(locale)), locale);
  };

  const showDoor: Answer = async (request, response, locale) => {
    const token = String(request.params['token']);
    const address = countedAddress(request.ip ?? '');
    if (!guard.mayTry(address)) return close(response, 'tooMany', locale);
    if (await passes.isWaiting(token, machineClock.now())) {
      return send(response, 200, renderDoor(token, readingIn(locale)), locale);
    }
    if ((await opened(request)) !== undefined) return toRecord(response, locale);
    guard.missed(address, token);
    return close(response, 'over', locale);
  };

  const open: Answer = async (request, response, locale) => {
    const token = String(request.params['token']);
    const address = countedAddress(request.ip ?? '');
    if (!guard.mayTry(address)) return close(response, 'tooMany', locale);
    const pass = await passes.open(token, machineClock.now());
    if (pass === undefined) {
      guard.missed(address, token);
      return close(response, 'over', locale);
    }
    await options.audit.record({
      at: clock.now(),
      bot: 'staff',
      person: pass.person,
      act: 'recordOpened',
      // A pass is opened once.
      updateId: pass.until.getTime(),
    });
    setCookies(response, pass.key);
    return toRecord(response, locale);
  };

  const end: Answer = async (request, response, locale) => {
    const key = keyIn(request);
    if (key !== undefined) await passes.end(key);
    setCookies(response, undefined);
    close(response, 'ended', locale);
  };

  const unlessAway = (answer: Answer, locale: Locale) => async (request: HttpRequest, response: Response) => {
    try {
      await answer(request, response, locale);
    } catch (error) {
      if (!options.isOutage(error)) throw error;
      options.logger.warn({ event: 'siteWithoutDatabase', error });
      response.set('Retry-After', '30');
      close(response, 'away', locale);
    }
  };

  const router = Router();
  const compressed = compression();
  for (const locale of LOCALES) {
    const path = `${prefixOf(locale)}${RECORD_PATH}`;
    router.get(path, compressed, unlessAway(show, locale));
    router.post(`${path}/end`, unlessAway(end, locale));
    router.get(`${path}/:token`, compressed, unlessAway(showDoor, locale));
    router.post(`${path}/:token`, unlessAway(open, locale));
  }
  return router;
}

/** The key in the cookie of a browser. */
function keyIn({ headers }: HttpRequest): string | undefined {
  return new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]+)`).exec(headers.cookie ?? '')?.[1];
}
