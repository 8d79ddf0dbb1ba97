import type { Telegram } from 'telegraf';
import type { UserFromGetMe } from 'telegraf/types';
import type { Clock } from '../../../src/clock.js';
import type { Logger } from '../../../src/logger.js';
import { classifyFailure } from '../../../src/telegram/errors.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** Temporary failures. */
const PASSING: ReadonlySet<string> = new Set(['wait', 'retry', 'ambiguous']);

/**
 * Asks Telegram who the bot is, until it answers or `signal` aborts. Rejects with Telegram's answer if
 * waiting cannot help, for example with a wrong token.
 */
export async function getMeWithRetries(options: {
  readonly telegram: Telegram;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}): Promise<UserFromGetMe> {
  const { telegram, clock, logger, signal } = options;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await telegram.getMe();
    } catch (error) {
      const { kind } = classifyFailure(error);
      if (!PASSING.has(kind) || signal.aborted) throw error;
      logger.warn({ event: 'telegramNotThere', bot: 'staff', kind, pauseMs: pause });
      await clock.sleep(pause, signal);
    }
  }
}
