/** The part of Exif that gives the orientation of a picture (Exif 2.3, tag 0x0112 of the first directory). */
const EXIF_HEADER = Buffer.from('Exif\0\0', 'latin1');
const TIFF_START = 4 + EXIF_HEADER.length;
const ORIENTATION = 0x0112;
const ENTRY_LENGTH = 12;
const UPRIGHT = 1;
const LAST_ORIENTATION = 8;

/** The orientation in an Exif segment of a JPEG, from 2 to 8; undefined for an upright picture or none. */
export function orientationOf(segment: Buffer): number | undefined {
  if (!segment.subarray(4, TIFF_START).equals(EXIF_HEADER) || segment.length < TIFF_START + 8)
    return undefined;
  const tiff = segment.subarray(TIFF_START);
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (directory + 2 > tiff.length) return undefined;
  const count = short(directory);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * ENTRY_LENGTH;
    if (entry + ENTRY_LENGTH > tiff.length) return undefined;
    if (short(entry) !== ORIENTATION) continue;
    const value = short(entry + 8);
    return value > UPRIGHT && value <= LAST_ORIENTATION ? value : undefined;
  }
  return undefined;
}

/** An Exif segment of a JPEG that contains nothing but the orientation. */
export function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + ENTRY_LENGTH + 4);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.from([0xff, 0xe1, 0, 2 + EXIF_HEADER.length + tiff.length]);
  return Buffer.concat([head, EXIF_HEADER, tiff]);
}
