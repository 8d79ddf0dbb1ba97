import type { Dialect } from './dialect.js';

/** What a messenger can do. The product asks for a capability, never for the name of a messenger. */
export interface Capabilities {
  readonly pace: Pace;
  /** Most photos and videos in one message; 1 where there are no albums. */
  readonly albumFiles: number;
  /** Milliseconds for which a bot can delete a message of its own; 0 where it cannot. */
  readonly deletableMs: number;
  /** Where a webhook call carries the secret that only the messenger knows, besides its path. */
  readonly webhookSecret: 'header' | 'pathOnly';
  /** How the body of a webhook call is written: as JSON, or as a form, which has JSON in its fields. */
  readonly webhookBody: 'json' | 'jsonOrForm';
  /** True if it carries out a call that stands in the answer to a webhook. */
  readonly takesCallsInAnswers: boolean;
  /** True where a bot has a menu of commands and descriptions of itself, in every language. */
  readonly hasProfile: boolean;
  /** True where the person sees the text with which that press is answered. */
  readonly showsPressAnswer: (pressId: string) => boolean;
  /** How its calls differ from Telegram's; absent where they do not. */
  readonly dialect?: Dialect;
  /** True if buttons below a message may have a colour. */
  readonly buttonStyles: boolean;
  /** The link that opens a bot, named by its username, and sends it `/start` with a payload. */
  readonly startLink: (username: string, payload: string) => string;
}

/** The rate limits of a messenger for one bot. */
export interface Pace {
  /** Messages a second over all chats. */
  readonly perSecond: number;
  /** Messages a second into one chat. */
  readonly perChatPerSecond: number;
}
