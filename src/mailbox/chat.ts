import type { BotKey } from '../channel/bot.js';

/** An update as Telegram sent it; the bots know what is in it. */
export interface IncomingUpdate {
  readonly update_id: number;
}

/** Where a person is in a conversation. `data` belongs to the flow; `version` tells an old shape of it. */
export interface Conversation {
  readonly flow: string;
  readonly step: string;
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it is given up if the person does nothing more, on the city's clock; absent: it waits for ever. */
  readonly expiresAt?: Date;
}

/** An update that waits to be handled. */
export interface PendingUpdate {
  readonly id: number;
  readonly update: IncomingUpdate;
  /** When it was received, by the machine's clock; absent where an earlier version received it. */
  readonly receivedAt?: Date;
  /** How often handling it has failed. */
  readonly attempts: number;
  /** How often a process has ended while it was being handled, as far as is known; absent: never. */
  readonly ends?: number;
  /** Not to be tried again before this moment of the machine's clock. */
  readonly retryAt: Date;
}

/** A person as a bot has read him, kept with his chat. */
export interface CachedPerson {
  /** What the bot knows of him; the bot knows what is in it. */
  readonly known: unknown;
  /** How many changes of him there had been (`Chat.changes`) before he was read. */
  readonly asOf: number;
  /** By the machine's clock. */
  readonly keptAt: Date;
}

/** One chat of one bot: what waits to be handled, what was, and where its conversation stands. */
export interface Chat {
  readonly _id: string;
  readonly bot: BotKey;
  readonly chatId: number;
  readonly pending: readonly PendingUpdate[];
  readonly conversation: Conversation | null;
  /** The person of the chat as he was last read; acquaintance.ts says for how long it counts. */
  readonly person?: CachedPerson;
  /** How often the person has been changed, by whoever; absent: never. */
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
