import type { Attachment } from '../requests/lifecycle/facts.js';
import { type ContentType, contentTypeOf, fitsKind } from './content-type.js';
import { withoutMetadata } from './metadata/strip.js';

/** A file as it may be kept and sent on: of a type that is taken, without what its device wrote beside its content. */
export interface PreparedFile {
  readonly type: ContentType;
  readonly bytes: Buffer;
}

/** Prepares a file by its content, whatever its name says; undefined where it is not taken. */
export async function prepareFile(input: {
  readonly bytes: Buffer;
  readonly kind: Attachment['kind'];
}): Promise<PreparedFile | undefined> {
  const type = await contentTypeOf(input.bytes);
  if (type === undefined || !fitsKind(input.kind, type)) return undefined;
  const bytes = await withoutMetadata(input.bytes, type);
  return bytes && { type, bytes };
}
