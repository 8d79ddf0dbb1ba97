import type { BotKey } from '../channel/bot.js';
import { createAdmissionControl } from './admission-control.js';
import type { Lease } from './chat-collection.js';
import { chatOf } from './chat-of-update.js';
import { type Chat, type ChatAddress, chatKey, type IncomingUpdate } from './chat-store.js';
import { createHandlingAtOnce, type Taken } from './handle-at-once.js';
import type { MailboxBot } from './mailbox-bot.js';
import { HANDLER_MS, type Mailbox, type MailboxOptions, STORED_WITHIN_MS } from './mailbox-contract.js';
import { createUpdateProcessing, type Handled } from './process-update.js';
import { createSetUnstoredAside } from './set-aside.js';
import { isNeverStorable, isStorable } from './storable.js';

export type { MailboxBot } from './mailbox-bot.js';
export type { Mailbox, MailboxOptions } from './mailbox-contract.js';

const RESUME_BATCH = 100;
const ignore = (): void => undefined;
/** The share of a lease that must be left when an update is begun. */
const LEFT_TO_BEGIN = 2 / 3;

/** The mailbox on a chat store. */
export function createMailbox(options: MailboxOptions): Mailbox {
  const { store, clock, logger, processId } = options;
  const leaseMs = options.leaseMs ?? 90_000;
  const outageRetryMs = options.outageRetryMs ?? 5_000;
  const alonePeriod = options.alonePeriod ?? (() => undefined);
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
  /** Chats with which this process does something under a lease, or is about to, and in how many ways. */
  const busy = new Map<string, number>();
  const atOnce = createHandlingAtOnce({
    store,
    clock,
    admission,
    handle,
    newLease,
    isBusy: (chat) => busy.has(chat),
    storeFirst,
    onBegun: (chat, owner, handling) => own(underLease(chat, owner, () => goOn(chat, handling))),
    onFailed: later,
    onDoubt: doubt,
  });
  let period: number | undefined;
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

  /**
   * Does the work of a lease, once no update of the chat is handled at once; if the database fails in the meantime,
   * retries until it is back.
   */
  async function underLease(chat: string, owner: string, act: () => Promise<void>): Promise<void> {
    busy.set(chat, (busy.get(chat) ?? 0) + 1);
    try {
      await act();
    } catch (error) {
      logger.error({ event: 'mailboxInterrupted', error });
      await recover(chat, owner);
    } finally {
      const left = (busy.get(chat) ?? 0) - 1;
      if (left > 0) busy.set(chat, left);
      else busy.delete(chat);
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

  async function receive(
    bot: BotKey,
    update: IncomingUpdate,
    { storedWithinMs = STORED_WITHIN_MS, reply }: NonNullable<Parameters<Mailbox['receive']>[2]> = {},
  ) {
    const chatId = chatOf(update);
    if (chatId === undefined) {
      logger.warn({ event: 'updateWithoutChat', bot, updateId: update.update_id, fields: fieldsOf(update) });
      return 'ignored';
    }
    const connected = bots.get(bot);
    if (connected === undefined || stopping.signal.aborted)
      throw new Error(`The ${bot} bot does not take updates now.`);
    const address = { bot, chatId };
    try {
      if (!isStorable(update)) return await setUnstoredAside(connected, { chat: address, update });
      if (!mayHandleAtOnce()) return await storeFirst(address, update);
      const storedBy = new Date(clock.now().getTime() + storedWithinMs);
      const taken = atOnce.receive({ bot: connected, address, update, storedBy, reply });
      own(taken.then(ignore, ignore));
      return await taken;
    } catch (error) {
      if (isNeverStorable(error))
        return setUnstoredAside(connected, { chat: address, update, because: error });
      throw error;
    }
  }

  /** True while this process is alone; what it remembers from before it was not alone is forgotten. */
  function mayHandleAtOnce(): boolean {
    const present = alonePeriod();
    if (present !== period) store.forgetAll();
    period = present;
    return present !== undefined;
  }

  async function storeFirst(address: ChatAddress, update: IncomingUpdate): Promise<Taken> {
    const key = chatKey(address);
    if (inHand.has(key) && (await leave(address, update))) return 'stored';
    const lease = newLease();
    const chat = await store.receive(address, update, lease).catch((error) => {
      if (!isNeverStorable(error)) doubt(key, lease.owner);
      throw error;
    });
    if (chat !== undefined) {
      doubtful.delete(key);
      own(underLease(key, lease.owner, () => work(chat, lease.owner)));
      return 'stored';
    }
    return (await leave(address, update)) ? 'stored' : 'known';
  }

  function doubt(chat: string, owner: string): void {
    doubtful.set(chat, [...(doubtful.get(chat) ?? []), owner]);
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
      await atOnce.idle(chat);
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
      const handled: Handled = await handle(bot, {
        chat,
        owner,
        next,
        writes: store,
        hasMore: () => hand.hasMore,
      });
      if (handled.kind === 'postponed') return later(chat._id, handled.until);
      chat = handled.chat;
      if (chat !== undefined && chat.leaseOwner !== owner && chat.pending.length > 0) {
        return own(takeUp(chat._id));
      }
    }
    if (chat?.leaseOwner === owner) await store.release(chat._id, owner);
  }

  /** Waits for an update that was stored while it was being handled, and takes up what arrived behind it. */
  async function goOn(chat: string, handling: Promise<Handled>): Promise<void> {
    const handled = await handling;
    if (handled.kind === 'postponed') later(chat, handled.until);
    else if ((handled.chat?.pending.length ?? 0) > 0) own(takeUp(chat));
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
      await atOnce.idle(key);
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

/** What an update consists of, without what anybody wrote: the names of its fields, as the Bot API writes names. */
function fieldsOf(update: IncomingUpdate): readonly string[] {
  return Object.keys(update).filter((name) => name !== 'update_id' && /^[a-z_]{1,40}$/.test(name));
}
