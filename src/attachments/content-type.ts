import { fileTypeFromBuffer } from 'file-type';
import type { Attachment } from '../requests/lifecycle/facts.js';

/** The types of content that are taken; whatever else a file is, it is not sent on. */
export type ContentType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'video/mp4'
  | 'audio/ogg'
  | 'audio/mp4'
  | 'audio/mpeg'
  | 'application/pdf';

/** The types that are taken by the extension that the library gives them; whatever has none here is refused. */
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

/** What each kind of attachment may hold; a document holds any of them. */
const FAMILIES: Readonly<Record<Exclude<Attachment['kind'], 'document'>, RegExp>> = {
  photo: /^image\//,
  video: /^video\//,
  voice: /^audio\//,
  audio: /^audio\//,
};

/** What a file is by its content, whatever its name or its sender says; undefined for a type that is not taken. */
export async function contentTypeOf(bytes: Buffer): Promise<ContentType | undefined> {
  try {
    const found = await fileTypeFromBuffer(bytes);
    return found === undefined ? undefined : TAKEN[found.ext];
  } catch {
    // The library throws where a header promises more than there is.
    return undefined;
  }
}

/** True when a file of that kind may hold that type. */
export function fitsKind(kind: Attachment['kind'], type: ContentType): boolean {
  return kind === 'document' || FAMILIES[kind].test(type);
}
