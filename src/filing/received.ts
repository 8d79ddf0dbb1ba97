import { assertNever } from '../assert-never.js';
import type { AttachmentService } from '../attachments/attachment-service.js';
import { isSurelyRefused } from '../attachments/taken-files.js';
import type { BotKey } from '../channel/bot.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import type { IncomingAction } from '../telegram/incoming-action.js';
import { MOST_FILE_BYTES, type ReceivedFile } from '../telegram/received-file.js';
import type { Point } from './place.js';

/** The words, the file or the place in a message, or the new text of an edited one. */
type Received =
  | {
      readonly kind: 'typed';
      readonly text: string;
      readonly messageId: number;
      /** Somebody else wrote it. */
      readonly isForwarded?: true;
    }
  | {
      readonly kind: 'edited';
      /** Empty for a message without words. */
      readonly text: string;
      /** The files that it has now; absent for a message of words alone. */
      readonly files?: readonly Attachment[];
      readonly point?: Point;
      readonly messageId: number;
    }
  | {
      readonly kind: 'file';
      readonly attachment: Attachment;
      /** Further files of the same message. */
      readonly others?: readonly Attachment[];
      readonly caption?: string;
      /** The album it belongs to; each file of an album is a message of its own. */
      readonly album?: string;
      readonly messageId: number;
    }
  /** A file that bots cannot download, or of a type that nobody could open, and its caption. */
  | { readonly kind: 'tooBig' | 'notTaken'; readonly caption?: string; readonly messageId: number }
  | { readonly kind: 'location'; readonly point: Point; readonly messageId: number };

/** The actions with content: messages and edited messages. */
export type MessageAction = Exclude<IncomingAction<unknown, string>, { readonly kind: 'press' }>;

/**
 * Receives the content of a message and stores its file; undefined for a kind that no request or answer can
 * hold.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of messages.
export async function receiveContent(
  action: MessageAction,
  {
    bot,
    attachments,
    hasAgreed,
  }: {
    readonly bot: BotKey;
    readonly attachments: Pick<AttachmentService, 'keep'>;
    /** False before the sender has agreed that what they send is stored: then no file is fetched. */
    readonly hasAgreed: boolean;
  },
): Promise<Received | undefined> {
  const keepAll = (files: readonly SentFile[]) =>
    Promise.all(files.map((file) => attachments.keep({ ...file, bot }, { hasAgreed })));
  switch (action.kind) {
    case 'text': {
      const { text, messageId, isForwarded } = action;
      return { kind: 'typed', text, messageId, ...(isForwarded === true ? { isForwarded } : {}) };
    }
    case 'edit': {
      const { text, messageId, file, others = [], point } = action;
      if (text === undefined && file === undefined && point === undefined) return undefined;
      const sent = file === undefined ? undefined : [file, ...others].filter(canBeTaken);
      return {
        kind: 'edited',
        text: text ?? '',
        messageId,
        ...(sent === undefined ? {} : { files: await keepAll(sent) }),
        ...(point === undefined ? {} : { point }),
      };
    }
    case 'file': {
      const { caption, album, messageId } = action;
      const captioned = caption === undefined ? {} : { caption };
      const files = [action.file, ...(action.others ?? [])];
      const [attachment, ...others] = await keepAll(files.filter(canBeTaken));
      if (attachment === undefined) {
        return { kind: files.some(canBeHad) ? 'notTaken' : 'tooBig', messageId, ...captioned };
      }
      return {
        kind: 'file',
        attachment,
        ...(others.length === 0 ? {} : { others }),
        messageId,
        ...captioned,
        ...(album === undefined ? {} : { album }),
      };
    }
    case 'other':
      return action.point === undefined
        ? undefined
        : { kind: 'location', point: action.point, messageId: action.messageId };
    default:
      return assertNever(action);
  }
}

type SentFile = Omit<ReceivedFile, 'bot'>;

function canBeHad({ size = 0 }: SentFile): boolean {
  return size <= MOST_FILE_BYTES;
}

function canBeTaken(file: SentFile): boolean {
  return canBeHad(file) && !isSurelyRefused(file);
}
