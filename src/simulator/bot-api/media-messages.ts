import { MOST_FILE_BYTES } from '../../telegram/received-file.js';
import type { FileKind, WireContent, WireMessage } from '../wire.js';
import { type BotMethod, type BotMethods, type Call, recipientOf } from './call.js';
import { badRequest } from './errors.js';
import { readCaption } from './formatted-text.js';
import { fileContent, resolveFile } from './media-content.js';
import { createParameters, isObject } from './parameters.js';
import { putMessage, readReplied, sendContent } from './send.js';
import { captionContent } from './text-messages.js';

const MOST_ALBUM_ITEMS = 10;
const ALBUM_KINDS: readonly FileKind[] = ['photo', 'video', 'audio', 'document'];
/** Kinds that form an album only among themselves; photos and videos go together (docs/telegram.md, 12). */
const KINDS_AMONG_THEMSELVES = ['audio', 'document'] as const;

/** Messages with files, one or an album. */
export const mediaMethods: BotMethods = {
  sendPhoto: sendFile('photo'),
  sendVoice: sendFile('voice'),
  sendAudio: sendFile('audio'),
  sendVideo: sendFile('video'),
  sendVideoNote: sendFile('video_note'),
  sendDocument: sendFile('document'),
  sendSticker: sendFile('sticker'),
  sendMediaGroup,
  getFile,
};

function sendFile(kind: FileKind): BotMethod {
  return (call) => {
    const caption = captionContent(readCaption(call));
    const file = resolveFile(call, kind, call.parameters.text(kind));
    const duration = call.parameters.integer('duration') ?? 0;
    return sendContent(call, {
      ...fileContent(call.telegram.files, call.account.name, kind, file, duration),
      ...caption,
    });
  };
}

function sendMediaGroup(call: Call): readonly WireMessage[] {
  const items = call.parameters.json('media');
  if (!Array.isArray(items) || items.length === 0) throw badRequest('there are no messages to send');
  if (items.length > MOST_ALBUM_ITEMS) throw badRequest('too many messages to send as an album');
  const contents = items.map((item: unknown) => readInputMedia(call, item));
  for (const kind of KINDS_AMONG_THEMSELVES) {
    const count = contents.filter((content) => content[kind] !== undefined).length;
    if (count > 0 && count < contents.length)
      throw badRequest(`${kind} can't be mixed with other media types`);
  }
  const person = recipientOf(call, contents.length);
  const replied = readReplied(call, person);
  const mediaGroupId = String(Math.floor(call.telegram.random() * 1e16));
  return contents.map((content) => putMessage(call, person, content, { mediaGroupId, replied }));
}

/** One item of an album, or the new media of an edit. Throws 400. */
export function readInputMedia(call: Call, item: unknown): WireContent {
  if (!isObject(item)) throw badRequest('expected an Object as input media');
  const kind = ALBUM_KINDS.find((known) => known === item['type']);
  if (kind === undefined) throw badRequest(`type "${String(item['type'])}" can't be used as input media`);
  const source = item['media'];
  if (typeof source !== 'string') throw badRequest('media not found');
  const caption = captionContent(readCaption({ ...call, parameters: createParameters(item) }));
  const duration = Number(item['duration'] ?? 0);
  const file = resolveFile(call, kind, source);
  return { ...fileContent(call.telegram.files, call.account.name, kind, file, duration), ...caption };
}

function getFile(call: Call): unknown {
  const fileId = call.parameters.text('file_id');
  if (fileId === undefined || fileId === '') throw badRequest('file_id not specified');
  const named = call.telegram.files.find(call.account.name, fileId);
  if (!named) throw badRequest('wrong file_id or the file is temporarily unavailable');
  if (named.file.size > MOST_FILE_BYTES) throw badRequest('file is too big');
  return {
    file_id: fileId,
    file_unique_id: named.file.uniqueId,
    file_size: named.file.size,
    file_path: call.telegram.files.pathOf(named.kind, named.file),
  };
}
