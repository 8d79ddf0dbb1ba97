import compression from 'compression';
import express, { type Request as HttpRequest, type Response, Router } from 'express';
import { assertNever } from '../../assert-never.js';
import type { Clock } from '../../clock.js';
import { LOCALES, type Locale } from '../../config.js';
import type { GuessingGuard } from '../../guards/guessing.js';
import type { Logger } from '../../logger.js';
import { renderWarning } from '../../messages/danger-warning.js';
import type { Speech } from '../../messages/wording.js';
import type { Organization } from '../../organization/organization.js';
import type { RequestEvent } from '../../requests/lifecycle/events.js';
import type { Request } from '../../requests/lifecycle/request.js';
import type { CommandResult, RequestService } from '../../requests/request-service.js';
import type { StoredRequest } from '../../requests/request-store.js';
import type { Texts } from '../../text/texts.js';
import { countedAddress } from '../reader-address.js';
import type { SitePages } from '../site-pages.js';
import { isOwnable, OWN_ACTS, type OwnAct, type ReadForm, readForm } from './own-act.js';
import { type OwnNews, renderClosedLink, renderOwnPage, type UnsentForm } from './own-page.js';
import type { RequestLinks } from './request-links.js';

export interface OwnRouterOptions {
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
  /** The citizen has judged an answer: what still waited to be told by phone is known. */
  readonly onJudged: (request: Request, event: RequestEvent) => Promise<void>;
  readonly random: (size: number) => Buffer;
  readonly logger: Logger;
  /** True for an error that says that the database is away for a while. */
  readonly isOutage: (error: unknown) => boolean;
}

/** A request that a token opens, or why it opens none. */
type Opened = StoredRequest | 'old' | 'tooMany';
/** What came of a form: it is done, and with it the link if it was withdrawn; or the page is shown with what is to be said. */
type Taken =
  | { readonly kind: 'done'; readonly act: OwnAct }
  | { readonly kind: 'over' }
  | {
      readonly kind: 'shown';
      readonly status: number;
      readonly news?: OwnNews;
      readonly warning?: string | undefined;
    };
type SoundForm = Extract<ReadForm, { ok: true }>;

const MOST_BYTES = 64 * 1_024;
const KEY_BYTES = 12;
const KEY = /^[A-Za-z0-9_-]{16}$/;
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

  async function take(request: HttpRequest, response: Response, locale: Locale): Promise<void> {
    const token = String(request.params['token']);
    const stored = await open(token, request);
    if (typeof stored === 'string') return refuse(response, stored, locale);
    const taken = await takeForm(stored, request.body ?? {}, await speechIn(locale));
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

  async function takeForm(
    { request }: StoredRequest,
    sent: Readonly<Record<string, unknown>>,
    speech: Speech,
  ): Promise<Taken> {
    const form = readForm(sent);
    if (!form.ok) {
      return { kind: 'shown', status: 400, news: notTaken(form.because, sent['act'], sent['words']) };
    }
    const { act, words } = form;
    const heard = speech.organization.understanding.findDanger(words);
    const warning = heard.kind === 'none' ? undefined : renderWarning(heard, speech);
    // Of these nothing is kept (docs/design.md, 10): whoever wrote it is told whom to call.
    if (heard.kind === 'selfHarm' || heard.kind === 'violence')
      return { kind: 'shown', status: 200, warning };
    const outcome = await carryOut(request, form, sent['key']);
    if (!outcome.ok) {
      return { kind: 'shown', status: 409, news: notTaken(outcome.refusal.code, act, words), warning };
    }
    if (act === 'withdraw') return { kind: 'over' };
    if (warning === undefined) return { kind: 'done', act };
    return { kind: 'shown', status: 200, news: { kind: 'done', act }, warning };
  }

  async function carryOut(
    { code, citizen }: Request,
    { command }: SoundForm,
    key: unknown,
  ): Promise<CommandResult> {
    const named = typeof key === 'string' && KEY.test(key) ? key : drawKey();
    const actor = { kind: 'citizen', citizen } as const;
    const outcome = await requests.execute(code, { command, actor, commandId: `link:${named}` });
    const judged = outcome.ok ? outcome.events.find(isJudgement) : undefined;
    if (outcome.ok && judged !== undefined) await options.onJudged(outcome.request, judged);
    return outcome;
  }

  const router = Router();
  const compressed = compression();
  const form = express.urlencoded({ extended: false, limit: MOST_BYTES });
  for (const locale of LOCALES) {
    const path = `${prefixOf(locale)}/r/:token`;
    const unlessAway =
      (answer: (request: HttpRequest, response: Response, locale: Locale) => Promise<void>) =>
      async (request: HttpRequest, response: Response) => {
        try {
          await answer(request, response, locale);
        } catch (error) {
          if (!options.isOutage(error)) throw error;
          logger.warn({ event: 'siteWithoutDatabase', error });
          const { body } = request;
          const token = String(request.params['token']);
          const unsent = body === undefined ? undefined : { token, fields: body };
          refuse(response, 'away', locale, unsent);
        }
      };
    router.get(path, compressed, unlessAway(show));
    router.post(path, compressed, form, unlessAway(take));
  }
  return router;
}

function isJudgement({ type }: RequestEvent): boolean {
  return type === 'rated' || type === 'objected';
}

function notTaken(
  because: Extract<OwnNews, { kind: 'notTaken' }>['because'],
  act: unknown,
  words: unknown,
): OwnNews {
  return {
    kind: 'notTaken',
    because,
    act: OWN_ACTS.find((known) => known === act),
    words: typeof words === 'string' ? words : '',
  };
}
