import type { ReceivedFile } from '../telegram/received-file.js';

/** File name extensions of accepted types. */
const TAKEN_ENDINGS: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp'],
  ...['mp4', 'm4v', '3gp', '3gpp'],
  ...['mp3', 'm4a', 'm4b', 'ogg', 'oga', 'opus'],
  'pdf',
]);
/** Telegram's MIME types for files that are refused, whatever their name. */
const OTHER_TYPES =
  /^(?:image|video|audio|application)\/(?:hei[cf]|tiff|svg|gif|x-ms|quicktime|x-matroska|webm|avi|amr|flac|wav|aac|aiff|vnd\.wave)/;
const FOREIGN_TYPE = /^(?:text|font|model|message)\//;

/**
 * True if name and type already show that nobody will be able to open a file, so that the sender can be told
 * at once. If they show nothing, the content decides once it has arrived.
 */
export function isSurelyRefused({
  kind,
  fileName,
  mimeType,
}: Pick<ReceivedFile, 'kind' | 'fileName' | 'mimeType'>): boolean {
  if (kind === 'photo' || kind === 'voice') return false;
  const type = (mimeType ?? '').toLowerCase().replace('/x-', '/');
  if (OTHER_TYPES.test(type) || FOREIGN_TYPE.test(type)) return true;
  const ending = /\.([a-z0-9]{1,5})$/i.exec(fileName ?? '')?.[1]?.toLowerCase();
  return ending !== undefined && !TAKEN_ENDINGS.has(ending);
}
