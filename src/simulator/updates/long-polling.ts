import { isDeepStrictEqual } from 'node:util';
import type { BotRole } from '../../channel/bot.js';
import type { Clock } from '../../clock.js';
import { ApiError } from '../bot-api/errors.js';
import type { Faults } from '../faults.js';
import type { MessengerRules } from '../rules.js';
import type { QueuedUpdate } from '../state.js';
import type { Statistics } from '../statistics.js';
import type { Store } from '../store.js';
import type { WireUpdate } from '../wire.js';

const MOST_UPDATES = 100;
/** An offset further ahead than this is taken for a mistake and ignored. */
const FARTHEST_OFFSET = 10;

interface GetUpdatesOptions {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Seconds to wait for a first update. */
  readonly timeout?: number | undefined;
  readonly allowedUpdates?: readonly string[] | undefined;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** `getUpdates` for both bots, with the rules of docs/telegram.md, 3. */
export interface LongPolling {
  /** Confirms what is below the offset and returns the next updates. Throws `ApiError` 409. */
  getUpdates(bot: BotRole, options: GetUpdatesOptions): Promise<readonly WireUpdate[]>;
  /** Ends a waiting poll of `bot` with 409 and this description. */
  terminate(bot: BotRole, description: string): void;
  /** Ends all waiting polls with no updates, for good. */
  stop(): void;
}

interface Waiting {
  readonly wake: AbortController;
  error?: ApiError;
}

const OTHER_POLL =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** Updates by chats, the one that wrote last first; those of one chat stay in order. */
function lastChatFirst(updates: readonly QueuedUpdate[]): readonly QueuedUpdate[] {
  const chats = new Set(updates.map(({ personId }) => personId));
  return [...chats].reverse().flatMap((chat) => updates.filter(({ personId }) => personId === chat));
}

export function createLongPolling(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly statistics: Statistics;
  readonly rules: MessengerRules;
}): LongPolling {
  const { store, clock, faults, statistics, rules } = options;
  const waiting = new Map<BotRole, Waiting>();
  /** How often each pending update was handed out. */
  const handedOut = new Map<WireUpdate, number>();
  /** Updates that a fault makes Telegram send once more after they were confirmed. */
  const toRepeat = new Set<number>();
  let stopped = false;

  const unsubscribe = store.subscribe((change) => {
    if (change.type === 'update') waiting.get(change.bot)?.wake.abort();
  });

  function confirm(bot: BotRole, offset: number | undefined): readonly QueuedUpdate[] {
    const { pending, lastUpdateId } = store.state.bots[bot];
    if (offset === undefined || offset === 0 || offset > lastUpdateId + 1 + FARTHEST_OFFSET) return [];
    const ids = [...pending.keys()];
    const confirmed = offset < 0 ? ids.slice(0, offset) : ids.filter((id) => id < offset);
    const repeated = confirmed.filter((id) => toRepeat.delete(id));
    const gone = confirmed.filter((id) => !repeated.includes(id));
    for (const id of gone) {
      const queued = pending.get(id);
      if (queued) handedOut.delete(queued.update);
    }
    if (gone.length > 0) store.commit({ type: 'updatesGone', bot, ids: gone });
    return repeated.flatMap((id) => pending.get(id) ?? []);
  }

  /** Forgets updates that nobody fetched in time, as Telegram does. */
  function dropExpired(bot: BotRole): void {
    const now = clock.now().getTime();
    const expired = [...store.state.bots[bot].pending.values()].filter(({ expiresAt }) => expiresAt <= now);
    if (expired.length === 0) return;
    store.commit({ type: 'updatesGone', bot, ids: expired.map(({ update }) => update.update_id) });
  }

  function batch(bot: BotRole, limit: number): readonly WireUpdate[] {
    dropExpired(bot);
    const queued = [...store.state.bots[bot].pending.values()].slice(0, limit);
    const isOfSeveral = new Set(queued.map(({ personId }) => personId)).size > 1;
    const taken = isOfSeveral && faults.take(['disorder'], { bot }) ? lastChatFirst(queued) : queued;
    for (const { update, personId } of taken) {
      const attempt = (handedOut.get(update) ?? 0) + 1;
      handedOut.set(update, attempt);
      statistics.delivered(attempt);
      if (attempt === 1 && faults.take(['duplicateUpdate'], { bot, chatId: personId })) {
        toRepeat.add(update.update_id);
      }
    }
    return taken.map(({ update }) => update);
  }

  function terminate(bot: BotRole, description: string): void {
    const older = waiting.get(bot);
    if (!older) return;
    waiting.delete(bot);
    older.error = new ApiError(409, description);
    older.wake.abort();
  }

  return {
    async getUpdates(bot, { offset, limit = MOST_UPDATES, timeout = 0, allowedUpdates, signal }) {
      const { settings } = store.state.bots[bot];
      if (settings.webhook) throw new ApiError(409, WEBHOOK_ACTIVE);
      terminate(bot, OTHER_POLL);
      if (allowedUpdates && !isDeepStrictEqual(allowedUpdates, settings.allowedUpdates)) {
        store.commit({ type: 'bot', bot, settings: { ...settings, allowedUpdates } });
      }
      confirm(bot, offset);
      const most = Math.min(MOST_UPDATES, Math.max(1, limit));
      const seconds = Math.min(rules.mostWaitSeconds(), Math.max(0, timeout));
      if (store.state.bots[bot].pending.size > 0 || seconds === 0 || stopped) return batch(bot, most);

      const mine: Waiting = { wake: new AbortController() };
      waiting.set(bot, mine);
      const leave = () => mine.wake.abort();
      signal.addEventListener('abort', leave, { once: true });
      await clock.sleep(seconds * 1000, mine.wake.signal);
      signal.removeEventListener('abort', leave);
      if (waiting.get(bot) === mine) waiting.delete(bot);
      if (mine.error) throw mine.error;
      return signal.aborted || stopped ? [] : batch(bot, most);
    },
    terminate,
    stop() {
      stopped = true;
      unsubscribe();
      for (const { wake } of waiting.values()) wake.abort();
      waiting.clear();
    },
  };
}
