import type { ReceivedFile } from '../telegram/received-file.js';

/** Endings of names that files of a type have which is taken. */
const TAKEN_ENDINGS: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp'],
  ...['mp4', 'm4v', '3gp', '3gpp'],
  ...['mp3', 'm4a', 'm4b', 'ogg', 'oga', 'opus'],
  'pdf',
]);
/** Types by which Telegram tells files apart that are none of ours, whatever their name. */
const OTHER_TYPES =
  /^(?:image|video|audio|application)\/(?:hei[cf]|tiff|svg|gif|x-ms|quicktime|x-matroska|webm|avi|amr|flac|wav|aac|aiff|vnd\.wave)/;
const FOREIGN_TYPE = /^(?:text|font|model|message)\//;

/**
 * True where name and type say already that nobody will be able to open a file, so that it can be said at once. What
 * neither names is decided by the content, once that is here.
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
