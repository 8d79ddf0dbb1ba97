import type { BotKey } from '../channel/bot.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { ChatStore, IncomingUpdate } from './chat-store.js';
import type { Taken } from './handle-at-once.js';
import type { MailboxBot } from './mailbox-bot.js';
import type { UpdateReply } from './update-reply.js';

/** Milliseconds after which handling one update counts as failed; every single wait in it is shorter. */
export const HANDLER_MS = 50_000;
/** Milliseconds within which an update is stored, whether or not it is handled by then. */
export const STORED_WITHIN_MS = 2_000;

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
  /**
   * The number of the period in which this process alone uses the database and may handle updates before it stores
   * them; undefined while it may not. What is remembered of one period does not count in the next. By default never.
   */
  readonly alonePeriod?: () => number | undefined;
}

/** Keeps updates from the moment they are received until they are handled (docs/design.md, 4). */
export interface Mailbox {
  /** Connects a bot; before that its updates are refused. */
  connect(bot: BotKey, connected: MailboxBot): void;
  /**
   * Stores an update durably; it is handled by then, or afterwards. Resolves to `known` for one that was received
   * before, to `ignored` for one that belongs to no chat, and to `setAside` for one that no database can store: without
   * its contents it is a dead letter then. Rejects if the database does not store it now. If handling it takes longer
   * than `storedWithinMs`, it is stored first. A call of the bot that has no result can ride in `reply`, as long as it is open.
   */
  receive(
    bot: BotKey,
    update: IncomingUpdate,
    how?: { readonly storedWithinMs?: number; readonly reply?: UpdateReply },
  ): Promise<Taken | 'ignored' | 'setAside'>;
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
