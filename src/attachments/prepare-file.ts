import type { Attachment } from '../requests/lifecycle/facts.js';
import { type ContentType, contentTypeOf, fitsKind } from './content-type.js';
import { withoutMetadata } from './metadata/strip.js';

/**
 * A file as it may be stored and passed on: of an accepted type, without the metadata that its device wrote.
 */
export interface PreparedFile {
  readonly type: ContentType;
  readonly bytes: Buffer;
}

/** Prepares a file according to its content, whatever its name says; undefined if it is refused. */
export async function prepareFile(input: {
  readonly bytes: Buffer;
  readonly kind: Attachment['kind'];
}): Promise<PreparedFile | undefined> {
  const type = await contentTypeOf(input.bytes);
  if (type === undefined || !fitsKind(input.kind, type)) return undefined;
  const bytes = await withoutMetadata(input.bytes, type);
  return bytes && { type, bytes };
}
