import type { BotKey } from '../channel/bot.js';

/** An update as Telegram sent it; the bots know its contents. */
export interface IncomingUpdate {
  readonly update_id: number;
}

/**
 * Where a person is in a conversation. `data` belongs to the flow; `version` identifies an older shape of it.
 */
export interface Conversation {
  readonly flow: string;
  readonly step: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  /**
   * When the conversation is given up if the person does nothing more, on the city's clock; if absent, never.
   */
  readonly expiresAt?: Date;
}

/** An update that waits to be handled. */
export interface PendingUpdate {
  readonly id: number;
  readonly update: IncomingUpdate;
  /** When it was received, by the machine's clock; absent if an earlier version received it. */
  readonly receivedAt?: Date;
  /** How often handling it has failed. */
  readonly attempts: number;
  /** How often a process is known to have ended while handling it; absent if never. */
  readonly ends?: number;
  /** It is not retried before this moment of the machine's clock. */
  readonly retryAt: Date;
}

/** A person as a bot has read them, cached in their chat. */
export interface CachedPerson {
  /** What the bot knows about them; only the bot knows the contents. */
  readonly known: unknown;
  /** The number of their changes (`Chat.changes`) before they were read. */
  readonly asOf: number;
  /** By the machine's clock. */
  readonly keptAt: Date;
}

/** A message of the bot with the buttons below it. */
export interface ShownButtons {
  readonly messageId: number;
  /** The question to which they belong: flow and step; absent where nothing was asked. */
  readonly question?: string;
  /** When they were shown, on the city's clock. */
  readonly at: Date;
  readonly buttons: readonly { readonly label: string; readonly data: string }[];
}

/** A message of the person that became part of something that was sent, so that a later edit of it can be answered. */
export interface SentMessage {
  readonly messageId: number;
  /** What it became; only the bot knows the kinds. */
  readonly as: string;
  /** The tracking code of the request that it is about. */
  readonly code: string;
  /** When that was sent, on the city's clock. */
  readonly at: Date;
}

/** One chat of one bot: the pending updates, the handled ones, and the state of its conversation. */
export interface Chat {
  readonly _id: string;
  readonly bot: BotKey;
  readonly chatId: number;
  readonly pending: readonly PendingUpdate[];
  readonly conversation: Conversation | null;
  /** The newest messages of conversations whose buttons still work, the oldest first; absent if there was none yet. */
  readonly shown?: readonly ShownButtons[];
  /** The newest delivered messages with buttons, as notices and cards are; absent if there was none yet. */
  readonly delivered?: readonly ShownButtons[];
  /** The newest messages of the person that were sent as something, the oldest first; absent if there was none yet. */
  readonly sent?: readonly SentMessage[];
  /** The person of the chat as last read; person-cache.ts says how long that is valid. */
  readonly person?: CachedPerson;
  /** How often the person has been changed, by anybody; absent if never. */
  readonly changes?: number;
  readonly leaseOwner: string | null;
  readonly leaseUntil: Date;
  readonly rev: number;
}

/** Which chat of which bot. */
export interface ChatAddress {
  readonly bot: BotKey;
  readonly chatId: number;
}

/** The key of a chat: a person's chats with the two bots are two chats. */
export function chatKey({ bot, chatId }: ChatAddress): string {
  return `${bot}:${chatId}`;
}
