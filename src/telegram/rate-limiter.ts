import type { Pace } from '../channel/capabilities.js';
import type { Clock } from '../clock.js';

/** A time in which a bot sends nothing because Telegram demands it. */
export interface Pause {
  readonly from: Date;
  readonly until: Date;
}

/**
 * The pace of one bot in one process. Deliveries wait for it; a caller that receives a 429 reports it, and
 * then the whole bot waits (docs/telegram.md, 4 and 5).
 */
export interface RateLimiter {
  /** Resolves when a message to that chat may be sent, and counts it; also resolves when `signal` aborts. */
  passBulk(chatId: number, signal?: AbortSignal): Promise<void>;
  /** This bot sends nothing for this many seconds. */
  pause(seconds: number): void;
  /** Counts a message that was sent to a chat without waiting here. */
  noteSent(chatId: number): void;
  /** The current pause; consecutive pauses count as one. */
  presentPause(): Pause | undefined;
  /** Milliseconds that the bot still has to wait after a 429; 0 if none. */
  pausedFor(): number;
}

/** How many messages a chat takes at once before the pace applies: Telegram tolerates short bursts. */
const CHAT_BURST = 4;
/** The share of a second's messages that a bot may send at once: so small that no second has more than 30. */
const BOT_BURST_SECONDS = 1 / 14;
/**
 * How long, in milliseconds, messages beyond the pace can delay the deliveries that wait here: Telegram has
 * already accepted them, and a rush of replies must not delay the notices in proportion to its size.
 */
const MOST_BEHIND_MS = 10_000;
/**
 * Pauses closer together than this many milliseconds are one, as when the first attempt after a pause is
 * refused again.
 */
const BETWEEN_PAUSES_MS = 5_000;
/** How many chats are remembered before idle ones are forgotten. */
const MOST_CHATS = 10_000;

/** A rate limiter: `perSecond` messages a second over all chats, `perChatPerSecond` into one. */
export function createRateLimiter(options: Pace & { readonly clock: Clock }): RateLimiter {
  const { clock, perSecond, perChatPerSecond } = options;
  const ofBot = { interval: 1000 / perSecond, burst: Math.max(1, Math.floor(perSecond * BOT_BURST_SECONDS)) };
  const ofChat = { interval: 1000 / perChatPerSecond, burst: CHAT_BURST };
  const chats = new Map<number, number>();
  let bot = 0;
  let pausedFrom = 0;
  let pausedUntil = 0;
  let latest = 0;

  /** The current moment. If the clock has been set back, the waiting times move back with it. */
  function present(): number {
    const now = clock.now().getTime();
    const back = latest - now;
    latest = now;
    if (back <= 0) return now;
    bot -= back;
    pausedFrom -= back;
    pausedUntil -= back;
    for (const [chatId, busyUntil] of chats) chats.set(chatId, busyUntil - back);
    return now;
  }

  /** When the next message may be sent, at a pace whose messages so far last until `busyUntil`. */
  function freeAt(busyUntil: number, pace: { interval: number; burst: number }): number {
    return busyUntil - (pace.burst - 1) * pace.interval;
  }

  /** Until when the messages of a pace last after one more. */
  function afterOneMore(busyUntil: number, { interval }: { interval: number }, now: number): number {
    return Math.min(Math.max(busyUntil, now) + interval, now + MOST_BEHIND_MS);
  }

  function count(chatId: number): void {
    const now = present();
    bot = afterOneMore(bot, ofBot, now);
    chats.set(chatId, afterOneMore(chats.get(chatId) ?? 0, ofChat, now));
    if (chats.size > MOST_CHATS) forgetIdle(now);
  }

  function forgetIdle(now: number): void {
    for (const [chatId, busyUntil] of chats) if (busyUntil <= now) chats.delete(chatId);
  }

  function pausedFor(): number {
    const now = present();
    return Math.max(0, pausedUntil - now);
  }

  return {
    async passBulk(chatId, signal) {
      while (signal?.aborted !== true) {
        const now = present();
        const at = Math.max(pausedUntil, freeAt(bot, ofBot), freeAt(chats.get(chatId) ?? 0, ofChat));
        const wait = at - now;
        if (wait <= 0) return count(chatId);
        await clock.sleep(wait, signal);
      }
    },
    pause(seconds) {
      const now = present();
      if (now > pausedUntil + BETWEEN_PAUSES_MS) pausedFrom = now;
      pausedUntil = Math.max(pausedUntil, now + seconds * 1000);
    },
    presentPause() {
      return pausedFor() > 0 ? { from: new Date(pausedFrom), until: new Date(pausedUntil) } : undefined;
    },
    noteSent: count,
    pausedFor,
  };
}
