import { orientationOf, orientationSegment } from './orientation.js';

const START = 0xd8;
const END = 0xd9;
const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
const FIRST_APPLICATION = 0xe0;
const EXIF = 0xe1;
const COLOUR_PROFILE = 0xe2;
const ADOBE = 0xee;
const LAST_APPLICATION = 0xef;

/**
 * A JPEG without what devices and programs write beside the picture: place, time, device, thumbnails,
 * comments, and anything after the picture. The colour profile and the orientation stay. Undefined for bytes
 * that are not a JPEG.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one walk over the segments of the format, in the order of the format.
export function stripJpeg(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined;
  const kept: Buffer[] = [];
  let orientation: number | undefined;
  let at = 2;
  for (;;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) return undefined;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === END) break;
    const length = bytes.length >= at + 4 ? bytes.readUInt16BE(at + 2) : 0;
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    const segment = bytes.subarray(at, end);
    if (marker === EXIF) orientation ??= orientationOf(segment);
    if (isPicture(marker, segment)) kept.push(segment);
    at = end;
    if (marker === START_OF_SCAN) {
      const scanEnd = endOfScan(bytes, at);
      kept.push(bytes.subarray(at, scanEnd));
      at = scanEnd;
      // A truncated picture is shown as far as it goes.
      if (at >= bytes.length) break;
    }
  }
  return Buffer.concat([
    Buffer.from([0xff, START]),
    ...(orientation === undefined ? [] : [orientationSegment(orientation)]),
    ...kept,
    Buffer.from([0xff, END]),
  ]);
}

/** True for a segment that the picture needs to be shown. */
function isPicture(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker < FIRST_APPLICATION || marker > LAST_APPLICATION) return true;
  if (marker === COLOUR_PROFILE) return segment.toString('latin1', 4, 15) === 'ICC_PROFILE';
  return marker === FIRST_APPLICATION || marker === ADOBE;
}

/** Where the picture data that begins here ends: at the next marker that is not part of it. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) break;
    const isStuffed = next === 0;
    const isRestart = next >= 0xd0 && next <= 0xd7;
    if (!isStuffed && !isRestart && next !== 0xff) return at;
  }
  return bytes.length;
}
