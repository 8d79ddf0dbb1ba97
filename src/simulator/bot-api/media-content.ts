import { isTooLargeForPhoto } from '../../attachments/image-size.js';
import { omitUndefined } from '../defined.js';
import type { StoredFile } from '../state.js';
import type { FileKind, WireContent, WireMedia } from '../wire.js';
import type { Call } from './call.js';
import { badRequest } from './errors.js';

const LARGEST_PHOTO = 10_000_000;

/** Names that Telegram gives the kinds in its refusals. */
const KIND_NAMES: Readonly<Record<FileKind, string>> = {
  photo: 'Photo',
  voice: 'VoiceNote',
  audio: 'Audio',
  video: 'Video',
  video_note: 'VideoNote',
  document: 'Document',
  sticker: 'Sticker',
};

/**
 * The file that a call wants to send as `kind`: `source` is a file_id of this bot, `attach://name` of an
 * upload of this request, or, when the upload stands in the parameter itself, absent. Throws 400; what lies
 * on the web is not fetched.
 */
export function resolveFile(call: Call, kind: FileKind, source: string | undefined): StoredFile {
  const { files } = call.telegram;
  const uploadName = source?.startsWith('attach://') ? source.slice('attach://'.length) : kind;
  const upload = call.parameters.upload(uploadName);
  if (upload && (source === undefined || source.startsWith('attach://'))) {
    if (upload.content.length === 0) throw badRequest('file must be non-empty');
    if (kind !== 'photo') return files.add(upload);
    checkPhoto(upload.content);
    // Photos have no names on Telegram.
    return files.add({ content: upload.content });
  }
  if (source === undefined || source === '') throw badRequest(`there is no ${kind} in the request`);
  if (/^https?:\/\//i.test(source)) throw badRequest('failed to get HTTP URL content');
  const named = files.find(call.account.name, source);
  if (!named) throw badRequest('wrong file identifier/HTTP URL specified');
  if (named.kind !== kind) {
    throw badRequest(`can't use file of type ${KIND_NAMES[named.kind]} as ${KIND_NAMES[kind]}`);
  }
  return named.file;
}

/** A file as the field of a message; `duration` in seconds. */
export function fileContent(
  files: Call['telegram']['files'],
  bot: Call['account']['name'],
  kind: FileKind,
  file: StoredFile,
  duration = 0,
): WireContent {
  if (kind === 'photo') return { photo: files.photoSizes(bot, file) };
  const common: WireMedia = {
    file_id: files.idFor(bot, kind, file),
    file_unique_id: file.uniqueId,
    file_size: file.size,
  };
  const typed = { ...common, mime_type: file.mimeType };
  const named = omitUndefined({ ...typed, file_name: file.fileName });
  const { width = 640, height = 360 } = file;
  switch (kind) {
    case 'voice':
      return { voice: { ...typed, duration } };
    case 'audio':
      return { audio: { ...named, duration } };
    case 'video':
      return { video: { ...named, duration, width, height } };
    case 'video_note':
      return { video_note: { ...common, duration, length: 240 } };
    case 'document':
      return { document: named };
    case 'sticker':
      return {
        sticker: {
          ...common,
          type: 'regular',
          width: 512,
          height: 512,
          is_animated: false,
          is_video: false,
          emoji: '🙂',
        },
      };
  }
}

function checkPhoto(content: Buffer): void {
  if (content.length > LARGEST_PHOTO) {
    throw badRequest(
      `file of size ${content.length} bytes is too big for a photo; the maximum size is ${LARGEST_PHOTO} bytes`,
    );
  }
  const start = content.subarray(0, 12);
  const isImage =
    start.subarray(0, 2).equals(Buffer.from([0xff, 0xd8])) ||
    start.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) ||
    start.toString('latin1', 0, 3) === 'GIF' ||
    start.toString('latin1', 8, 12) === 'WEBP';
  if (!isImage) throw badRequest('IMAGE_PROCESS_FAILED');
  if (isTooLargeForPhoto(content)) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}
