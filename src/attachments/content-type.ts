import { fileTypeFromBuffer } from 'file-type';
import type { Attachment } from '../requests/lifecycle/facts.js';

/** The accepted types of content; any other file is not passed on. */
export type ContentType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'video/mp4'
  | 'audio/ogg'
  | 'audio/mp4'
  | 'audio/mpeg'
  | 'application/pdf';

/** The accepted types by the extension that the library reports; all others are refused. */
const TAKEN: Readonly<Record<string, ContentType>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  '3gp': 'video/mp4',
  opus: 'audio/ogg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
  m4b: 'audio/mp4',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
};

/** The types that each kind of attachment may contain; a document may contain any of them. */
const FAMILIES: Readonly<Record<Exclude<Attachment['kind'], 'document'>, RegExp>> = {
  photo: /^image\//,
  video: /^video\//,
  voice: /^audio\//,
  audio: /^audio\//,
};

/** The type of a file by its content, whatever its name or its sender says; undefined for a refused type. */
export async function contentTypeOf(bytes: Buffer): Promise<ContentType | undefined> {
  try {
    const found = await fileTypeFromBuffer(bytes);
    return found === undefined ? undefined : TAKEN[found.ext];
  } catch {
    // The library throws if a header promises more bytes than there are.
    return undefined;
  }
}

/** True if a file of that kind may contain that type. */
export function fitsKind(kind: Attachment['kind'], type: ContentType): boolean {
  return kind === 'document' || FAMILIES[kind].test(type);
}
