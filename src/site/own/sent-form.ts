import type { IncomingMessage } from 'node:http';
import { parseMultipart } from '../../multipart.js';

/** What a form with photos may have at most; beyond it the photos are left out, and what was written is kept. */
export const MOST_PHOTOS = 5;
export const MOST_UPLOAD_MIB = 25;

const MIB = 1_024 * 1_024;
/** Enough for every field of a form, which stand before its photos. */
const FIELDS_BYTES = 128 * 1_024;
/** What is still read of a body that is too long, so that its browser gets to show the answer; nothing is answered beyond. */
const MOST_READ_BYTES = 200 * MIB;

/** Why the photos of a form were not taken over. */
export type PhotosLost = 'photosTooBig' | 'tooManyPhotos' | 'photosCutOff' | 'photosBusy';

/** A form as it was sent. */
export interface SentForm {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly photos: readonly Buffer[];
  readonly lost?: PhotosLost;
}

/** Reads a form with photos; undefined if whoever sent it is gone. `isBusy`: only its fields are kept. */
export async function readSentForm(
  request: IncomingMessage,
  { isBusy }: { readonly isBusy: boolean },
): Promise<SentForm | undefined> {
  const mostBytes = isBusy ? FIELDS_BYTES : MOST_UPLOAD_MIB * MIB;
  const read = await readBody(request, mostBytes);
  if (read === undefined) return undefined;
  const form = parseMultipart(request.headers['content-type'] ?? '', read.body);
  const parts = form?.parts ?? [];
  const fields = Object.fromEntries(
    parts
      .filter(({ fileName, content }) => fileName === undefined && content.length <= FIELDS_BYTES)
      .map(({ name, content }) => [name, content.toString('utf8')]),
  );
  // A browser sends a file without a name and bytes where none was chosen.
  const photos = parts.flatMap(({ fileName, content }) =>
    fileName === undefined || content.length === 0 ? [] : [content],
  );
  const lost = whyLost({ ...read, isBusy, isWhole: form?.isWhole === true, count: photos.length });
  return lost === undefined ? { fields, photos } : { fields, photos: [], lost };
}

function whyLost(read: {
  readonly isCut: boolean;
  readonly isBusy: boolean;
  readonly isWhole: boolean;
  readonly count: number;
}): PhotosLost | undefined {
  if (read.isCut) return read.isBusy ? 'photosBusy' : 'photosTooBig';
  if (!read.isWhole) return 'photosCutOff';
  return read.count > MOST_PHOTOS ? 'tooManyPhotos' : undefined;
}

/** The body of a call, or its first `mostBytes` while the rest is let go; undefined if its connection ended before it did. */
async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<{ readonly body: Buffer; readonly isCut: boolean } | undefined> {
  const kept: Buffer[] = [];
  let [length, isCut] = [0, false];
  try {
    for await (const piece of request) {
      const bytes = piece as Buffer;
      const room = Math.max(0, mostBytes - length);
      length += bytes.length;
      // The connection ends with the loop.
      if (length > MOST_READ_BYTES) return undefined;
      if (room > 0) kept.push(bytes.subarray(0, room));
      isCut = length > mostBytes;
    }
  } catch {
    return undefined;
  }
  return { body: Buffer.concat(kept), isCut };
}
