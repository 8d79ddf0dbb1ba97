import type { Transformer } from 'grammy';
import { type Telegram, TelegramError } from 'telegraf';
import type { Clock } from '../clock.js';
import { classifyFailure } from './errors.js';
import type { RateLimiter } from './rate-limiter.js';

/** How long a reply to a person may wait for Telegram in total; beyond that, the update is retried. */
const MOST_PATIENCE_MS = 20_000;

/**
 * Calls that are not messages to a person and wait in their own way. Telegram limits those about the bot's
 * profile by themselves and for long: what it says to one of them is no reason to let people wait.
 */
const IMPATIENT_METHODS: ReadonlySet<string> = new Set([
  'getUpdates',
  ...['Commands', 'Description', 'ShortDescription', 'Name'].flatMap((what) => [
    `setMy${what}`,
    `getMy${what}`,
  ]),
  'deleteMyCommands',
]);

/**
 * Makes the calls of a grammY bot respect Telegram's 429: each call waits while the bot is paused and is
 * repeated after a 429, for at most 20 seconds in total. A call that would have to wait longer is not made
 * and fails as if Telegram had answered 429 again. Nothing else is repeated, least of all a call whose answer
 * was lost.
 */
export function retryingGrammy(rateLimiter: RateLimiter, clock: Clock): Transformer {
  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one retry loop with a guard for each way out.
  return async (previous, method, payload, signal) => {
    if (IMPATIENT_METHODS.has(method)) return previous(method, payload, signal);
    const patience = startRetries(rateLimiter, clock);
    for (;;) {
      const refusal = await patience.waitForGate();
      if (refusal !== undefined) return refusal;
      const answer = await previous(method, payload, signal);
      if (answer.ok) noteSent(rateLimiter, method, payload);
      if (answer.ok || answer.error_code !== 429) return answer;
      if (!patience.outlasts(answer.parameters?.retry_after ?? 1)) return answer;
    }
  };
}

/** The same for a Telegraf bot: replaces the `callApi` of its `telegram`. */
export function retryingTelegraf(telegram: Telegram, rateLimiter: RateLimiter, clock: Clock): void {
  const callApi = telegram.callApi.bind(telegram);
  const patient: Telegram['callApi'] = async (method, payload, options) => {
    if (IMPATIENT_METHODS.has(method)) return callApi(method, payload, options);
    const patience = startRetries(rateLimiter, clock);
    for (;;) {
      const refusal = await patience.waitForGate();
      if (refusal !== undefined) throw new TelegramError(refusal, { method, payload });
      try {
        const result = await callApi(method, payload, options);
        noteSent(rateLimiter, method, payload);
        return result;
      } catch (error) {
        const failure = classifyFailure(error);
        if (failure.kind !== 'wait' || !patience.outlasts(failure.seconds)) throw error;
      }
    }
  };
  telegram.callApi = patient;
}

function startRetries(rateLimiter: RateLimiter, clock: Clock) {
  const endsAt = clock.now().getTime() + MOST_PATIENCE_MS;
  return {
    /** Waits while the bot is paused; resolves to a refusal instead if the wait would be too long. */
    async waitForGate(): Promise<Refusal | undefined> {
      for (;;) {
        const pause = rateLimiter.pausedFor();
        if (pause === 0) return undefined;
        if (clock.now().getTime() + pause > endsAt) return tooManyRequests(Math.ceil(pause / 1000));
        await clock.sleep(pause);
      }
    },
    /** Reports a 429 to the rate limiter; false if the wait would be too long. */
    outlasts(seconds: number): boolean {
      rateLimiter.pause(seconds);
      return clock.now().getTime() + seconds * 1000 <= endsAt;
    },
  };
}

type Refusal = ReturnType<typeof tooManyRequests>;

/** Telegram's answer to a call that comes too early (docs/telegram.md, 5). */
function tooManyRequests(seconds: number) {
  return {
    ok: false as const,
    error_code: 429,
    description: `Too Many Requests: retry after ${seconds}`,
    parameters: { retry_after: seconds },
  };
}

/** Counts what a call has sent to a chat; each item of an album counts. */
function noteSent(rateLimiter: RateLimiter, method: string, payload: unknown): void {
  if (!method.startsWith('send') || method === 'sendChatAction') return;
  if (typeof payload !== 'object' || payload === null || !('chat_id' in payload)) return;
  const chatId = Number(payload.chat_id);
  if (!Number.isSafeInteger(chatId)) return;
  const items = 'media' in payload && Array.isArray(payload.media) ? payload.media.length : 1;
  for (let item = 0; item < items; item += 1) rateLimiter.noteSent(chatId);
}
