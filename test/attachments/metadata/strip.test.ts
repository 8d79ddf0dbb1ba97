import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { orientationOf, orientationSegment } from '../../../src/attachments/metadata/orientation.js';
import { withoutMetadata } from '../../../src/attachments/metadata/strip.js';
import { packageRoot } from '../../../src/package-root.js';

const SECRET = 'GPS 36.38 59.48';
const latin = (text: string) => Buffer.from(text, 'latin1');
const photo = readFileSync(join(packageRoot, 'src/simulator/samples/pothole.jpg'));

/** A segment of a JPEG. */
function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A chunk of a PNG; nobody checks its sum here. */
function pngChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(content.length);
  return Buffer.concat([head, latin(name), content, Buffer.alloc(4)]);
}

function webpChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.concat([latin(name), Buffer.alloc(4)]);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

function webp(...chunks: readonly Buffer[]): Buffer {
  const content = Buffer.concat([latin('WEBP'), ...chunks]);
  const head = Buffer.concat([latin('RIFF'), Buffer.alloc(4)]);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

/** The photo with more segments after its first marker. */
function photoWith(...segments: readonly Buffer[]): Buffer {
  return Buffer.concat([photo.subarray(0, 2), ...segments, photo.subarray(2)]);
}

describe('a JPEG', () => {
  const bare = withoutMetadata(photo, 'image/jpeg');

  it('loses place, device and comments, and keeps its picture', () => {
    const told = photoWith(
      segment(0xe1, latin(`Exif\0\0${SECRET}`)),
      segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
      segment(0xed, latin(`Photoshop 3.0\0${SECRET}`)),
      segment(0xfe, latin(SECRET)),
    );
    const stripped = withoutMetadata(told, 'image/jpeg');
    expect(stripped?.includes(SECRET)).toBe(false);
    expect(stripped).toEqual(bare);
    expect(stripped?.length).toBeGreaterThan(photo.length / 2);
  });

  it('loses what hides behind its end', () => {
    expect(withoutMetadata(Buffer.concat([photo, latin(SECRET)]), 'image/jpeg')).toEqual(bare);
  });

  it('keeps the way up in which it is to be shown, and nothing else of the Exif', () => {
    const stripped = withoutMetadata(photoWith(orientationSegment(6)), 'image/jpeg');
    expect(orientationOf(stripped?.subarray(2) ?? Buffer.alloc(0))).toBe(6);
    expect(withoutMetadata(photoWith(orientationSegment(1)), 'image/jpeg')).toEqual(bare);
  });

  it('keeps its colour profile', () => {
    const profile = segment(0xe2, latin('ICC_PROFILE\0\x01\x01 colours'));
    expect(withoutMetadata(photoWith(profile), 'image/jpeg')?.includes(profile)).toBe(true);
  });

  it('comes back the same when it is stripped again', () => {
    expect(withoutMetadata(bare ?? Buffer.alloc(0), 'image/jpeg')).toEqual(bare);
  });

  it('that is cut off in the middle of its picture is kept as far as it goes', () => {
    expect(withoutMetadata(photo.subarray(0, photo.length - 500), 'image/jpeg')?.length).toBeGreaterThan(
      1_000,
    );
  });

  it.each([2, 3, 5, 20, 60])('that ends after %d bytes is none', (length) => {
    expect(withoutMetadata(photo.subarray(0, length), 'image/jpeg')).toBeUndefined();
  });
});

it('takes texts, Exif and times from a PNG, and what follows it', () => {
  const signature = latin('\x89PNG\r\n\x1a\n');
  const [header, data, end] = [
    pngChunk('IHDR', Buffer.alloc(13)),
    pngChunk('IDAT', latin('picture')),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  const told = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME'].map((name) => pngChunk(name, latin(SECRET)));
  const bytes = Buffer.concat([signature, header, ...told, data, end, latin(SECRET)]);
  expect(withoutMetadata(bytes, 'image/png')).toEqual(Buffer.concat([signature, header, data, end]));
  expect(withoutMetadata(bytes.subarray(0, 40), 'image/png')).toBeUndefined();
});

it('takes Exif and XMP from a WebP, and says so in its header', () => {
  const extended = (flags: number) => webpChunk('VP8X', Buffer.from([flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]));
  const picture = webpChunk('VP8 ', latin('a picture'));
  const bytes = webp(
    extended(0x1c),
    picture,
    webpChunk('EXIF', latin(SECRET)),
    webpChunk('XMP ', latin(SECRET)),
  );
  expect(withoutMetadata(bytes, 'image/webp')).toEqual(webp(extended(0x10), picture));
  expect(withoutMetadata(bytes.subarray(0, 20), 'image/webp')).toBeUndefined();
});
