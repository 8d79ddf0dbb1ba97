import type { UpdateKind, WireMessage, WireReplyButton, WireUpdate } from './wire.js';

/** The two bots of the product. */
export type BotRole = 'citizen' | 'staff';
export const BOT_NAMES: readonly BotRole[] = ['citizen', 'staff'];

/** Somebody with a telephone: an account of the simulated Telegram. */
export interface Person {
  readonly id: number;
  readonly name: string;
  readonly phone?: string;
  readonly languageCode?: string;
  /** The bot this person mainly uses; the page opens that chat. */
  readonly bot: BotRole;
  /** The account was deleted: bots get 403 for it. */
  readonly deactivated?: true;
}

/** A message with what only its reader's side of Telegram knows. */
export interface StoredMessage {
  readonly from: 'bot' | 'person';
  readonly message: WireMessage;
  readonly deleted?: true;
  /** The text, caption or media was changed after sending; a new keyboard alone is not shown as an edit. */
  readonly edited?: true;
  readonly replyKeyboard?: readonly (readonly WireReplyButton[])[];
  readonly removesKeyboard?: true;
  readonly forcesReply?: true;
  /** Emoji with which the bot reacted. */
  readonly reaction?: string;
}

/** The chat of one person with one bot. */
export interface ChatState {
  /** The person has written to the bot, or opened it, at least once. */
  readonly started: boolean;
  readonly blocked: boolean;
  /** By message id, oldest first; only the newest stay (`SimulatorLimits`). */
  readonly messages: Map<number, StoredMessage>;
  readonly lastMessageId: number;
}

/** An update that the bot has not confirmed yet. */
export interface QueuedUpdate {
  readonly update: WireUpdate;
  readonly kind: UpdateKind;
  /** Updates of one queue are delivered strictly one after the other (docs/telegram.md, 1). */
  readonly queue: string;
  readonly personId: number;
  /** Milliseconds since the epoch after which the update is dropped. */
  readonly expiresAt: number;
}

/** Where a bot wants its updates. */
export interface Webhook {
  readonly url: string;
  readonly secretToken?: string;
  readonly maxConnections: number;
}

/** What a bot has set about itself. */
export interface BotSettings {
  readonly webhook?: Webhook;
  /** Absent: Telegram's default set. */
  readonly allowedUpdates?: readonly string[];
  /** Texts and commands by method field and scope, kept as the bot sent them. */
  readonly profile: Readonly<Record<string, unknown>>;
}

/** A button press and, once given, the bot's answer to it. */
export interface CallbackQuery {
  readonly id: string;
  readonly bot: BotRole;
  readonly personId: number;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answer?: { readonly text?: string; readonly showAlert: boolean };
}

/** What is known of a file; its bytes lie in the file store under `sha256`. */
export interface StoredFile {
  readonly uniqueId: string;
  /** Absent: a file that only has a size, for trying large files. */
  readonly sha256?: string;
  readonly size: number;
  readonly mimeType: string;
  readonly fileName?: string;
  readonly width?: number;
  readonly height?: number;
}

export interface BotState {
  readonly settings: BotSettings;
  readonly lastUpdateId: number;
  /** By update id, oldest first. */
  readonly pending: Map<number, QueuedUpdate>;
  readonly chats: Map<number, ChatState>;
}

/** Everything that Telegram would remember. */
export interface SimulatorState {
  people: Map<number, Person>;
  bots: Record<BotRole, BotState>;
  callbacks: Map<string, CallbackQuery>;
  files: Map<string, StoredFile>;
  clockOffset: number;
}

/** Everything that can happen to the state; the journal is a list of these. */
export type StateChange =
  | { readonly type: 'person'; readonly person: Person }
  | {
      readonly type: 'chat';
      readonly bot: BotRole;
      readonly personId: number;
      readonly started: boolean;
      readonly blocked: boolean;
    }
  | {
      readonly type: 'message';
      readonly bot: BotRole;
      readonly personId: number;
      readonly stored: StoredMessage;
    }
  | { readonly type: 'update'; readonly bot: BotRole; readonly queued: QueuedUpdate }
  | { readonly type: 'updatesGone'; readonly bot: BotRole; readonly ids: readonly number[] }
  | { readonly type: 'lastUpdateId'; readonly bot: BotRole; readonly updateId: number }
  | { readonly type: 'bot'; readonly bot: BotRole; readonly settings: BotSettings }
  | { readonly type: 'callback'; readonly query: CallbackQuery }
  | { readonly type: 'file'; readonly file: StoredFile }
  | { readonly type: 'clock'; readonly offset: number };
