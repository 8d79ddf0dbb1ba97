import type { Telegram } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import { type Backoff, retryWithBackoff } from '../../../src/backoff.js';
import type { BotKey } from '../../../src/channel/bot.js';
import type { Clock } from '../../../src/clock.js';
import type { Logger } from '../../../src/logger.js';
import { classifyFailure } from '../../../src/telegram/errors.js';

const BACKOFF: Backoff = { firstMs: 1_000, longestMs: 60_000 };
/** Temporary failures. */
const PASSING: ReadonlySet<string> = new Set(['wait', 'retry', 'ambiguous']);

/**
 * Asks Telegram who the bot is, until it answers. Rejects once `signal` aborts, or with Telegram's answer if
 * waiting cannot help, for example with a wrong token.
 */
export async function getMeWithRetries(options: {
  readonly telegram: Telegram;
  readonly bot: BotKey;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}): Promise<UserFromGetMe> {
  const { telegram, bot, clock, logger, signal } = options;
  const me = await retryWithBackoff({
    attempt: () => telegram.getMe(),
    backoff: BACKOFF,
    onFailure: (error, pauseMs) => {
      const { kind } = classifyFailure(error);
      if (!PASSING.has(kind) || signal.aborted) throw error;
      logger.warn({ event: 'telegramNotThere', bot, kind, pauseMs });
    },
    clock,
    signal,
  });
  if (me === undefined) throw signal.reason;
  return me;
}
