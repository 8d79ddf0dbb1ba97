import compression from 'compression';
import express, { type Request as HttpRequest, type Response, Router } from 'express';
import { assertNever } from '../../assert-never.js';
import type { Clock } from '../../clock.js';
import { LOCALES, type Locale } from '../../config.js';
import type { GuessingGuard } from '../../guards/guessing.js';
import type { Logger } from '../../logger.js';
import type { Speech } from '../../messages/wording.js';
import type { Organization } from '../../organization/organization.js';
import type { RequestService } from '../../requests/request-service.js';
import type { StoredRequest } from '../../requests/request-store.js';
import type { Texts } from '../../text/texts.js';
import { countedAddress } from '../reader-address.js';
import type { SitePages } from '../site-pages.js';
import { isOwnable, OWN_ACTS } from './own-act.js';
import { type OwnNews, renderClosedLink, renderOwnPage, type UnsentForm } from './own-page.js';
import type { PhotoTaker } from './photo-taker.js';
import type { RequestLinks } from './request-links.js';
import { readSentForm, type SentForm } from './sent-form.js';
import { createTakeForm, type TakeFormOptions } from './take-form.js';

export interface OwnRouterOptions extends Omit<TakeFormOptions, 'drawKey' | 'photos'> {
  readonly pages: SitePages;
  readonly links: RequestLinks;
  readonly requests: Pick<RequestService, 'find' | 'execute'>;
  readonly organization: { current(): Promise<Organization> };
  readonly texts: Texts;
  /** The city's clock. */
  readonly clock: Clock;
  readonly timeZone: string;
  /** Counts tokens that open nothing, by address. */
  readonly guard: GuessingGuard;
  /** Keeps photos that come with a form. */
  readonly photos: PhotoTaker;
  readonly random: (size: number) => Buffer;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

/** A request that a token opens, or why it opens none. */
type Opened = StoredRequest | 'old' | 'tooMany';
const MOST_BYTES = 64 * 1_024;
const KEY_BYTES = 12;
const STATUS = { old: 404, tooMany: 429, away: 503 } as const;
const RETRY_AFTER_S = { tooMany: 3_600, away: 30 } as const;

/**
 * `/r/<token>`: a request for whoever has its secret link, who can do there what its citizen can. The token is the only
 * right, and no browser sends it by itself: without cookies no other page can act in somebody's name.
 */
export function createOwnRouter(options: OwnRouterOptions): Router {
  const { pages, links, requests, organization, texts, clock, timeZone, guard, logger } = options;
  const { prefixOf, readingIn, send } = pages;
  const drawKey = () => options.random(KEY_BYTES).toString('base64url');
  const takeForm = createTakeForm({ ...options, drawKey });

  async function open(token: string, request: HttpRequest): Promise<Opened> {
    const address = countedAddress(request.ip ?? '');
    if (!guard.mayTry(address)) return 'tooMany';
    const code = links.codeOf(token);
    const stored = code === undefined ? undefined : await requests.find(code);
    if (stored !== undefined && links.isFor(token, stored.request) && isOwnable(stored.request))
      return stored;
    guard.missed(address, token);
    return 'old';
  }

  async function speechIn(locale: Locale): Promise<Speech> {
    return { organization: await organization.current(), locale, now: clock.now(), timeZone, texts };
  }

  function refuse(
    response: Response,
    because: keyof typeof STATUS,
    locale: Locale,
    unsent?: UnsentForm,
  ): void {
    if (because !== 'old') response.set('Retry-After', String(RETRY_AFTER_S[because]));
    send(response, STATUS[because], renderClosedLink(because, readingIn(locale), unsent), locale);
  }

  async function show(request: HttpRequest, response: Response, locale: Locale): Promise<void> {
    const token = String(request.params['token']);
    const stored = await open(token, request);
    if (typeof stored === 'string') return refuse(response, stored, locale);
    const act = OWN_ACTS.find((known) => known === request.query['done']);
    const news: OwnNews | undefined = act === undefined ? undefined : { kind: 'done', act };
    const page = { stored, speech: await speechIn(locale), token, key: drawKey(), news };
    send(response, 200, renderOwnPage(page, readingIn(locale)), locale);
  }

  async function answerForm(
    {
      stored,
      token,
      locale,
    }: { readonly stored: StoredRequest; readonly token: string; readonly locale: Locale },
    sent: SentForm,
    response: Response,
  ): Promise<void> {
    const taken = await takeForm({ request: stored.request, token, sent }, await speechIn(locale));
    const reading = readingIn(locale);
    switch (taken.kind) {
      case 'done':
        return response.redirect(303, `${reading.addressOf(`/r/${token}`, locale)}?done=${taken.act}`);
      case 'over':
        return send(response, 200, renderClosedLink('withdrawn', reading), locale);
      case 'shown': {
        const { kind: _kind, status, ...more } = taken;
        const now = (await requests.find(stored.request.code)) ?? stored;
        const page = { stored: now, speech: await speechIn(locale), token, key: drawKey(), ...more };
        return send(response, status, renderOwnPage(page, reading), locale);
      }
      default:
        return assertNever(taken);
    }
  }

  function refuseAway(error: unknown, response: Response, locale: Locale, unsent?: UnsentForm): void {
    logger.warn({ event: 'siteWithoutDatabase', error });
    refuse(response, 'away', locale, unsent);
  }

  /** Reads the body only once its link is known to open something, or to be shown again while the database is away. */
  async function take(request: HttpRequest, response: Response, locale: Locale): Promise<void> {
    const token = String(request.params['token']);
    const hasPhotos = Boolean(request.is('multipart/form-data'));
    let sent: SentForm | undefined = hasPhotos ? undefined : { fields: request.body ?? {}, photos: [] };
    try {
      const stored = await open(token, request);
      if (typeof stored === 'string') return refuse(response, stored, locale);
      const link = { stored, token, locale };
      if (sent !== undefined) return await answerForm(link, sent, response);
      await options.photos.withRoom(token, async (room) => {
        sent = await readSentForm(request, room);
        if (sent !== undefined) await answerForm(link, sent, response);
      });
    } catch (error) {
      if (!options.isOutage(error)) throw error;
      sent ??= await readSentForm(request, { isBusy: true });
      if (sent !== undefined) refuseAway(error, response, locale, { token, fields: sent.fields });
    }
  }

  const router = Router();
  const compressed = compression();
  const form = express.urlencoded({ extended: false, limit: MOST_BYTES });
  for (const locale of LOCALES) {
    const path = `${prefixOf(locale)}/r/:token`;
    router.get(path, compressed, async (request, response) => {
      try {
        await show(request, response, locale);
      } catch (error) {
        if (!options.isOutage(error)) throw error;
        refuseAway(error, response, locale);
      }
    });
    router.post(path, compressed, form, (request, response) => take(request, response, locale));
  }
  return router;
}
