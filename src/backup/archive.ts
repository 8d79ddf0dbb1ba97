import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';

/**
 * A backup is one file: a line of JSON that describes it, then frames, compressed with gzip and, if a key is
 * given, encrypted with AES-256-GCM under a key that scrypt derives from it; the tag of 16 bytes is at the
 * end. A frame is a letter, the length of its content in four bytes (little-endian) and the content.
 */
const headerSchema = z.object({
  pasokhBackup: z.literal(1),
  /** When the copy was made. */
  at: z.iso.datetime(),
  /** The version of what is stored (src/database/schema-version.ts). */
  schema: z.number().int(),
  /** The version of the program. */
  program: z.string(),
  /** In hexadecimal; absent if the backup is not encrypted. */
  salt: z.string().optional(),
  iv: z.string().optional(),
});

/** The description of a backup, readable without the key. */
export type ArchiveHeader = z.infer<typeof headerSchema>;

/**
 * A part of a backup: the beginning of a collection, one of its documents as BSON, or the end with the
 * counts.
 */
export type Frame =
  | { readonly kind: 'collection'; readonly name: string }
  | { readonly kind: 'document'; readonly bson: Buffer }
  | { readonly kind: 'end'; readonly counts: Readonly<Record<string, number>> };

/** A backup that cannot be read. The message is a sentence for the person who tried to. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

const countsSchema = z.record(z.string(), z.number().int());
const LETTERS = { collection: 'C', document: 'D', end: 'E' } as const;
const PREFIX_BYTES = 5;
const TAG_BYTES = 16;
const LONGEST_HEADER = 4_096;
const KEY_BYTES = 32;
/** About a tenth of a second for each guess of a key. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 << 20 } as const;

/**
 * Writes a backup. The file gets its name once it is complete and on the disk; a failure leaves nothing
 * behind.
 */
export async function writeArchive(
  path: string,
  header: Pick<ArchiveHeader, 'at' | 'schema' | 'program'>,
  key: string | undefined,
  frames: AsyncIterable<Frame>,
): Promise<void> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = key === undefined ? undefined : createCipheriv('aes-256-gcm', deriveKey(key, salt), iv);
  const line: ArchiveHeader = {
    pasokhBackup: 1,
    ...header,
    ...(cipher === undefined ? {} : { salt: salt.toString('hex'), iv: iv.toString('hex') }),
  };
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  async function* enclose(content: AsyncIterable<Buffer>) {
    yield Buffer.from(`${JSON.stringify(line)}\n`);
    yield* content;
    if (cipher !== undefined) yield cipher.getAuthTag();
  }
  try {
    await pipeline(
      Readable.from(encode(frames)),
      createGzip(),
      cipher ?? new PassThrough(),
      enclose,
      createWriteStream(draft, { mode: 0o600, flush: true, flags: 'wx' }),
    );
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** The description of a backup. Rejects with an `ArchiveError` if the file is not a backup. */
export async function readArchiveHeader(path: string): Promise<ArchiveHeader> {
  return (await readHead(path)).header;
}

/** Reads a backup from beginning to end. Throws an `ArchiveError` if it is damaged or the key is wrong. */
export async function* readArchive(path: string, key: string | undefined): AsyncGenerator<Frame> {
  const { header, bytes, size } = await readHead(path);
  const decipher = await decipherFor(path, header, key, size);
  const tail = decipher === undefined ? 0 : TAG_BYTES;
  const unpacked = createGunzip();
  const file = createReadStream(path, { start: bytes, end: Math.max(bytes, size - tail - 1) });
  const flowing = pipeline(file, decipher ?? new PassThrough(), unpacked);
  flowing.catch(() => undefined);
  let isWhole = false;
  try {
    for await (const frame of decode(unpacked)) {
      isWhole = frame.kind === 'end';
      yield frame;
    }
    await flowing;
  } catch {
    throw new ArchiveError(
      header.iv === undefined
        ? `${path} is damaged: use another copy.`
        : `${path} is damaged, or BACKUP_KEY is not the key with which it was made.`,
    );
  } finally {
    file.destroy();
  }
  if (!isWhole) throw new ArchiveError(`${path} is cut off: use another copy.`);
}

async function readHead(path: string): Promise<{ header: ArchiveHeader; bytes: number; size: number }> {
  const file = await open(path).catch(() => {
    throw new ArchiveError(`The file ${path} cannot be read: name a backup that is there.`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_HEADER), 0, LONGEST_HEADER, 0);
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    const header = headerSchema.parse(JSON.parse(buffer.subarray(0, Math.max(0, end)).toString()));
    return { header, bytes: end + 1, size: (await file.stat()).size };
  } catch {
    throw new ArchiveError(`${path} is no backup of Pasokh 137, or its beginning is damaged.`);
  } finally {
    await file.close();
  }
}

async function decipherFor(path: string, { salt, iv }: ArchiveHeader, key: string | undefined, size: number) {
  if (salt === undefined || iv === undefined) return undefined;
  if (key === undefined) throw new ArchiveError(`${path} is encrypted: set BACKUP_KEY to its key.`);
  const file = await open(path);
  const tag = Buffer.alloc(TAG_BYTES);
  await file.read(tag, 0, TAG_BYTES, Math.max(0, size - TAG_BYTES)).finally(() => file.close());
  const derived = deriveKey(key, Buffer.from(salt, 'hex'));
  return createDecipheriv('aes-256-gcm', derived, Buffer.from(iv, 'hex')).setAuthTag(tag);
}

function deriveKey(key: string, salt: Buffer): Buffer {
  return scryptSync(key, salt, KEY_BYTES, SCRYPT);
}

async function* encode(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) {
    const content = contentOf(frame);
    const prefix = Buffer.alloc(PREFIX_BYTES);
    prefix.write(LETTERS[frame.kind], 0, 'latin1');
    prefix.writeUInt32LE(content.length, 1);
    yield prefix;
    yield content;
  }
}

function contentOf(frame: Frame): Buffer {
  if (frame.kind === 'document') return frame.bson;
  return Buffer.from(frame.kind === 'collection' ? frame.name : JSON.stringify(frame.counts));
}

async function* decode(bytes: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let waiting: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    let at = 0;
    while (waiting.length - at >= PREFIX_BYTES) {
      const end = at + PREFIX_BYTES + waiting.readUInt32LE(at + 1);
      if (waiting.length < end) break;
      const letter = waiting.toString('latin1', at, at + 1);
      yield frameOf(letter, waiting.subarray(at + PREFIX_BYTES, end));
      at = end;
    }
    waiting = waiting.subarray(at);
  }
}

function frameOf(letter: string, content: Buffer): Frame {
  if (letter === LETTERS.document) return { kind: 'document', bson: content };
  if (letter === LETTERS.collection) return { kind: 'collection', name: content.toString() };
  return { kind: 'end', counts: countsSchema.parse(JSON.parse(content.toString())) };
}
