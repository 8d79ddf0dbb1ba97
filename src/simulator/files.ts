import { createHash, createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { readImageSize } from '../attachments/image-size.js';
import type { BotRole } from '../channel/bot.js';
import { omitUndefined } from './defined.js';
import type { StoredFile } from './state.js';
import type { Store } from './store.js';
import { FILE_KINDS, type FileKind, type WirePhotoSize } from './wire.js';

/** A new file: its bytes, or only a size for trying large files. */
export interface NewFile {
  readonly content: Buffer | { readonly size: number };
  readonly fileName?: string | undefined;
  readonly mimeType?: string | undefined;
}

/** A file as a bot names it. */
interface NamedFile {
  readonly kind: FileKind;
  readonly file: StoredFile;
}

/** The files of the simulated Telegram: stored once by content, named differently for every bot. */
export interface FileStore {
  /** Stores a file and returns what is known about it; the same content and name give the same file. */
  add(file: NewFile): StoredFile;
  /** The id by which `bot` knows the file when it is sent as `kind`; useless to the other bot. */
  idFor(bot: BotRole, kind: FileKind, file: StoredFile): string;
  /** The file behind an id of `bot`; `undefined` for an id of another bot or a made-up one. */
  find(bot: BotRole, fileId: string): NamedFile | undefined;
  byUniqueId(uniqueId: string): StoredFile | undefined;
  /** The bytes; zeros for a file that only has a size. */
  read(file: StoredFile): Buffer;
  /** Path for the download link, `photos/….jpg` and the like. */
  pathOf(kind: FileKind, file: StoredFile): string;
  /** The sizes in which Telegram offers a photo, smallest first. */
  photoSizes(bot: BotRole, file: StoredFile): WirePhotoSize[];
}

const UNIQUE_ID_LENGTH = 16;
const SMALL_SIDE = 320;
const UNKNOWN_PHOTO = { width: 1280, height: 960 };

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
};

/**
 * Makes the file store. `folder` holds the contents (absent: memory), `secrets` makes the ids of each bot
 * its own.
 */
export function createFileStore(options: {
  readonly store: Store;
  readonly folder?: string | undefined;
  readonly secrets: Readonly<Record<BotRole, string>>;
}): FileStore {
  const { store, folder, secrets } = options;
  const contents = new Map<string, Buffer>();
  if (folder !== undefined) mkdirSync(folder, { recursive: true });

  function keep(content: Buffer): string {
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (folder === undefined) contents.set(sha256, content);
    else if (!existsSync(join(folder, sha256))) {
      writeFileSync(join(folder, `${sha256}.new`), content);
      renameSync(join(folder, `${sha256}.new`), join(folder, sha256));
    }
    return sha256;
  }

  function seal(bot: BotRole, body: string): string {
    return createHmac('sha256', secrets[bot]).update(body).digest('base64url').slice(0, 24);
  }

  function idFor(bot: BotRole, kind: FileKind, file: StoredFile): string {
    const body = `${FILE_KINDS.indexOf(kind)}${file.uniqueId}`;
    return `AgAC${body}${seal(bot, body)}`;
  }

  return {
    idFor,
    add({ content, fileName, mimeType }) {
      const isReal = Buffer.isBuffer(content);
      const sha256 = isReal ? keep(content) : undefined;
      const size = isReal ? content.length : content.size;
      const identity = `${sha256 ?? `size ${size}`}:${fileName ?? ''}`;
      const uniqueId = createHash('sha256').update(identity).digest('base64url').slice(0, UNIQUE_ID_LENGTH);
      const known = store.state.files.get(uniqueId);
      if (known !== undefined) return known;
      const file: StoredFile = omitUndefined({
        uniqueId,
        sha256,
        size,
        fileName,
        mimeType: mimeType ?? guessMimeType(fileName, isReal ? content : undefined),
        ...(isReal ? readImageSize(content) : undefined),
      });
      store.commit({ type: 'file', file });
      return file;
    },
    find(bot, fileId) {
      const body = fileId.slice(4, 5 + UNIQUE_ID_LENGTH);
      if (fileId !== `AgAC${body}${seal(bot, body)}`) return undefined;
      const kind = FILE_KINDS[Number(body[0])];
      const file = store.state.files.get(body.slice(1));
      return kind === undefined || file === undefined ? undefined : { kind, file };
    },
    byUniqueId: (uniqueId) => store.state.files.get(uniqueId),
    read(file) {
      if (file.sha256 === undefined) return Buffer.alloc(file.size);
      const kept = contents.get(file.sha256);
      if (kept !== undefined) return kept;
      if (folder === undefined) throw new Error('The content of a file is missing.');
      return readFileSync(join(folder, file.sha256));
    },
    pathOf: (kind, file) => `${FOLDERS[kind]}/${file.uniqueId}${extensionOf(file)}`,
    photoSizes(bot, file) {
      const { width, height } = { ...UNKNOWN_PHOTO, ...file };
      const shrink = Math.min(1, SMALL_SIDE / Math.max(width, height));
      const full = {
        file_id: idFor(bot, 'photo', file),
        file_unique_id: file.uniqueId,
        width,
        height,
        file_size: file.size,
      };
      if (shrink === 1) return [full];
      const small = smallerVersion(store, file, Math.round(width * shrink), Math.round(height * shrink));
      return [
        {
          file_id: idFor(bot, 'photo', small),
          file_unique_id: small.uniqueId,
          width: small.width ?? SMALL_SIDE,
          height: small.height ?? SMALL_SIDE,
        },
        full,
      ];
    },
  };
}

const FOLDERS: Readonly<Record<FileKind, string>> = {
  photo: 'photos',
  voice: 'voice',
  audio: 'music',
  video: 'videos',
  video_note: 'video_notes',
  document: 'documents',
  sticker: 'stickers',
};

/** A preview has an id of its own; scaling pixels is not worthwhile, so its bytes are the photo's. */
function smallerVersion(store: Store, file: StoredFile, width: number, height: number): StoredFile {
  const uniqueId = `s${file.uniqueId.slice(1)}`;
  const small: StoredFile = { ...file, uniqueId, width, height };
  if (!store.state.files.has(uniqueId)) store.commit({ type: 'file', file: small });
  return small;
}

function extensionOf(file: StoredFile): string {
  const named = extname(file.fileName ?? '').toLowerCase();
  if (/^\.[a-z0-9]{1,8}$/.test(named)) return named;
  const known = Object.entries(MIME_TYPES).find(([, type]) => type === file.mimeType);
  return known?.[0] ?? '';
}

function guessMimeType(fileName: string | undefined, content: Buffer | undefined): string {
  const named = MIME_TYPES[extname(fileName ?? '').toLowerCase()];
  if (named !== undefined) return named;
  if (content === undefined || content.length < 12) return 'application/octet-stream';
  if (content.readUInt16BE(0) === 0xffd8) return 'image/jpeg';
  if (content.readUInt32BE(0) === 0x89504e47) return 'image/png';
  if (content.toString('latin1', 0, 4) === 'OggS') return 'audio/ogg';
  if (content.toString('latin1', 4, 8) === 'ftyp') return 'video/mp4';
  if (content.toString('latin1', 0, 4) === '%PDF') return 'application/pdf';
  return 'application/octet-stream';
}
