import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
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
  let bare: Buffer | undefined;
  beforeAll(async () => {
    bare = await withoutMetadata(photo, 'image/jpeg');
  });

  it('loses place, device and comments, and keeps its picture', async () => {
    const told = photoWith(
      segment(0xe1, latin(`Exif\0\0${SECRET}`)),
      segment(0xe1, latin(`http://ns.adobe.com/xap/1.0/\0${SECRET}`)),
      segment(0xed, latin(`Photoshop 3.0\0${SECRET}`)),
      segment(0xfe, latin(SECRET)),
    );
    const stripped = await withoutMetadata(told, 'image/jpeg');
    expect(stripped?.includes(SECRET)).toBe(false);
    expect(stripped).toEqual(bare);
    expect(stripped?.length).toBeGreaterThan(photo.length / 2);
  });

  it('loses bytes hidden behind its end', async () => {
    expect(await withoutMetadata(Buffer.concat([photo, latin(SECRET)]), 'image/jpeg')).toEqual(bare);
  });

  it('keeps the way up in which it is to be shown, and nothing else of the Exif', async () => {
    const stripped = await withoutMetadata(photoWith(orientationSegment(6)), 'image/jpeg');
    expect(orientationOf(stripped?.subarray(2) ?? Buffer.alloc(0))).toBe(6);
    expect(await withoutMetadata(photoWith(orientationSegment(1)), 'image/jpeg')).toEqual(bare);
  });

  it('keeps its colour profile', async () => {
    const profile = segment(0xe2, latin('ICC_PROFILE\0\x01\x01 colours'));
    expect((await withoutMetadata(photoWith(profile), 'image/jpeg'))?.includes(profile)).toBe(true);
  });

  it('comes back the same when it is stripped again', async () => {
    expect(await withoutMetadata(bare ?? Buffer.alloc(0), 'image/jpeg')).toEqual(bare);
  });

  it('that is cut off in the middle of its picture is kept as far as it goes', async () => {
    expect(
      (await withoutMetadata(photo.subarray(0, photo.length - 500), 'image/jpeg'))?.length,
    ).toBeGreaterThan(1_000);
  });

  it.each([2, 3, 5, 20, 60])('that ends after %d bytes is none', async (length) => {
    expect(await withoutMetadata(photo.subarray(0, length), 'image/jpeg')).toBeUndefined();
  });
});

it('takes texts, Exif and times from a PNG, and what follows it', async () => {
  const signature = latin('\x89PNG\r\n\x1a\n');
  const [header, data, end] = [
    pngChunk('IHDR', Buffer.alloc(13)),
    pngChunk('IDAT', latin('picture')),
    pngChunk('IEND', Buffer.alloc(0)),
  ];
  const told = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME'].map((name) => pngChunk(name, latin(SECRET)));
  const bytes = Buffer.concat([signature, header, ...told, data, end, latin(SECRET)]);
  expect(await withoutMetadata(bytes, 'image/png')).toEqual(Buffer.concat([signature, header, data, end]));
  expect(await withoutMetadata(bytes.subarray(0, 40), 'image/png')).toBeUndefined();
});

it('takes Exif and XMP from a WebP, and says so in its header', async () => {
  const extended = (flags: number) => webpChunk('VP8X', Buffer.from([flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]));
  const picture = webpChunk('VP8 ', latin('a picture'));
  const bytes = webp(
    extended(0x1c),
    picture,
    webpChunk('EXIF', latin(SECRET)),
    webpChunk('XMP ', latin(SECRET)),
  );
  expect(await withoutMetadata(bytes, 'image/webp')).toEqual(webp(extended(0x10), picture));
  expect(await withoutMetadata(bytes.subarray(0, 20), 'image/webp')).toBeUndefined();
});

/** A box of a film with what is in it. */
function box(name: string, ...contents: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + Buffer.concat(contents).length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, ...contents]);
}

const numbers = (...values: readonly number[]) => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, 4 * at);
  return bytes;
};

/** A track of that kind with one chunk of one sample that begins there. */
function track(kind: string, at: number, length: number): Buffer {
  const table = box(
    'stbl',
    box('stsz', numbers(0, length, 1)),
    box('stsc', numbers(0, 1, 1, 1, 1)),
    box('stco', numbers(0, 1, at)),
  );
  const handler = box('hdlr', numbers(0, 0), latin(kind), Buffer.alloc(13));
  return box('trak', box('mdia', box('mdhd', numbers(0, 77, 78, 1_000, 9)), handler, box('minf', table)));
}

it('takes places, tags, times and tracks of positions from a film, and moves nothing in it', async () => {
  const start = box('ftyp', latin('isom'));
  const data = box('mdat', latin('PICTURES'), latin(SECRET));
  const [pictures, positions] = [start.length + 8, start.length + 16];
  const bytes = Buffer.concat([
    start,
    data,
    box(
      'moov',
      box('mvhd', numbers(0, 77, 78, 1_000, 9)),
      track('vide', pictures, 8),
      track('meta', positions, SECRET.length),
      box('udta', box('\xa9xyz', latin(SECRET))),
    ),
    box('uuid', latin(SECRET)),
  ]);
  const stripped = await withoutMetadata(bytes, 'video/mp4');
  expect(stripped?.length).toBe(bytes.length);
  expect(stripped?.includes(SECRET)).toBe(false);
  expect(stripped?.toString('latin1', pictures, pictures + 8)).toBe('PICTURES');
  expect(stripped?.includes(numbers(77, 78))).toBe(false);
  expect(await withoutMetadata(bytes.subarray(0, bytes.length - 5), 'video/mp4')).toBeUndefined();
});

it('takes the tags from an MP3, at its beginning and at its end', async () => {
  const sound = Buffer.from('fffb9064', 'hex');
  const head = Buffer.concat([latin('ID3\x04\0\0\0\0\0'), Buffer.from([SECRET.length]), latin(SECRET)]);
  const foot = Buffer.concat([latin('TAG'), latin(SECRET), Buffer.alloc(125 - SECRET.length)]);
  const stripped = await withoutMetadata(Buffer.concat([head, sound, foot]), 'audio/mpeg');
  expect(stripped).toEqual(sound);
  expect(await withoutMetadata(head, 'audio/mpeg')).toBeUndefined();
});

it('empties the tags of a voice message, and leaves its sound where it is', async () => {
  const voice = readFileSync(join(packageRoot, 'src/simulator/samples/voice.ogg'));
  const stripped = await withoutMetadata(voice, 'audio/ogg');
  expect(stripped?.length).toBe(voice.length);
  const tags = voice.indexOf('OpusTags');
  const vendor = voice.toString('latin1', tags + 12, tags + 12 + voice.readUInt32LE(tags + 8));
  expect(vendor.length).toBeGreaterThan(3);
  expect(stripped?.includes(vendor)).toBe(false);
  expect(stripped?.subarray(-200)).toEqual(voice.subarray(-200));
  // What is empty already is left as it is: so the sums of its pages were made as others make them.
  expect(await withoutMetadata(stripped ?? Buffer.alloc(0), 'audio/ogg')).toEqual(stripped);
});

it('takes author, scripts, files and the places of photos from a PDF', async () => {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 200]);
  page.drawImage(await document.embedJpg(photoWith(segment(0xfe, latin(SECRET)))));
  document.setAuthor(SECRET);
  document.addJavaScript('greeting', `app.alert("${SECRET}")`);
  await document.attach(latin(SECRET), 'inside.txt');
  const bytes = Buffer.from(await document.save({ useObjectStreams: false }));
  const stripped = await withoutMetadata(bytes, 'application/pdf');
  if (stripped === undefined) throw new Error('It was refused.');
  const read = await PDFDocument.load(stripped);
  const plain = Buffer.from(await read.save({ useObjectStreams: false })).toString('latin1');
  expect(read.getPageCount()).toBe(1);
  expect(plain).not.toMatch(/JavaScript|EmbeddedFile|GPS/);
  expect(read.getAuthor()).toBeUndefined();
  expect(stripped.length).toBeGreaterThan(photo.length / 2);
});

it('refuses a PDF that cannot be looked into', async () => {
  expect(await withoutMetadata(latin('%PDF-1.7 nothing'), 'application/pdf')).toBeUndefined();
});
