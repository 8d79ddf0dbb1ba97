import type { BotKey } from '../channel/bot.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { createAdmissionControl } from './admission-control.js';
import type { Lease } from './chat-collection.js';
import { chatOf } from './chat-of-update.js';
import { type Chat, type ChatAddress, type ChatStore, chatKey, type IncomingUpdate } from './chat-store.js';
import type { MailboxBot } from './mailbox-bot.js';
import { createUpdateProcessing, type Handled } from './process-update.js';
import { createSetUnstoredAside } from './set-aside.js';
import { isNeverStorable, isStorable } from './storable.js';

export type { MailboxBot } from './mailbox-bot.js';

/** Milliseconds after which handling one update counts as failed; every single wait in it is shorter. */
export const HANDLER_MS = 50_000;

/** The mailbox's dependencies and time limits. */
export interface MailboxOptions {
  readonly store: ChatStore;
  /** The machine's clock, not the city's: leases and pauses are about processes. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** Identifies this process; no two processes share an id. */
  readonly processId: string;
  /** Milliseconds after which the lease of a holder that shows no sign of life counts as lost. */
  readonly leaseMs?: number;
  /** Milliseconds after which handling one update counts as failed. */
  readonly handlerTimeoutMs?: number;
  /** Milliseconds before the second attempt; each further attempt waits twice as long. */
  readonly firstRetryMs?: number;
  /**
   * True for an error that says that Telegram or the database is unavailable: such an attempt is not counted.
   */
  readonly isOutage?: (error: unknown) => boolean;
  /** Milliseconds between attempts while something is unavailable. */
  readonly outageRetryMs?: number;
}

/** Keeps updates from the moment they are received until they are handled (docs/design.md, 4). */
export interface Mailbox {
  /** Connects a bot; before that its updates are refused. */
  connect(bot: BotKey, connected: MailboxBot): void;
  /**
   * Stores an update durably; it is handled afterwards. Resolves to `known` for one that was received before,
   * to `ignored` for one that belongs to no chat, and to `setAside` for one that no database can store: without
   * its contents it is a dead letter then. Rejects if the database does not store it now.
   */
  receive(bot: BotKey, update: IncomingUpdate): Promise<'stored' | 'known' | 'ignored' | 'setAside'>;
  /**
   * Handles pending updates of chats without a holder, as after a crash. Resolves to the number of chats
   * taken up.
   */
  resume(): Promise<number>;
  /**
   * Gives up the conversations that have expired by that moment of the city's clock. Each person is told
   * before the conversation ends, so that a crash in between repeats the message instead of losing it.
   * Resolves to the number of chats taken up.
   */
  giveUpExpired(cityNow: Date): Promise<number>;
  /** Handles a dead letter again; false if it no longer exists, or if somebody else has just done so. */
  retryLetter(letter: string): Promise<boolean>;
  /** True while this process handles nothing; it does not query the database. */
  isIdle(): boolean;
  /** True when nothing waits to be handled. */
  isQuiet(): Promise<boolean>;
  /** Waits until the updates being handled are done. */
  stop(): Promise<void>;
}

const RESUME_BATCH = 100;
/** The share of a lease that must be left when an update is begun. */
const LEFT_TO_BEGIN = 2 / 3;

/** The mailbox on a chat store. */
export function createMailbox(options: MailboxOptions): Mailbox {
  const { store, clock, logger, processId } = options;
  const leaseMs = options.leaseMs ?? 90_000;
  const outageRetryMs = options.outageRetryMs ?? 5_000;
  const handle = createUpdateProcessing({
    store,
    clock,
    logger,
    leaseMs,
    handlerTimeoutMs: options.handlerTimeoutMs ?? HANDLER_MS,
    firstRetryMs: options.firstRetryMs ?? 1_000,
    outageRetryMs,
    isOutage: options.isOutage ?? (() => false),
  });
  const setUnstoredAside = createSetUnstoredAside(options);
  const admission = createAdmissionControl({ clock });
  const bots = new Map<BotKey, MailboxBot>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  /** Chats that this process handles, and whether more has arrived for them since their update was begun. */
  const inHand = new Map<string, { hasMore: boolean }>();
  /**
   * Leases that this process may hold without knowing, by chat: the write that takes them was never answered.
   */
  const doubtful = new Map<string, readonly string[]>();
  let leases = 0;

  function newLease(): Lease {
    leases += 1;
    const now = clock.now();
    return { owner: `${processId}:${leases}`, now, until: new Date(now.getTime() + leaseMs) };
  }

  function own(work: Promise<void>): void {
    const guarded = work
      .catch((error) => logger.error({ event: 'mailboxFailed', error }))
      .finally(() => running.delete(guarded));
    running.add(guarded);
  }

  /** Does the work of a lease; if the database fails in the meantime, retries until it is back. */
  async function underLease(chat: string, owner: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      logger.error({ event: 'mailboxInterrupted', error });
      await recover(chat, owner);
    }
  }

  async function recover(chat: string, owner: string): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(outageRetryMs, stopping.signal);
      try {
        await store.release(chat, owner);
        return own(takeUp(chat));
      } catch (error) {
        logger.warn({ event: 'mailboxStillInterrupted', error });
      }
    }
  }

  async function receive(bot: BotKey, update: IncomingUpdate) {
    const chatId = chatOf(update);
    if (chatId === undefined) return 'ignored';
    const connected = bots.get(bot);
    if (connected === undefined || stopping.signal.aborted)
      throw new Error(`The ${bot} bot does not take updates now.`);
    const chat = { bot, chatId };
    const lease = newLease();
    try {
      if (!isStorable(update)) return await setUnstoredAside(connected, { chat, update });
      return await takeIn(chat, update, lease);
    } catch (error) {
      if (isNeverStorable(error)) return setUnstoredAside(connected, { chat, update, because: error });
      const key = chatKey({ bot, chatId });
      doubtful.set(key, [...(doubtful.get(key) ?? []), lease.owner]);
      throw error;
    }
  }

  async function takeIn(address: ChatAddress, update: IncomingUpdate, lease: Lease) {
    const key = chatKey(address);
    if (inHand.has(key) && (await leave(address, update))) return 'stored';
    const chat = await store.receive(address, update, lease);
    if (chat !== undefined) {
      doubtful.delete(key);
      own(underLease(key, lease.owner, () => work(chat, lease.owner)));
      return 'stored';
    }
    return (await leave(address, update)) ? 'stored' : 'known';
  }

  /** Leaves an update to the current holder of the chat; false if it is known already. */
  async function leave(address: ChatAddress, update: IncomingUpdate): Promise<boolean> {
    const key = chatKey(address);
    const waiting = await store.push(address, update, clock.now());
    const held = inHand.get(key);
    if (waiting !== undefined && held !== undefined) held.hasMore = true;
    // The holder may be this process without knowing, or may have released the lease in the meantime.
    if (doubtful.has(key)) own(settle(key));
    else if (waiting !== undefined && waiting.leaseUntil <= clock.now()) own(takeUp(key));
    return waiting !== undefined;
  }

  /** Releases leases of a chat that this process may hold without knowing, and takes up what waits in it. */
  async function settle(chat: string): Promise<void> {
    const owners = doubtful.get(chat) ?? [];
    doubtful.delete(chat);
    for (const owner of owners) await store.release(chat, owner);
    await takeUp(chat);
  }

  function takeUp(chat: string): Promise<void> {
    const lease = newLease();
    return underLease(chat, lease.owner, async () => {
      const taken = await store.take(chat, lease);
      if (taken !== undefined) await work(taken, lease.owner);
    });
  }

  /** Handles the pending updates of a chat once this process has time, as long as it holds the lease. */
  async function work(chat: Chat, owner: string): Promise<void> {
    const hand = { hasMore: false };
    inHand.set(chat._id, hand);
    await admission.enter();
    try {
      await workOff(chat, owner, hand);
    } finally {
      admission.leave();
      if (inHand.get(chat._id) === hand) inHand.delete(chat._id);
    }
  }

  // biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one loop over the pending updates, which keeps the lease of the chat in view.
  async function workOff(taken: Chat, owner: string, hand: { hasMore: boolean }): Promise<void> {
    let chat: Chat | undefined = await freshly(taken, owner);
    while (chat !== undefined && !stopping.signal.aborted) {
      const bot = bots.get(chat.bot);
      const next = chat.pending[0];
      if (next === undefined || bot === undefined) break;
      if (next.retryAt > clock.now()) {
        await store.release(chat._id, owner);
        return later(chat._id, next.retryAt);
      }
      hand.hasMore = false;
      const handled: Handled = await handle(bot, { chat, owner, next, hasMore: () => hand.hasMore });
      if (handled.kind === 'postponed') return later(chat._id, handled.until);
      chat = handled.chat;
      if (chat !== undefined && chat.leaseOwner !== owner && chat.pending.length > 0) {
        return own(takeUp(chat._id));
      }
    }
    if (chat?.leaseOwner === owner) await store.release(chat._id, owner);
  }

  /**
   * The chat under a lease that outlasts the handling of an update; undefined if it was lost in the meantime.
   */
  async function freshly(chat: Chat, owner: string): Promise<Chat | undefined> {
    const now = clock.now().getTime();
    if (chat.leaseUntil.getTime() - now > leaseMs * LEFT_TO_BEGIN) return chat;
    return store.renew(chat._id, owner, new Date(now + leaseMs));
  }

  function giveUp(key: string, cityNow: Date): Promise<void> {
    const lease = newLease();
    return underLease(key, lease.owner, async () => {
      const chat = await store.takeExpired(key, cityNow, lease);
      if (chat === undefined) return;
      try {
        const { conversation } = chat;
        if (conversation !== null) await bots.get(chat.bot)?.giveUp?.(chat.chatId, conversation);
      } catch (error) {
        logger.warn({ event: 'conversationNotGivenUp', bot: chat.bot, error });
        await store.release(key, lease.owner);
        return takeUp(key);
      }
      const ended = await store.endConversation(key, lease.owner);
      if (ended !== undefined && ended.pending.length > 0) await takeUp(key);
    });
  }

  /** Returns to a chat when its first update may be retried; does nothing without such a moment. */
  function later(chat: string, until: Date | undefined): void {
    if (until !== undefined) own(takeUpAfter(chat, until.getTime() - clock.now().getTime()));
  }

  async function takeUpAfter(chat: string, pause: number): Promise<void> {
    await clock.sleep(pause, stopping.signal);
    if (!stopping.signal.aborted) await takeUp(chat);
  }

  return {
    connect(bot, connected) {
      bots.set(bot, connected);
    },
    receive,
    async resume() {
      const chats = await store.abandoned(clock.now(), RESUME_BATCH);
      for (const chat of doubtful.keys()) own(settle(chat));
      for (const chat of chats) own(takeUp(chat));
      return chats.length;
    },
    async giveUpExpired(cityNow) {
      const chats = await store.expired(cityNow, RESUME_BATCH);
      for (const chat of chats) own(giveUp(chat, cityNow));
      return chats.length;
    },
    async retryLetter(letter) {
      const chat = await store.reopen(letter, clock.now());
      if (chat !== undefined) own(takeUp(chat));
      return chat !== undefined;
    },
    isIdle: () => running.size === 0,
    isQuiet: async () => running.size === 0 && (await store.isEmpty()),
    async stop() {
      stopping.abort();
      admission.open();
      await Promise.all(running);
    },
  };
}
