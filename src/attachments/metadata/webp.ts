const RIFF_HEAD = 12;
const CHUNK_HEAD = 8;
/** The bits of the extended header (VP8X) that announce Exif and XMP. */
const EXIF_AND_XMP = 0x0c;

/**
 * A WebP without Exif and XMP, and without anything after the picture; undefined for bytes that are not a
 * WebP.
 */
export function stripWebp(bytes: Buffer): Buffer | undefined {
  const total = Math.min(bytes.length, bytes.readUInt32LE(4) + CHUNK_HEAD);
  const kept: Buffer[] = [];
  let at = RIFF_HEAD;
  while (at + CHUNK_HEAD <= total) {
    const length = bytes.readUInt32LE(at + 4);
    const end = at + CHUNK_HEAD + length + (length % 2);
    if (at + CHUNK_HEAD + length > total) return undefined;
    const name = bytes.toString('latin1', at, at + 4);
    const chunk = Buffer.from(bytes.subarray(at, Math.min(end, total)));
    if (name === 'VP8X') chunk.writeUInt8((chunk[CHUNK_HEAD] ?? 0) & ~EXIF_AND_XMP, CHUNK_HEAD);
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(chunk);
    at = end;
  }
  if (kept.length === 0) return undefined;
  const content = Buffer.concat(kept);
  const head = Buffer.from(bytes.subarray(0, RIFF_HEAD));
  head.writeUInt32LE(content.length + 4, 4);
  return Buffer.concat([head, content]);
}
