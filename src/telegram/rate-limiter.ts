import type { Pace } from '../channel/capabilities.js';
import type { Clock } from '../clock.js';

/** Time in which a bot sends nothing because Telegram wants it so. */
export interface Pause {
  readonly from: Date;
  readonly until: Date;
}

/**
 * The pace of one bot in one process. Whoever sends on his own account waits at it; whoever is told 429
 * tells it, and then the whole bot waits (docs/telegram.md, 4 and 5).
 */
export interface RateLimiter {
  /** Resolves when a message may go to that chat, and counts it; also resolves when `signal` aborts. */
  passBulk(chatId: number, signal?: AbortSignal): Promise<void>;
  /** Nothing of this bot goes for that many seconds. */
  pause(seconds: number): void;
  /** Counts a message that went to a chat without waiting here. */
  noteSent(chatId: number): void;
  /** The pause that is going on; pauses that follow one upon the other are one. */
  presentPause(): Pause | undefined;
  /** Milliseconds that the bot still has to wait after a 429; 0 when it need not. */
  pausedFor(): number;
}

/** Messages that a chat takes at once before the pace is kept: Telegram tolerates short bursts. */
const CHAT_BURST = 4;
/** The part of a second's messages that a bot may send at once: so few that no second sees more than 30. */
const BOT_BURST_SECONDS = 1 / 14;
/**
 * Milliseconds for which what went beyond the pace holds up what waits here: Telegram has taken it, and a rush of
 * replies must not cost the notices as many minutes as it was too large.
 */
const MOST_BEHIND_MS = 10_000;
/** Milliseconds between two pauses that are one, as when the first attempt after a pause is refused again. */
const BETWEEN_PAUSES_MS = 5_000;
/** Chats remembered before those that are idle are forgotten. */
const MOST_CHATS = 10_000;

/** A gate: `perSecond` messages a second over all chats, `perChatPerSecond` into one. */
export function createRateLimiter(options: Pace & { readonly clock: Clock }): RateLimiter {
  const { clock, perSecond, perChatPerSecond } = options;
  const ofBot = { interval: 1000 / perSecond, burst: Math.max(1, Math.floor(perSecond * BOT_BURST_SECONDS)) };
  const ofChat = { interval: 1000 / perChatPerSecond, burst: CHAT_BURST };
  const chats = new Map<number, number>();
  let bot = 0;
  let pausedFrom = 0;
  let pausedUntil = 0;
  let latest = 0;

  /** The present moment. Where the clock has gone back, what is waited for goes back with it. */
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

  /** When the next message may go, for a pace whose messages so far last until `busyUntil`. */
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
