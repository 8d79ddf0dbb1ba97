import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** An entry of an archive, with its unpacked content. */
interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** An archive unpacked within its limits, or why it was not. */
export type Unzipped =
  | { readonly ok: true; readonly entries: readonly ZipEntry[] }
  | { readonly ok: false; readonly because: 'notAZip' | 'tooLarge' };

const MOST_ENTRIES = 200;

/** Thrown within this file only, to stop reading an archive that is too large. */
class TooLarge extends Error {}

/**
 * Unpacks an archive, and stops as soon as its entries together exceed `mostBytes`: the sizes that an archive
 * states are not trusted. An archive that another reader could interpret differently is refused: encrypted
 * entries, multi-part archives, bytes before the archive, two entries with the same name, wrong sizes.
 */
export async function unzipArchive(bytes: Buffer, mostBytes: number): Promise<Unzipped> {
  try {
    const archive = await fromBufferPromise(bytes, { validateEntrySizes: false });
    return { ok: true, entries: await readEntries(archive, mostBytes) };
  } catch (error) {
    // Any other error of the library means that these bytes are not an archive.
    return { ok: false, because: error instanceof TooLarge ? 'tooLarge' : 'notAZip' };
  }
}

async function readEntries(archive: ZipFile, mostBytes: number): Promise<readonly ZipEntry[]> {
  if (archive.entryCount > MOST_ENTRIES) throw new TooLarge();
  const listed = await listEntries(archive);
  const isFirst = listed.some(({ relativeOffsetOfLocalHeader }) => relativeOffsetOfLocalHeader === 0);
  const names = new Set(listed.map(({ fileName }) => fileName));
  if (!isFirst || names.size < listed.length) throw new Error('Readers would differ on this archive.');
  const entries: ZipEntry[] = [];
  let left = mostBytes;
  for (const entry of listed) {
    const content = await readContent(archive, entry, left);
    left -= content.length;
    entries.push({ name: entry.fileName, content });
  }
  return entries;
}

function listEntries(archive: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    archive.on('error', reject);
    archive.on('end', () => resolve(entries));
    archive.on('entry', (entry: Entry) => {
      entries.push(entry);
      archive.readEntry();
    });
    archive.readEntry();
  });
}

async function readContent(archive: ZipFile, entry: Entry, mostBytes: number): Promise<Buffer> {
  const stream = await archive.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream) {
    // The library's streams emit buffers.
    pieces.push(piece as Buffer);
    length += (piece as Buffer).length;
    if (length > mostBytes) throw new TooLarge();
  }
  if (length !== entry.uncompressedSize) throw new Error('An entry has another size than it says.');
  return Buffer.concat(pieces);
}
