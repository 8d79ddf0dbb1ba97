import type { Update } from 'grammy/types';
import { type Backoff, pauseAfterFailures } from '../backoff.js';
import type { BotKey } from '../channel/bot.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { ALLOWED_UPDATES, chatOf } from '../mailbox/chat-of-update.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { Api } from './api.js';
import { classifyFailure } from './errors.js';

export interface PollingOptions {
  readonly bot: BotKey;
  readonly api: Api;
  readonly mailbox: Pick<Mailbox, 'receive'>;
  /** The machine's clock, since pauses between attempts are real time. */
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Long polling: brings the updates of one bot to the mailbox. */
export interface Polling {
  /** Removes a webhook, keeps pending updates, and starts polling. */
  start(): Promise<void>;
  /** Resolves once Telegram has answered, so that updates can come. */
  readonly opened: Promise<void>;
  stop(): Promise<void>;
}

const BACKOFF: Backoff = { firstMs: 500, longestMs: 30_000 };
const LONG_POLL_SECONDS = 50;
const BATCH = 100;
/** Milliseconds from one question to the next where there was nothing. */
const LEAST_BETWEEN_MS = 1_000;
/** Milliseconds within which a batch is stored: whatever comes next waits for the slowest of it. */
const STORED_WITHIN_MS = 500;

/**
 * Polls for one bot. A batch is stored in the mailbox before its offset is confirmed, so that each update is
 * received at least once; the mailbox turns that into exactly once (docs/design.md, 4). While the database or
 * Telegram is unavailable it pauses, longer each time, and resumes by itself.
 */
export function createPolling(options: PollingOptions): Polling {
  const { bot, api, mailbox, clock, logger } = options;
  const stopping = new AbortController();
  let markOpened = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    markOpened = resolve;
  });
  let running: Promise<void> = Promise.resolve();

  async function poll(): Promise<void> {
    let offset = 0;
    let failures = 0;
    let isPrepared = false;
    // grammY types its signal after a polyfill; the platform's own is what it calls at run time.
    const signal = stopping.signal as never;
    while (!stopping.signal.aborted) {
      try {
        if (!isPrepared) {
          await api.deleteWebhook({}, signal);
          isPrepared = true;
          markOpened();
        }
        const askedAt = clock.now().getTime();
        const updates = await api.getUpdates(
          { offset, timeout: LONG_POLL_SECONDS, limit: BATCH, allowed_updates: [...ALLOWED_UPDATES] },
          signal,
        );
        await store(updates);
        await waitAfterNothing(updates, askedAt);
        offset = (updates.at(-1)?.update_id ?? offset - 1) + 1;
        failures = 0;
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        await clock.sleep(pauseAfter(error, failures), stopping.signal);
      }
    }
  }

  /** A server that does not wait for updates is not asked again at once: Bale does not say whether it waits. */
  async function waitAfterNothing(updates: readonly Update[], askedAt: number): Promise<void> {
    const waited = clock.now().getTime() - askedAt;
    if (updates.length > 0 || waited >= LEAST_BETWEEN_MS) return;
    await clock.sleep(LEAST_BETWEEN_MS - waited, stopping.signal);
  }

  /** Stores a batch: the updates of a chat in order, different chats in parallel. */
  async function store(updates: readonly Update[]): Promise<void> {
    const storedBy = clock.now().getTime() + STORED_WITHIN_MS;
    const lastOfChat = new Map<number | undefined, Promise<unknown>>();
    for (const update of updates) {
      const chat = chatOf(update);
      const before = lastOfChat.get(chat) ?? Promise.resolve();
      lastOfChat.set(
        chat,
        before.then(() =>
          mailbox.receive(bot, update, { storedWithinMs: Math.max(0, storedBy - clock.now().getTime()) }),
        ),
      );
    }
    const results = await Promise.allSettled(lastOfChat.values());
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }

  function pauseAfter(error: unknown, failures: number): number {
    const failure = classifyFailure(error);
    if (failure.kind === 'wait') return failure.seconds * 1000;
    const pause = pauseAfterFailures(failures, BACKOFF);
    logger.warn({ event: 'pollingPaused', bot, failure: failure.kind, pauseMs: pause, error });
    return pause;
  }

  return {
    opened,
    async start() {
      running = poll();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
