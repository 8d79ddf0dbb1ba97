import { deflateRawSync } from 'node:zlib';

/** An entry of an archive; `size` is what the archive says of its unpacked size. */
export interface ArchiveEntry {
  readonly name: string;
  readonly content: Buffer;
  readonly size?: number;
}

/** An archive of one entry. */
export function archiveOf(name: string, content: Buffer, size = content.length): Buffer {
  return archiveOfAll([{ name, content, size }]);
}

/** An archive of several entries, as plain as one can be. */
export function archiveOfAll(entries: readonly ArchiveEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, size = content.length } of entries) {
    const packed = deflateRawSync(content);
    const bytesOfName = Buffer.from(name);
    const sizes = [packed.length, size, bytesOfName.length] as const;
    const file = Buffer.concat([localHeader(sizes), bytesOfName, packed]);
    directory.push(directoryHeader(sizes, at), bytesOfName);
    files.push(file);
    at += file.length;
  }
  const listed = Buffer.concat(directory);
  const end = record(
    22,
    [0, 4, 0x06054b50],
    [8, 2, entries.length],
    [10, 2, entries.length],
    [12, 4, listed.length],
    [16, 4, at],
  );
  return Buffer.concat([...files, listed, end]);
}

type EntrySizes = readonly [packed: number, unpacked: number, name: number];

function localHeader([packed, unpacked, name]: EntrySizes): Buffer {
  return record(30, [0, 4, 0x04034b50], [8, 2, 8], [18, 4, packed], [22, 4, unpacked], [26, 2, name]);
}

function directoryHeader([packed, unpacked, name]: EntrySizes, at: number): Buffer {
  return record(
    46,
    [0, 4, 0x02014b50],
    [10, 2, 8],
    [20, 4, packed],
    [24, 4, unpacked],
    [28, 2, name],
    [42, 4, at],
  );
}

/** A record of an archive with the numbers that are not zero: where each stands and of how many bytes it is. */
function record(
  length: number,
  ...numbers: readonly (readonly [offset: number, bytes: 2 | 4, value: number])[]
): Buffer {
  const bytes = Buffer.alloc(length);
  for (const [offset, size, value] of numbers) bytes.writeUIntLE(value, offset, size);
  return bytes;
}
