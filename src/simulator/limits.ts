import type { BotRole } from '../channel/bot.js';
import type { Clock } from '../clock.js';

/**
 * How much a bot may send before Telegram answers 429 (docs/telegram.md, 4: the real numbers are not published), and
 * how much of it stays.
 */
export interface SimulatorLimits {
  /** Messages a second of one bot, over all chats. */
  readonly botPerSecond: number;
  /** Messages a bot may send at once after a pause. */
  readonly botBurst: number;
  /** Messages a second into one chat. */
  readonly chatPerSecond: number;
  /** Messages a chat takes at once after a pause. */
  readonly chatBurst: number;
  /** How many messages a chat keeps; the newest stay. */
  readonly messagesKept: number;
}

export const DEFAULT_LIMITS: SimulatorLimits = {
  botPerSecond: 30,
  botBurst: 30,
  chatPerSecond: 1,
  chatBurst: 20,
  messagesKept: 500,
};

/** Counts what a bot sends. */
export interface SendLimits {
  /**
   * Counts `messages` that a bot sends into a chat. Returns 0, or the whole seconds to wait when that is
   * too much; then nothing was counted.
   */
  take(bot: BotRole, chatId: number, messages: number): number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets by bot and by chat that refill with the clock. */
export function createSendLimits(options: {
  readonly clock: Clock;
  readonly limits: SimulatorLimits;
}): SendLimits {
  const { clock, limits } = options;
  const buckets = new Map<string, Bucket>();

  function fill(key: string, perSecond: number, burst: number): Bucket {
    const now = clock.now().getTime();
    const bucket = buckets.get(key) ?? { tokens: burst, filledAt: now };
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    buckets.set(key, bucket);
    return bucket;
  }

  return {
    take(bot, chatId, messages) {
      const ofChat = fill(`${bot}:${chatId}`, limits.chatPerSecond, limits.chatBurst);
      const ofBot = fill(bot, limits.botPerSecond, limits.botBurst);
      const missing = Math.max(
        (messages - ofChat.tokens) / limits.chatPerSecond,
        (messages - ofBot.tokens) / limits.botPerSecond,
      );
      if (missing > 0) return Math.ceil(missing);
      ofChat.tokens -= messages;
      ofBot.tokens -= messages;
      return 0;
    },
  };
}
