import { z } from 'zod';
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

/** The largest file that a bot can download (docs/telegram.md, 8), in bytes. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

const fileSchema = z.object({
  file_id: z.string(),
  file_unique_id: z.string(),
  file_size: z.number().exactOptional(),
  mime_type: z.string().exactOptional(),
  file_name: z.string().exactOptional(),
  duration: z.number().exactOptional(),
});
type TelegramFile = z.infer<typeof fileSchema>;

/** Fields that carry a file, and what it is kept as; a photo comes in several sizes, the largest last. */
const FIELDS = [
  ['photo', 'photo', z.array(fileSchema)],
  ['live_photo', 'photo', z.object({ photo: z.array(fileSchema) }).transform(({ photo }) => photo)],
  ['voice', 'voice', fileSchema],
  ['video', 'video', fileSchema],
  ['video_note', 'video', fileSchema],
  ['audio', 'audio', fileSchema],
  ['document', 'document', fileSchema],
] as const satisfies readonly (readonly [
  string,
  ReceivedFile['kind'],
  z.ZodType<TelegramFile | TelegramFile[]>,
])[];

/** The file in a message of the Bot API, a photo in its largest size; undefined where there is none that is kept. */
export function fileIn(message: unknown): Omit<ReceivedFile, 'bot'> | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const fields: ReadonlyMap<string, unknown> = new Map(Object.entries(message));
  for (const [field, kind, schema] of FIELDS) {
    const { data } = schema.safeParse(fields.get(field));
    const file = Array.isArray(data) ? data.at(-1) : data;
    if (file === undefined) continue;
    return describe(kind, file);
  }
  return undefined;
}

function describe(kind: ReceivedFile['kind'], file: TelegramFile): Omit<ReceivedFile, 'bot'> {
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
