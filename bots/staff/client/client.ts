import { Telegram } from 'telegraf';
import type { Dialect } from '../../../src/channel/dialect.js';
import type { Clock } from '../../../src/clock.js';
import { ANSWER_SECONDS } from '../../../src/telegram/api.js';
import { createBotApiCalls } from '../../../src/telegram/bot-api-calls.js';
import { stylingTelegraf } from '../../../src/telegram/button-styles.js';
import { directTelegraf } from '../../../src/telegram/direct-calls.js';
import type { RateLimiter } from '../../../src/telegram/rate-limiter.js';
import { retryingTelegraf } from '../../../src/telegram/retry-on-429.js';
import { speakTelegraf } from '../../../src/telegram/speak-dialect.js';

type CallOptions = Parameters<Telegram['callApi']>[2];

/** Telegraf's client of the Bot API, respecting 429. `apiRoot` has no slash at its end. */
export function createClient(options: {
  readonly token: string;
  readonly apiRoot: string;
  readonly dialect?: Dialect | undefined;
  readonly rateLimiter: RateLimiter;
  readonly clock: Clock;
  /** Buttons get their colours; absent: they have none. */
  readonly buttonStyles?: boolean;
}): Telegram {
  // Telegraf resolves methods against the root as a URL, and would drop the part after the last slash.
  const telegram = new Telegram(options.token, { apiRoot: `${options.apiRoot}/`, webhookReply: false });
  const upload = telegram.callApi.bind(telegram);
  telegram.callApi = (method, payload, callOptions) => {
    // Telegraf types its signal after a polyfill; the platform's own is what it calls at run time.
    const limit = { signal: AbortSignal.timeout(ANSWER_SECONDS * 1000) } as unknown as CallOptions;
    return upload(method, payload, { ...limit, ...callOptions });
  };
  directTelegraf(telegram, createBotApiCalls({ ...options, timeoutSeconds: ANSWER_SECONDS }));
  if (options.dialect !== undefined) speakTelegraf(telegram, options.dialect);
  retryingTelegraf(telegram, options.rateLimiter, options.clock);
  if (options.buttonStyles === true) stylingTelegraf(telegram);
  return telegram;
}
