const SIGNATURE_LENGTH = 8;
/** Length and name before the content of a chunk, and the checksum after it. */
const AROUND_CONTENT = 12;
const ABOUT_THE_PICTURE: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

/**
 * A PNG without texts, Exif and times, and without anything after the picture; undefined for bytes that are
 * not a PNG.
 */
export function stripPng(bytes: Buffer): Buffer | undefined {
  const kept = [bytes.subarray(0, SIGNATURE_LENGTH)];
  let at = SIGNATURE_LENGTH;
  while (at + AROUND_CONTENT <= bytes.length) {
    const end = at + AROUND_CONTENT + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (!ABOUT_THE_PICTURE.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IEND') return Buffer.concat(kept);
    at = end;
  }
  return undefined;
}
