import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { Chat, Conversation, KeptPerson, PendingUpdate } from './chat.js';
import type { ChatReception } from './chat-inbox.js';
import type { DeadLetters } from './dead-letters.js';
import type { MailboxBot } from './mailbox-bot.js';
import { acquaintanceIn } from './person-cache.js';

/** What became of an update that waited first in its chat. */
export type Handled =
  /** It is consumed; with the chat as it is now, or without where the lease was lost meanwhile. */
  | { readonly kind: 'finished'; readonly chat: Chat | undefined }
  /** It failed and is to be tried again; the lease was given back, or lost where there is no moment. */
  | { readonly kind: 'postponed'; readonly until: Date | undefined };

/** As the mailbox has them, in milliseconds where they are spans of time. */
export interface HandlingOptions {
  readonly store: Pick<ChatReception, 'finish' | 'postpone' | 'expectEnd'> & Pick<DeadLetters, 'bury'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leaseMs: number;
  readonly handlerTimeoutMs: number;
  readonly firstRetryMs: number;
  readonly outageRetryMs: number;
  readonly isOutage: (error: unknown) => boolean;
}

/** The update to handle, and under whose lease. */
interface Turn {
  readonly chat: Chat;
  readonly owner: string;
  readonly next: PendingUpdate;
  /** True when more has come for the chat since it was read. */
  readonly hasMore: () => boolean;
}

/** Handles the update that waits first in a chat whose lease this process holds. */
export type Handle = (bot: MailboxBot, turn: Turn) => Promise<Handled>;

const MOST_ATTEMPTS = 5;
/** Ends of a process after which the update that was in hand each time is set aside. */
const MOST_ENDS = 3;

/**
 * Lets a bot handle an update; one that fails is tried again, and at last set aside. One that was in hand when a
 * process ended is handled while no other such one is, and its next end is counted beforehand: so what ends
 * processes is told from what happened to be in hand.
 */
export function createHandling(options: HandlingOptions): Handle {
  const { store, clock, logger, leaseMs, handlerTimeoutMs, firstRetryMs, outageRetryMs, isOutage } = options;

  let suspects: Promise<unknown> = Promise.resolve();

  function handle(bot: MailboxBot, turn: Turn): Promise<Handled> {
    if (turn.next.ends === undefined) return handleOnce(bot, turn);
    const handled = suspects.then(() => handleSuspect(bot, turn));
    suspects = handled.catch(() => undefined);
    return handled;
  }

  async function handleSuspect(bot: MailboxBot, turn: Turn): Promise<Handled> {
    const { chat, owner, next } = turn;
    const until = new Date(clock.now().getTime() + leaseMs);
    const noted = await store.expectEnd(chat._id, owner, { updateId: next.id, until });
    if (noted === undefined) return { kind: 'finished', chat: undefined };
    if ((next.ends ?? 0) < MOST_ENDS) return handleOnce(bot, turn);
    await bury(bot, turn, new EndedProcess());
    return finish(turn, null);
  }

  async function handleOnce(bot: MailboxBot, turn: Turn): Promise<Handled> {
    const { chat, next } = turn;
    const acquaintance = acquaintanceIn(chat, clock.now());
    let conversation: Conversation | null;
    try {
      conversation = await withTimeout(bot.handle(next.update, chat.conversation, acquaintance));
    } catch (error) {
      const isAway = isOutage(error);
      const attempts = next.attempts + (isAway ? 0 : 1);
      logger.error({ event: 'updateFailed', bot: chat.bot, updateId: next.id, attempts, error });
      if (isAway) return postpone(turn, attempts, outageRetryMs);
      if (attempts < MOST_ATTEMPTS) return postpone(turn, attempts, firstRetryMs * 2 ** next.attempts);
      await bury(bot, turn, error);
      conversation = null;
    }
    return finish(turn, conversation, acquaintance.kept());
  }

  async function finish(
    { chat, owner, next, hasMore }: Turn,
    conversation: Conversation | null,
    person?: KeptPerson,
  ): Promise<Handled> {
    const keepUntil = new Date(clock.now().getTime() + leaseMs);
    return {
      kind: 'finished',
      chat: await store.finish({
        chat: chat._id,
        owner,
        updateId: next.id,
        conversation,
        ...(person === undefined ? {} : { person }),
        ...(chat.pending.length > 1 || hasMore() ? { keepUntil } : {}),
      }),
    };
  }

  async function postpone({ chat, owner, next }: Turn, attempts: number, pauseMs: number): Promise<Handled> {
    const retryAt = new Date(clock.now().getTime() + pauseMs);
    const { ends } = next;
    const postponed = await store.postpone(chat._id, owner, {
      updateId: next.id,
      attempts,
      retryAt,
      ...(ends === undefined ? {} : { ends }),
    });
    return { kind: 'postponed', until: postponed ? retryAt : undefined };
  }

  async function bury(bot: MailboxBot, { chat, next }: Turn, error: unknown): Promise<void> {
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
      done.abort('done');
    }
  }

  return handle;
}

/** Each process that began to handle an update has ended. */
class EndedProcess extends Error {
  override readonly name = 'EndedProcess';
}

/** Handling an update took too long; it counts as failed. */
class HandlerTimeout extends Error {
  override readonly name = 'HandlerTimeout';
  constructor() {
    super('Handling an update took too long.');
  }
}
