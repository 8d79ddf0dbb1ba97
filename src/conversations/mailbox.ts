import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { chatOf } from './chat-of-update.js';
import {
  type BotName,
  type Chat,
  type ChatStore,
  type Conversation,
  chatKey,
  type IncomingUpdate,
  type PendingUpdate,
} from './chat-store.js';

/** What a bot does with one update: it gets the conversation as it stands and returns how it stands then. */
export type UpdateHandler = (
  update: IncomingUpdate,
  conversation: Conversation | null,
) => Promise<Conversation | null>;

/** What the mailbox needs of a bot. */
export interface MailboxBot {
  readonly handle: UpdateHandler;
  /** Tells the person that a message of theirs could not be dealt with; the conversation goes on. */
  readonly apologise: (chatId: number) => Promise<void>;
  /** Tells the person that a conversation is given up, since he left it unfinished; it ends afterwards. */
  readonly giveUp?: (chatId: number, conversation: Conversation) => Promise<void>;
}

export interface MailboxOptions {
  readonly store: ChatStore;
  /** The machine's clock, not the city's: leases and pauses are about processes. */
  readonly clock: Clock;
  readonly logger: Logger;
  /** Names this process; two processes never have the same. */
  readonly processId: string;
  /** Milliseconds after which the lease of a holder that gave no sign counts as lost. */
  readonly leaseMs?: number;
  /** Milliseconds after which handling one update counts as failed. */
  readonly handlerTimeoutMs?: number;
  /** Milliseconds before the second attempt; each further attempt waits twice as long. */
  readonly firstRetryMs?: number;
  /** True for an error that says that Telegram or the database is away: such an attempt does not count. */
  readonly isOutage?: (error: unknown) => boolean;
  /** Milliseconds between attempts while something is away. */
  readonly outageRetryMs?: number;
}

/** Keeps updates from the moment they are received until they are handled (docs/design.md, 4). */
export interface Mailbox {
  /** Connects a bot; before that its updates are refused. */
  connect(bot: BotName, connected: MailboxBot): void;
  /**
   * Stores an update durably; it is handled afterwards. Resolves «known» for one that was received before
   * and «ignored» for one that belongs to no chat. Rejects when the database does not take it.
   */
  receive(bot: BotName, update: IncomingUpdate): Promise<'stored' | 'known' | 'ignored'>;
  /** Handles what waits without a holder, as after a crash. Resolves to the number of chats taken up. */
  resume(): Promise<number>;
  /**
   * Gives up the conversations that have expired by that moment of the city's clock. Each person is told before
   * the conversation ends, so that a crash in between repeats the word and does not leave it out. Resolves to
   * the number of chats taken up.
   */
  giveUpExpired(cityNow: Date): Promise<number>;
  /**
   * Handles what could not be handled and was set aside once more; false when it is not there any more, or
   * somebody else has just done so.
   */
  retryLetter(letter: string): Promise<boolean>;
  /** True when nothing waits to be handled. */
  isQuiet(): Promise<boolean>;
  /** Waits until what is being handled is done. */
  stop(): Promise<void>;
}

const MOST_ATTEMPTS = 5;
const RESUME_BATCH = 100;

/** The mailbox on a chat store. */
export function createMailbox(options: MailboxOptions): Mailbox {
  const { store, clock, logger, processId } = options;
  const leaseMs = options.leaseMs ?? 90_000;
  const handlerTimeoutMs = options.handlerTimeoutMs ?? 50_000;
  const firstRetryMs = options.firstRetryMs ?? 1_000;
  const isOutage = options.isOutage ?? (() => false);
  const outageRetryMs = options.outageRetryMs ?? 5_000;
  const bots = new Map<BotName, MailboxBot>();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let leases = 0;

  function newLease() {
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

  /** Works through a chat; when the database fails meanwhile, comes again until it is back. */
  async function workThrough(taken: Chat, owner: string): Promise<void> {
    try {
      await work(taken, owner);
    } catch (error) {
      logger.error({ event: 'mailboxInterrupted', bot: taken.bot, error });
      await recover(taken._id, owner);
    }
  }

  async function recover(chat: string, owner: string): Promise<void> {
    while (!stopping.signal.aborted) {
      await clock.sleep(outageRetryMs, stopping.signal);
      try {
        await store.release(chat, owner);
        own(takeUp(chat));
        return;
      } catch (error) {
        logger.warn({ event: 'mailboxStillInterrupted', error });
      }
    }
  }

  async function receive(bot: BotName, update: IncomingUpdate) {
    const chatId = chatOf(update);
    if (chatId === undefined) return 'ignored';
    if (!bots.has(bot) || stopping.signal.aborted)
      throw new Error(`The ${bot} bot does not take updates now.`);
    const address = { bot, chatId };
    const lease = newLease();
    const chat = await store.receive(address, update, lease);
    if (chat !== undefined) {
      own(workThrough(chat, lease.owner));
      return 'stored';
    }
    const waiting = await store.push(address, update, clock.now());
    if (waiting === undefined) return 'known';
    // The holder may have given the lease back between the two writes; then nobody would look again.
    if (waiting.leaseUntil <= clock.now()) own(takeUp(chatKey(address)));
    return 'stored';
  }

  async function takeUp(chat: string): Promise<void> {
    const lease = newLease();
    const taken = await store.take(chat, lease);
    if (taken !== undefined) await workThrough(taken, lease.owner);
  }

  /** Handles what waits in a chat, in order, while this process holds its lease. */
  async function work(taken: Chat, owner: string): Promise<void> {
    let chat: Chat | undefined = taken;
    while (chat !== undefined && !stopping.signal.aborted) {
      const next = chat.pending[0];
      if (next === undefined) return;
      if (next.retryAt > clock.now()) return later(chat, owner, next);
      chat = await handle(chat, owner, next);
      if (chat !== undefined && chat.leaseOwner !== owner && chat.pending.length > 0) {
        return takeUp(chat._id);
      }
    }
    if (chat?.leaseOwner === owner) await store.release(chat._id, owner);
  }

  async function handle(chat: Chat, owner: string, next: PendingUpdate): Promise<Chat | undefined> {
    const bot = bots.get(chat.bot);
    if (bot === undefined) return undefined;
    let conversation: Conversation | null;
    try {
      conversation = await withTimeout(bot.handle(next.update, chat.conversation));
    } catch (error) {
      const isAway = isOutage(error);
      const attempts = next.attempts + (isAway ? 0 : 1);
      logger.error({ event: 'updateFailed', bot: chat.bot, updateId: next.id, attempts, error });
      if (isAway) return postpone(chat, owner, { next, attempts, pause: outageRetryMs });
      if (attempts < MOST_ATTEMPTS) {
        return postpone(chat, owner, { next, attempts, pause: firstRetryMs * 2 ** next.attempts });
      }
      await bury(chat, bot, next, error);
      conversation = null;
    }
    const hasMore = chat.pending.length > 1;
    return store.finish({
      chat: chat._id,
      owner,
      updateId: next.id,
      conversation,
      ...(hasMore ? { keepUntil: newLease().until } : {}),
    });
  }

  async function giveUp(key: string, cityNow: Date): Promise<void> {
    const lease = newLease();
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
  }

  async function postpone(
    chat: Chat,
    owner: string,
    { next, attempts, pause }: { next: PendingUpdate; attempts: number; pause: number },
  ): Promise<undefined> {
    const retryAt = new Date(clock.now().getTime() + pause);
    const postponed = await store.postpone(chat._id, owner, { updateId: next.id, attempts, retryAt });
    if (postponed) own(retryAfter(chat._id, retryAt.getTime() - clock.now().getTime()));
  }

  /** Gives a chat back whose first update must rest a while, and comes again then. */
  async function later(chat: Chat, owner: string, next: PendingUpdate): Promise<void> {
    await store.release(chat._id, owner);
    own(retryAfter(chat._id, next.retryAt.getTime() - clock.now().getTime()));
  }

  async function retryAfter(chat: string, pause: number): Promise<void> {
    await clock.sleep(pause, stopping.signal);
    if (!stopping.signal.aborted) await takeUp(chat);
  }

  async function bury(chat: Chat, bot: MailboxBot, next: PendingUpdate, error: unknown): Promise<void> {
    await store.bury({
      _id: `${chat._id}:${next.id}`,
      chat: chat._id,
      update: next.update,
      at: clock.now(),
      error: error instanceof Error ? error.name : 'unknown',
    });
    logger.error({ event: 'updateBuried', bot: chat.bot, updateId: next.id });
    await bot
      .apologise(chat.chatId)
      .catch((reason) => logger.warn({ event: 'apologyFailed', error: reason }));
  }

  async function withTimeout<Value>(work: Promise<Value>): Promise<Value> {
    const done = new AbortController();
    const late = clock.sleep(handlerTimeoutMs, done.signal).then((): never => {
      throw new HandlerTimeout();
    });
    // Once the work is done the sleep is ended and its rejection concerns nobody.
    late.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } finally {
      done.abort();
    }
  }

  return {
    connect(bot, connected) {
      bots.set(bot, connected);
    },
    receive,
    async resume() {
      const chats = await store.abandoned(clock.now(), RESUME_BATCH);
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
    async isQuiet() {
      return running.size === 0 && (await store.isEmpty());
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Handling an update took too long; it counts as failed. */
class HandlerTimeout extends Error {
  override readonly name = 'HandlerTimeout';
  constructor() {
    super('Handling an update took too long.');
  }
}
