import { pauseAfterFailures } from '../backoff.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { CachedPerson, Chat, Conversation, PendingUpdate, SentMessage, ShownButtons } from './chat.js';
import type { ChatReception } from './chat-inbox.js';
import type { DeadLetters } from './dead-letters.js';
import type { ChatMemory, MailboxBot } from './mailbox-bot.js';
import { personCacheIn } from './person-cache.js';
import { createSetAside } from './set-aside.js';
import type { UpdateReply } from './update-reply.js';

/** The result of handling the first update of a chat. */
export type Handled =
  /** It is consumed; `chat` is its new state, or absent if the lease was lost in the meantime. */
  | { readonly kind: 'finished'; readonly chat: Chat | undefined }
  /** It failed and will be retried; the lease was released, or was lost if there is no moment. */
  | { readonly kind: 'postponed'; readonly until: Date | undefined };

/** The mailbox's options; durations are in milliseconds. */
export interface UpdateProcessingOptions {
  readonly store: Pick<ChatReception, 'expectEnd'> & Pick<DeadLetters, 'bury'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly leaseMs: number;
  readonly handlerTimeoutMs: number;
  readonly firstRetryMs: number;
  readonly outageRetryMs: number;
  readonly isOutage: (error: unknown) => boolean;
}

/** The update to handle, and the lease it is handled under. */
interface UpdateInHand {
  readonly chat: Chat;
  readonly owner: string;
  readonly next: PendingUpdate;
  /** How it is written down what became of the update. */
  readonly writes: Pick<ChatReception, 'finish' | 'postpone'>;
  /** True if more has arrived for the chat since it was read. */
  readonly hasMore: () => boolean;
  /** The answer to the messenger, where that waits for it. */
  readonly reply?: UpdateReply | undefined;
}

/** What an update leaves in the chat besides the conversation. */
interface Left {
  readonly person?: CachedPerson | undefined;
  readonly shown?: readonly ShownButtons[] | undefined;
  readonly sent?: readonly SentMessage[] | undefined;
}

/** Handles the first update of a chat whose lease this process holds. */
export type Handle = (bot: MailboxBot, inHand: UpdateInHand) => Promise<Handled>;

const MOST_ATTEMPTS = 5;
/** After this many process ends during the handling of an update, the update is set aside. */
const MOST_ENDS = 3;

/**
 * Lets a bot handle an update; a failed update is retried and finally set aside. An update that was in hand
 * when a process ended is handled only while no other such update is, and its next process end is counted in
 * advance: this separates the updates that end processes from those that merely happened to be in hand.
 */
export function createUpdateProcessing(options: UpdateProcessingOptions): Handle {
  const { store, clock, logger, leaseMs, handlerTimeoutMs, firstRetryMs, outageRetryMs, isOutage } = options;

  const setAside = createSetAside(options);
  let suspects: Promise<unknown> = Promise.resolve();

  function handle(bot: MailboxBot, inHand: UpdateInHand): Promise<Handled> {
    if (inHand.next.ends === undefined) return handleOnce(bot, inHand);
    const handled = suspects.then(() => handleSuspect(bot, inHand));
    suspects = handled.catch(() => undefined);
    return handled;
  }

  async function handleSuspect(bot: MailboxBot, inHand: UpdateInHand): Promise<Handled> {
    const { chat, owner, next } = inHand;
    const until = new Date(clock.now().getTime() + leaseMs);
    const noted = await store.expectEnd(chat._id, owner, { updateId: next.id, until });
    if (noted === undefined) return { kind: 'finished', chat: undefined };
    if ((next.ends ?? 0) < MOST_ENDS) return handleOnce(bot, inHand);
    await bury(bot, inHand, new EndedProcess());
    return finish(inHand, null);
  }

  async function handleOnce(bot: MailboxBot, inHand: UpdateInHand): Promise<Handled> {
    const { chat, next, reply } = inHand;
    const personCache = personCacheIn(chat, clock.now());
    let shown: readonly ShownButtons[] | undefined;
    let sent: readonly SentMessage[] | undefined;
    const memory: ChatMemory = {
      shown: chat.shown ?? [],
      delivered: chat.delivered ?? [],
      keep(left) {
        shown = left;
      },
      sent: chat.sent ?? [],
      keepSent(left) {
        sent = left;
      },
    };
    let conversation: Conversation | null;
    try {
      conversation = await withTimeout(
        bot.handle(next.update, chat.conversation, personCache, memory, reply),
      );
    } catch (error) {
      const isAway = isOutage(error);
      const attempts = next.attempts + (isAway ? 0 : 1);
      logger.error({ event: 'updateFailed', bot: chat.bot, updateId: next.id, attempts, error });
      if (isAway) return postpone(inHand, attempts, outageRetryMs);
      if (attempts < MOST_ATTEMPTS)
        return postpone(inHand, attempts, pauseAfterFailures(attempts, { firstMs: firstRetryMs }));
      await bury(bot, inHand, error);
      conversation = null;
    }
    return finish(inHand, conversation, { person: personCache.kept(), shown, sent });
  }

  async function finish(
    { chat, owner, next, writes, hasMore }: UpdateInHand,
    conversation: Conversation | null,
    { person, shown, sent }: Left = {},
  ): Promise<Handled> {
    const keepUntil = new Date(clock.now().getTime() + leaseMs);
    return {
      kind: 'finished',
      chat: await writes.finish({
        chat: chat._id,
        owner,
        updateId: next.id,
        conversation,
        ...(person === undefined ? {} : { person }),
        ...(shown === undefined ? {} : { shown }),
        ...(sent === undefined ? {} : { sent }),
        ...(chat.pending.length > 1 || hasMore() ? { keepUntil } : {}),
      }),
    };
  }

  async function postpone(
    { chat, owner, next, writes }: UpdateInHand,
    attempts: number,
    pauseMs: number,
  ): Promise<Handled> {
    const retryAt = new Date(clock.now().getTime() + pauseMs);
    const { ends } = next;
    const postponed = await writes.postpone(chat._id, owner, {
      updateId: next.id,
      attempts,
      retryAt,
      ...(ends === undefined ? {} : { ends }),
    });
    return { kind: 'postponed', until: postponed ? retryAt : undefined };
  }

  function bury(bot: MailboxBot, { chat, next }: UpdateInHand, because: unknown): Promise<void> {
    return setAside(bot, { chat, update: next.update, because });
  }

  async function withTimeout<Value>(work: Promise<Value>): Promise<Value> {
    const done = new AbortController();
    const late = clock.sleep(handlerTimeoutMs, done.signal).then((): never => {
      throw new HandlerTimeout();
    });
    // Once the work is done the sleep is aborted, and its rejection can be ignored.
    late.catch(() => undefined);
    try {
      return await Promise.race([work, late]);
    } finally {
      done.abort('done');
    }
  }

  return handle;
}

/** Every process that began to handle this update has ended. */
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
