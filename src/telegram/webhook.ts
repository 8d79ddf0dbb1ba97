import { createHmac, timingSafeEqual } from 'node:crypto';
import { json, type Request, type Response, Router, urlencoded } from 'express';
import { z } from 'zod';
import { type Backoff, retryWithBackoff } from '../backoff.js';
import type { BotKey } from '../channel/bot.js';
import type { Capabilities } from '../channel/capabilities.js';
import { botsIn, ofBot, type PerBot } from '../channel/per-bot.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { ALLOWED_UPDATES } from '../mailbox/chat-of-update.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import { type OpenReply, openReply } from '../mailbox/update-reply.js';
import type { Api } from './api.js';
import { classifyFailure } from './errors.js';

/**
 * The secrets of one bot's webhook, derived from its token, so that every process has the same ones and
 * nobody else knows them.
 */
export interface WebhookSecrets {
  /** The part of the path that only Telegram knows. */
  readonly path: string;
  /** The value that Telegram repeats in its secret header. */
  readonly secret: string;
}

/** Derives the webhook secrets from a bot's token. */
export function webhookSecrets(token: string): WebhookSecrets {
  const derive = (use: string) => createHmac('sha256', token).update(`pasokh-137 ${use}`).digest('hex');
  return { path: derive('webhook path').slice(0, 32), secret: derive('webhook secret') };
}

/** Where a bot's updates are delivered on this server; the key of a bot may hold a colon. */
function webhookPath(bot: BotKey, secretPath: string): string {
  return `/webhook/${bot.replace(':', '/')}/${secretPath}`;
}

export interface WebhookOptions {
  /** The bots by key, with the token that their secrets are derived from. */
  readonly connections: PerBot<{ readonly token: string }>;
  readonly capabilities: PerBot<Pick<Capabilities, 'webhookSecret' | 'webhookBody' | 'takesCallsInAnswers'>>;
  readonly mailbox: Pick<Mailbox, 'receive'>;
  readonly logger: Logger;
}

/** Seconds after which Telegram may retry while the database cannot store an update. */
const RETRY_AFTER_SECONDS = 5;
const MOST_BODY = '1mb';
const updateSchema = z.looseObject({ update_id: z.int() });

/**
 * The endpoints `POST /webhook/<bot>/<path>` to which Telegram delivers updates. They answer 200 if the
 * update is stored (or was before), with a call in the body where the bot left one to it, 401 for a wrong secret, 400
 * for a body that is not an update, and 503 with `Retry-After` if the database cannot store it now. Bodies over 1 MB are
 * refused.
 */
export function createWebhookRouter({ connections, capabilities, mailbox, logger }: WebhookOptions): Router {
  const router = Router();
  for (const bot of botsIn(connections)) {
    const { path, secret } = webhookSecrets(ofBot(connections, bot).token);
    const { webhookSecret, webhookBody, takesCallsInAnswers: takesCalls } = ofBot(capabilities, bot);
    const replies = new Map<number, OpenReply>();
    router.post(
      webhookPath(bot, path),
      ...(webhookSecret === 'header' ? [checkSecret(secret)] : []),
      json({ limit: MOST_BODY }),
      ...(webhookBody === 'json' ? [] : [urlencoded({ extended: false, limit: MOST_BODY }), readForm]),
      async (request, response) => {
        const parsed = updateSchema.safeParse(request.body);
        if (!parsed.success) {
          response.status(400).end();
          return;
        }
        const { update_id: id } = parsed.data;
        // Whoever brings an update again while it is in hand gets the same answer.
        const reply = replies.get(id) ?? openReply();
        replies.set(id, reply);
        try {
          await mailbox.receive(bot, parsed.data, takesCalls ? { reply } : {});
          const riding = reply.close();
          if (riding === undefined) response.status(200).end();
          else response.status(200).json(riding);
        } catch (error) {
          logger.warn({ event: 'updateNotStored', bot, error });
          response.set('Retry-After', String(RETRY_AFTER_SECONDS)).status(503).end();
        } finally {
          replies.delete(id);
        }
      },
    );
  }
  return router;
}

export interface WebhookAddressOptions {
  readonly bot: BotKey;
  readonly api: Api;
  readonly token: string;
  /** Public HTTPS address of this server, without a slash at its end. */
  readonly publicUrl: string;
  /** The machine's clock, since pauses between attempts are real time. */
  readonly clock: Clock;
  readonly logger: Logger;
}

const BACKOFF: Backoff = { firstMs: 1_000, longestMs: 60_000 };

/**
 * Tells Telegram where to deliver a bot's updates; pending updates are kept. `start` resolves after the first
 * attempt; if Telegram does not answer, it is retried at growing intervals until it does.
 */
export function createWebhookAddress(options: WebhookAddressOptions): {
  start(): Promise<void>;
  /** Resolves once Telegram has taken the address, so that updates can come. */
  readonly opened: Promise<void>;
  stop(): Promise<void>;
} {
  const { bot, api, token, publicUrl, clock, logger } = options;
  const { path, secret } = webhookSecrets(token);
  const stopping = new AbortController();
  let retrying: Promise<unknown> = Promise.resolve();
  let markOpened = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    markOpened = resolve;
  });

  async function setWebhook(): Promise<void> {
    await api.setWebhook(
      `${publicUrl}${webhookPath(bot, path)}`,
      { secret_token: secret, allowed_updates: [...ALLOWED_UPDATES], max_connections: 40 },
      // grammY types its signal after a polyfill; the platform's own is what it calls at run time.
      stopping.signal as never,
    );
    markOpened();
  }

  function noteFailure(error: unknown): void {
    logger.warn({ event: 'webhookNotSet', bot, failure: classifyFailure(error).kind, error });
  }

  return {
    opened,
    async start() {
      try {
        await setWebhook();
      } catch (error) {
        noteFailure(error);
        retrying = retryWithBackoff({
          attempt: setWebhook,
          backoff: BACKOFF,
          failures: 1,
          onFailure: noteFailure,
          clock,
          signal: stopping.signal,
        });
      }
    },
    async stop() {
      stopping.abort();
      await retrying;
    },
  };
}

/** The fields of a form as values: whatever in them is JSON, and all of them in one field too (docs/bale.md, 3). */
function readForm(request: Request, _response: Response, next: () => void): void {
  if (request.is('application/x-www-form-urlencoded') !== false) {
    const fields = Object.entries<unknown>(request.body).map(([name, text]) => [name, readField(text)]);
    const [only] = fields;
    const isWhole = fields.length === 1 && updateSchema.safeParse(only?.[1]).success;
    request.body = isWhole ? only?.[1] : Object.fromEntries(fields);
  }
  next();
}

function readField(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function checkSecret(secret: string) {
  const expected = Buffer.from(secret);
  return (request: Request, response: Response, next: () => void) => {
    const given = Buffer.from(request.get('x-telegram-bot-api-secret-token') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) next();
    else response.status(401).end();
  };
}
