import { assertNever } from '../assert-never.js';
import type { AttachmentService } from '../attachments/attachment-service.js';
import { isSurelyRefused } from '../attachments/taken-files.js';
import type { BotKey } from '../channel/bot.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import type { IncomingAction } from '../telegram/incoming-action.js';
import { MOST_FILE_BYTES } from '../telegram/received-file.js';
import type { Point } from './place.js';

/** The words, the file or the place of a message, or how a message reads now. */
type Received =
  | {
      readonly kind: 'typed';
      readonly text: string;
      readonly messageId: number;
      /** Somebody else wrote it. */
      readonly isForwarded?: true;
    }
  | { readonly kind: 'edited'; readonly text: string; readonly messageId: number }
  | {
      readonly kind: 'file';
      readonly attachment: Attachment;
      readonly caption?: string;
      /** The album whose files come in messages of their own. */
      readonly album?: string;
      readonly messageId: number;
    }
  /** A file that bots cannot download, or that nobody could open, and the words that came with it. */
  | { readonly kind: 'tooBig' | 'notTaken'; readonly caption?: string; readonly messageId: number }
  | { readonly kind: 'location'; readonly point: Point };

/** The actions that bring something: messages and edited messages. */
export type MessageAction = Exclude<IncomingAction<unknown, string>, { readonly kind: 'press' }>;

/** Receives what a message brings, its file kept; undefined for a kind that no request or answer can hold. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of messages.
export async function receive(
  action: MessageAction,
  { bot, attachments }: { readonly bot: BotKey; readonly attachments: Pick<AttachmentService, 'keep'> },
): Promise<Received | undefined> {
  switch (action.kind) {
    case 'text': {
      const { text, messageId, isForwarded } = action;
      return { kind: 'typed', text, messageId, ...(isForwarded === true ? { isForwarded } : {}) };
    }
    case 'edit': {
      const { text, messageId } = action;
      return text === undefined ? undefined : { kind: 'edited', text, messageId };
    }
    case 'file': {
      const { file, caption, album, messageId } = action;
      const captioned = caption === undefined ? {} : { caption };
      if ((file.size ?? 0) > MOST_FILE_BYTES) return { kind: 'tooBig', messageId, ...captioned };
      if (isSurelyRefused(file)) return { kind: 'notTaken', messageId, ...captioned };
      const attachment = await attachments.keep({ ...file, bot });
      return { kind: 'file', attachment, messageId, ...captioned, ...(album === undefined ? {} : { album }) };
    }
    case 'other':
      return action.point === undefined ? undefined : { kind: 'location', point: action.point };
    default:
      return assertNever(action);
  }
}
