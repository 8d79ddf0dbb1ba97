import { pauseAfterFailures } from '../../backoff.js';
import type { BotRole } from '../../channel/bot.js';
import type { Clock } from '../../clock.js';
import type { Logger } from '../../logger.js';
import type { Faults } from '../faults.js';
import type { MessengerRules } from '../rules.js';
import type { QueuedUpdate, Webhook } from '../state.js';
import { BOT_NAMES } from '../state.js';
import type { Statistics } from '../statistics.js';
import type { Store } from '../store.js';
import { createPoster, type Poster, type PostResult } from './poster.js';

const RESPONSE_TIMEOUT_MS = 60_000;
const LONGEST_RETRY_AFTER_SECONDS = 3600;

/** The last thing that went wrong, for `getWebhookInfo`. */
export interface DeliveryError {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly message: string;
}

/** Hands updates to bots that have set a webhook. */
export interface WebhookDelivery {
  lastError(bot: BotRole): DeliveryError | undefined;
  start(): void;
  /** Ends waits for a next try and open connections; what was not confirmed stays pending. */
  stop(): void;
}

interface Session {
  readonly webhook: Webhook;
  readonly poster: Poster;
  readonly end: AbortController;
  readonly busyQueues: Set<string>;
}

/**
 * Delivers with Telegram's rules (docs/telegram.md, 1 and 2): one update at a time in each
 * queue, the queues side by side; anything but a 2xx is tried again at once, then after 2, 4, 8… seconds
 * up to one or two minutes, or when the bot's `Retry-After` says, until the update expires. A method call
 * in the body of a 2xx is given to `runMethod`.
 */
export function createWebhookDelivery(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly faults: Faults;
  readonly statistics: Statistics;
  readonly logger: Logger;
  readonly rules: MessengerRules;
  readonly runMethod: (bot: BotRole, body: unknown) => Promise<void>;
}): WebhookDelivery {
  const { store, clock, random, faults, statistics, logger, rules, runMethod } = options;
  const sessions = new Map<BotRole, Session>();
  const errors = new Map<BotRole, DeliveryError>();
  let unsubscribe = () => {};

  function follow(bot: BotRole): void {
    const { webhook } = store.state.bots[bot].settings;
    const current = sessions.get(bot);
    if (current && webhook === current.webhook) {
      pump(bot);
      return;
    }
    if (current) endSession(current);
    sessions.delete(bot);
    errors.delete(bot);
    if (!webhook) return;
    sessions.set(bot, {
      webhook,
      poster: createPoster({ maxConnections: webhook.maxConnections, timeoutMs: RESPONSE_TIMEOUT_MS }),
      end: new AbortController(),
      busyQueues: new Set(),
    });
    pump(bot);
  }

  function pump(bot: BotRole): void {
    const session = sessions.get(bot);
    if (!session) return;
    for (const queued of store.state.bots[bot].pending.values()) {
      if (session.busyQueues.has(queued.queue)) continue;
      session.busyQueues.add(queued.queue);
      deliver(bot, session, queued)
        .catch((error: unknown) => logger.error({ event: 'simulated delivery failed', error }))
        .finally(() => {
          session.busyQueues.delete(queued.queue);
          if (!session.end.signal.aborted) pump(bot);
        });
    }
  }

  async function deliver(bot: BotRole, session: Session, queued: QueuedUpdate): Promise<void> {
    const { signal } = session.end;
    const id = queued.update.update_id;
    const gone = () => store.commit({ type: 'updatesGone', bot, ids: [id] });
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      if (!store.state.bots[bot].pending.has(id)) return;
      if (queued.expiresAt <= clock.now().getTime()) return gone();
      statistics.delivered(attempt);
      const result = await post(bot, session, queued);
      if (signal.aborted && result.failure !== undefined) return;
      if (result.failure === undefined) {
        gone();
        await runReply(bot, result.result);
        return;
      }
      errors.set(bot, { at: clock.now().getTime(), message: result.failure });
      await clock.sleep(delayMs(attempt, result.result), signal);
    }
  }

  async function post(
    bot: BotRole,
    { webhook, poster }: Session,
    { update, personId }: QueuedUpdate,
  ): Promise<{ readonly failure?: string; readonly result?: PostResult }> {
    const headers = webhook.secretToken
      ? { 'X-Telegram-Bot-Api-Secret-Token': webhook.secretToken }
      : undefined;
    const send = () => poster.post(webhook.url, { update, format: rules.webhookBody() }, headers ?? {});
    const isDoubled = faults.take(['duplicateUpdate'], { bot, chatId: personId }) !== undefined;
    const twin = isDoubled ? send().catch(() => undefined) : undefined;
    if (isDoubled) statistics.delivered(2);
    try {
      const result = await send();
      await twin;
      if (result.status >= 200 && result.status < 300) return { result };
      const failure = `Wrong response from the webhook: ${result.status} ${result.statusText}`.trim();
      return { failure, result };
    } catch (error) {
      return { failure: describeFailure(error) };
    }
  }

  async function runReply(bot: BotRole, result: PostResult | undefined): Promise<void> {
    if (!result?.body.startsWith('{')) return;
    try {
      await runMethod(bot, JSON.parse(result.body));
    } catch (error) {
      logger.warn({ event: 'method in a webhook answer failed', bot, error });
    }
  }

  function delayMs(attempt: number, result: PostResult | undefined): number {
    const asked = Number(result?.retryAfter ?? Number.NaN);
    if (asked >= 0) return Math.min(asked, LONGEST_RETRY_AFTER_SECONDS) * 1000;
    if (attempt === 1) return 0;
    return pauseAfterFailures(attempt - 1, { firstMs: 2_000, longestMs: 60_000 + random() * 60_000 });
  }

  return {
    lastError: (bot) => errors.get(bot),
    start() {
      unsubscribe = store.subscribe((change) => {
        if (change.type === 'bot') follow(change.bot);
        else if (change.type === 'update') pump(change.bot);
      });
      for (const bot of BOT_NAMES) follow(bot);
    },
    stop() {
      unsubscribe();
      for (const session of sessions.values()) endSession(session);
      sessions.clear();
    },
  };
}

function endSession(session: Session): void {
  session.end.abort();
  session.poster.close();
}

function describeFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return 'Connection refused';
  if (code === 'ECONNRESET') return 'Connection reset by peer';
  return error instanceof Error ? error.message : 'Connection failed';
}
