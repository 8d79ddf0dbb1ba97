import { InputFile } from 'grammy';
import type { InputMediaPhoto, InputMediaVideo, Message } from 'grammy/types';
import { assertNever } from '../assert-never.js';
import type { Api } from '../telegram/api.js';
import { type ChatPlace, intoTopic, type WithinTopic } from '../telegram/into-topic.js';
import type { StoredAttachment } from './attachment-store.js';

/** A file as a bot sends it: by the id it knows, or by its bytes. */
export type FileToSend = { readonly attachment: StoredAttachment; readonly caption?: string } & (
  | { readonly fileId: string }
  | { readonly bytes: Buffer }
);

/** The name under which a file is uploaded: ours, since a name from a stranger's device cannot be trusted. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'application/pdf': 'pdf',
};
const USUAL_EXTENSION: Readonly<Record<StoredAttachment['kind'], string>> = {
  photo: 'jpg',
  video: 'mp4',
  voice: 'ogg',
  audio: 'mp3',
  document: 'bin',
};

/**
 * Sends files in order, neighbouring photos and videos as albums; resolves to the messages, one for each
 * file.
 */
export async function sendFiles(
  options: Target & {
    readonly files: readonly FileToSend[];
    /** The most photos and videos in one message. */
    readonly albumFiles: number;
  },
): Promise<Message[]> {
  const messages: Message[] = [];
  for (const group of albumsOf(options.files, options.albumFiles)) {
    messages.push(...(await intoTopic(options.topic, (within) => sendGroup(options, group, within))));
  }
  return messages;
}

function albumsOf(files: readonly FileToSend[], albumFiles: number): FileToSend[][] {
  const groups: FileToSend[][] = [];
  for (const file of files) {
    const last = groups.at(-1);
    const first = last?.[0];
    if (
      last !== undefined &&
      first !== undefined &&
      isVisual(first) &&
      isVisual(file) &&
      last.length < albumFiles
    ) {
      last.push(file);
    } else groups.push([file]);
  }
  return groups;
}

function isVisual({ attachment: { kind } }: FileToSend): boolean {
  return kind === 'photo' || kind === 'video';
}

type Target = ChatPlace & { readonly api: Api; readonly signal?: AbortSignal };

async function sendGroup(
  target: Target,
  files: readonly FileToSend[],
  within: WithinTopic,
): Promise<Message[]> {
  const [only] = files;
  if (only !== undefined && files.length === 1) return [await sendOne(target, only, within)];
  return sendAlbum(target, files, within);
}

function sendAlbum(
  { api, chatId, signal }: Target,
  files: readonly FileToSend[],
  within: WithinTopic,
): Promise<Message[]> {
  const media = files.map((file): InputMediaPhoto | InputMediaVideo => ({
    type: file.attachment.kind === 'video' ? 'video' : 'photo',
    media: inputOf(file),
    ...captionOf(file),
  }));
  return api.sendMediaGroup(chatId, media, within, abortable(signal));
}

function sendOne({ api, chatId, signal }: Target, file: FileToSend, within: WithinTopic): Promise<Message> {
  const input = inputOf(file);
  const { kind, durationSeconds } = file.attachment;
  const caption = { ...captionOf(file), ...within };
  const timed = { ...caption, ...(durationSeconds === undefined ? {} : { duration: durationSeconds }) };
  switch (kind) {
    case 'photo':
      return api.sendPhoto(chatId, input, caption, abortable(signal));
    case 'video':
      return api.sendVideo(chatId, input, timed, abortable(signal));
    case 'voice':
      return api.sendVoice(chatId, input, timed, abortable(signal));
    case 'audio':
      return api.sendAudio(chatId, input, timed, abortable(signal));
    case 'document':
      return api.sendDocument(chatId, input, caption, abortable(signal));
    default:
      return assertNever(kind);
  }
}

function captionOf({ caption }: FileToSend): { readonly caption?: string } {
  return caption === undefined ? {} : { caption };
}

/** grammY types its signals with a package of its own; the platform's have the same methods. */
function abortable(signal: AbortSignal | undefined) {
  return signal as Parameters<Api['sendPhoto']>[3];
}

function inputOf(file: FileToSend): string | InputFile {
  return 'fileId' in file ? file.fileId : new InputFile(file.bytes, nameOf(file.attachment));
}

function nameOf({ kind, mimeType }: StoredAttachment): string {
  const extension = mimeType === undefined ? undefined : EXTENSIONS[mimeType];
  return `${kind}.${extension ?? USUAL_EXTENSION[kind]}`;
}

/** The `file_id` with which this bot can send each uploaded file again. */
export function fileIdsIn(
  messages: readonly Message[],
  files: readonly FileToSend[],
): readonly { readonly attachment: StoredAttachment; readonly fileId: string }[] {
  return files.flatMap((file, index) => {
    const message = messages[index];
    if ('fileId' in file || message === undefined) return [];
    const fileId = fileIdIn(message);
    return fileId === undefined ? [] : [{ attachment: file.attachment, fileId }];
  });
}

function fileIdIn({ photo, video, voice, audio, document }: Message): string | undefined {
  const sent = photo?.at(-1) ?? video ?? voice ?? audio ?? document;
  return sent?.file_id;
}
