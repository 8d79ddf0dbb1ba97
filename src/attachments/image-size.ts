export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** The largest photo that Telegram takes as one (docs/telegram.md, 8): bytes, pixels along both sides, and their ratio. */
const MOST_PHOTO_BYTES = 10_000_000;
const MOST_PIXELS_OF_BOTH = 10_000;
const MOST_RATIO = 20;

/** Where the parts of a PNG and of a WebP lie. */
const PNG_SIZE_AT = 16;
const WEBP_CHUNK_AT = 12;
const WEBP_CONTENT_AT = 20;
const HEADER_BYTES = 30;
/** A lossy WebP has 14 bits for a side. */
const FOURTEEN_BITS = 0x3fff;

/** Width and height of a PNG, JPEG or WebP in pixels, read from its header; undefined for anything else. */
export function readImageSize(content: Buffer): ImageSize | undefined {
  if (content.length < HEADER_BYTES) return undefined;
  if (content.readUInt32BE(0) === 0x89504e47) {
    return { width: content.readUInt32BE(PNG_SIZE_AT), height: content.readUInt32BE(PNG_SIZE_AT + 4) };
  }
  if (content.readUInt16BE(0) === 0xffd8) return readJpegSize(content);
  if (content.toString('latin1', 8, WEBP_CHUNK_AT) === 'WEBP') return readWebpSize(content);
  return undefined;
}

/** True for a picture that Telegram refuses as a photo; as a file it takes every one. */
export function isTooLargeForPhoto(content: Buffer): boolean {
  if (content.length > MOST_PHOTO_BYTES) return true;
  const size = readImageSize(content);
  if (size === undefined) return false;
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  return short + long > MOST_PIXELS_OF_BOTH || long > short * MOST_RATIO;
}

/** Walks the segments of a JPEG to its start-of-frame segment, which holds the size. */
function readJpegSize(content: Buffer): ImageSize | undefined {
  let at = 2;
  while (at + 9 < content.length && content[at] === 0xff) {
    const marker = content.readUInt8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    at += 2 + content.readUInt16BE(at + 2);
  }
  return undefined;
}

/** The first chunk of a WebP says how it is compressed, and so where its size stands. */
function readWebpSize(content: Buffer): ImageSize | undefined {
  switch (content.toString('latin1', WEBP_CHUNK_AT, WEBP_CHUNK_AT + 4)) {
    case 'VP8X':
      return {
        width: content.readUIntLE(WEBP_CONTENT_AT + 4, 3) + 1,
        height: content.readUIntLE(WEBP_CONTENT_AT + 7, 3) + 1,
      };
    case 'VP8L': {
      const bits = content.readUInt32LE(WEBP_CONTENT_AT + 1);
      return { width: (bits & FOURTEEN_BITS) + 1, height: ((bits >>> 14) & FOURTEEN_BITS) + 1 };
    }
    case 'VP8 ':
      return {
        width: content.readUInt16LE(WEBP_CONTENT_AT + 6) & FOURTEEN_BITS,
        height: content.readUInt16LE(WEBP_CONTENT_AT + 8) & FOURTEEN_BITS,
      };
    default:
      return undefined;
  }
}
