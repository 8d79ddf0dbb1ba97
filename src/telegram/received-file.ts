import type { BotKey } from '../channel/bot.js';
import type { Attachment } from '../requests/lifecycle/facts.js';

/** A file as a bot received it. */
export interface ReceivedFile {
  readonly bot: BotKey;
  /** Telegram's `file_id`, which works for this bot only. */
  readonly fileId: string;
  /** Telegram's `file_unique_id`. */
  readonly uniqueId: string;
  readonly kind: Attachment['kind'];
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
  readonly fileName?: string;
  readonly durationSeconds?: number;
}

/** Most bytes of a file that a bot can download (docs/telegram.md, 8). */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

interface TelegramFile {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly mime_type?: string;
  readonly file_name?: string;
  readonly duration?: number;
}

/** The parts of a message of the Bot API that carry a file, whichever library typed it. */
export interface MessageWithFile {
  readonly message_id: number;
  readonly photo?: readonly TelegramFile[];
  readonly voice?: TelegramFile;
  readonly video?: TelegramFile;
  readonly audio?: TelegramFile;
  readonly document?: TelegramFile;
}

/** The file in a message, a photo in its largest size; undefined where there is none that is kept. */
export function fileIn(message: MessageWithFile): Omit<ReceivedFile, 'bot'> | undefined {
  const { photo, voice, video, audio, document } = message;
  if (photo !== undefined) return describe('photo', photo.at(-1));
  if (voice !== undefined) return describe('voice', voice);
  if (video !== undefined) return describe('video', video);
  if (audio !== undefined) return describe('audio', audio);
  return describe('document', document);
}

function describe(
  kind: ReceivedFile['kind'],
  file: TelegramFile | undefined,
): Omit<ReceivedFile, 'bot'> | undefined {
  if (file === undefined) return undefined;
  return {
    kind,
    fileId: file.file_id,
    uniqueId: file.file_unique_id,
    ...(file.mime_type === undefined ? {} : { mimeType: file.mime_type }),
    ...(file.file_size === undefined ? {} : { size: file.file_size }),
    ...(file.file_name === undefined ? {} : { fileName: file.file_name }),
    ...(file.duration === undefined ? {} : { durationSeconds: file.duration }),
  };
}
