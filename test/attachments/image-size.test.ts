import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isTooLargeForPhoto, readImageSize } from '../../src/attachments/image-size.js';
import { packageRoot } from '../../src/package-root.js';

const latin = (text: string) => Buffer.from(text, 'latin1');
const photo = readFileSync(join(packageRoot, 'src/simulator/samples/pothole.jpg'));

function png(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(40);
  bytes.writeUInt32BE(0x89504e47);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

function webp(name: string, content: readonly number[]): Buffer {
  return Buffer.concat([latin('RIFF\0\0\0\0WEBP'), latin(name), Buffer.alloc(4), Buffer.from(content)]);
}

it('reads the size of every picture that is taken', () => {
  expect(readImageSize(png(4_032, 3_024))).toEqual({ width: 4_032, height: 3_024 });
  expect(readImageSize(photo)).toEqual({ width: 640, height: 480 });
  // 400 by 301, in each of the three ways of a WebP (RFC 9649).
  const forms = [
    webp('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, 0x90, 0x01, 0x2d, 0x01]),
    webp('VP8L', [0x2f, 0x8f, 0x01, 0x4b, 0x00, 0, 0, 0, 0, 0]),
    webp('VP8X', [0, 0, 0, 0, 0x8f, 0x01, 0x00, 0x2c, 0x01, 0x00]),
  ];
  expect(forms.map(readImageSize)).toEqual(forms.map(() => ({ width: 400, height: 301 })));
  expect(readImageSize(latin('no picture at all, only words that go on'))).toBeUndefined();
  expect(readImageSize(Buffer.alloc(0))).toBeUndefined();
});

it('knows what Telegram refuses as a photo', () => {
  const taken = [photo, png(5_712, 4_284), png(200, 4_000)];
  const refused = [png(8_064, 6_048), png(199, 4_000), Buffer.concat([photo, Buffer.alloc(10_000_000)])];
  expect(taken.map(isTooLargeForPhoto)).toEqual([false, false, false]);
  expect(refused.map(isTooLargeForPhoto)).toEqual([true, true, true]);
});
