import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';

/** An entry of an archive, with its content as it is unpacked. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** An archive unpacked within its bounds, or why it was not. */
export type Unzipped =
  | { readonly ok: true; readonly entries: readonly ZipEntry[] }
  | { readonly ok: false; readonly because: 'notAZip' | 'tooLarge' };

const MOST_ENTRIES = 200;
const END_OF_DIRECTORY = 0x06054b50;
const END_SIZE = 22;
/** An archive's closing comment has two bytes for its length. */
const LONGEST_COMMENT = 0xffff;
const DIRECTORY_ENTRY = 0x02014b50;
const DIRECTORY_ENTRY_SIZE = 46;
const LOCAL_ENTRY = 0x04034b50;
const LOCAL_ENTRY_SIZE = 30;
const STORED = 0;
const DEFLATED = 8;

const inflate = promisify(inflateRaw);

/**
 * Unpacks an archive, and stops as soon as its entries together have more than `mostBytes`: what an archive
 * says of its own sizes is not believed. Encrypted entries and those of archives in parts count as no archive.
 */
export async function unzip(bytes: Buffer, mostBytes: number): Promise<Unzipped> {
  try {
    return await unpack(bytes, mostBytes);
  } catch (error) {
    if (isBufferTooLarge(error)) return { ok: false, because: 'tooLarge' };
    // Whatever lies outside the file, or cannot be inflated, shows that it is no archive.
    return { ok: false, because: 'notAZip' };
  }
}

async function unpack(bytes: Buffer, mostBytes: number): Promise<Unzipped> {
  const end = endOfDirectory(bytes);
  if (end === undefined) return { ok: false, because: 'notAZip' };
  // Another reader must find the same entries: no parts, nothing before the archive, no larger format.
  const isWhole = bytes.readUInt32LE(end + 4) === 0;
  const isFirst = bytes.readUInt32LE(end + 12) + bytes.readUInt32LE(end + 16) === end;
  if (!isWhole || !isFirst) return { ok: false, because: 'notAZip' };
  const count = bytes.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) return { ok: false, because: 'tooLarge' };
  const entries: ZipEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  let left = mostBytes;
  for (let index = 0; index < count; index += 1) {
    if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) return { ok: false, because: 'notAZip' };
    const method = bytes.readUInt16LE(at + 10);
    const packedSize = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const commentLength = bytes.readUInt16LE(at + 32);
    const name = bytes.toString('utf8', at + DIRECTORY_ENTRY_SIZE, at + DIRECTORY_ENTRY_SIZE + nameLength);
    const packed = contentAt(bytes, bytes.readUInt32LE(at + 42), packedSize);
    if (packed === undefined || (method !== STORED && method !== DEFLATED)) {
      return { ok: false, because: 'notAZip' };
    }
    const content =
      method === STORED ? packed : await inflate(packed, { maxOutputLength: Math.max(1, left) });
    left -= content.length;
    if (left < 0) return { ok: false, because: 'tooLarge' };
    entries.push({ name, content });
    at += DIRECTORY_ENTRY_SIZE + nameLength + extraLength + commentLength;
  }
  return { ok: true, entries };
}

function endOfDirectory(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - END_SIZE - LONGEST_COMMENT);
  for (let at = bytes.length - END_SIZE; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  }
  return undefined;
}

function contentAt(bytes: Buffer, at: number, size: number): Buffer | undefined {
  if (bytes.readUInt32LE(at) !== LOCAL_ENTRY) return undefined;
  const from = at + LOCAL_ENTRY_SIZE + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  return from + size > bytes.length ? undefined : bytes.subarray(from, from + size);
}

/** Node's word for a content that would be longer than it was allowed to be. */
function isBufferTooLarge(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
  );
}
