// Draws the simulator's sample photos from their SVG sources and records its sample voice message:
//   node scripts/draw-samples.mjs
// The results are committed; run this again after changing a source.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const folder = fileURLToPath(new URL('../src/simulator/samples/', import.meta.url));
const PHOTOS = ['pothole', 'street-light', 'garbage'];
const JPEG_QUALITY = 78;
const SECONDS = 3;
const SAMPLE_RATE = 48_000;

const browser = await playwright.launch({
  args: chromium.args,
  executablePath: await chromium.executablePath(),
});
try {
  const page = await browser.newPage({ viewport: { width: 640, height: 480 } });
  for (const name of PHOTOS) {
    await page.setContent(`<body style="margin:0">${await readFile(`${folder}${name}.svg`, 'utf8')}</body>`);
    const photo = await page.screenshot({ type: 'jpeg', quality: JPEG_QUALITY });
    await writeFile(`${folder}${name}.jpg`, photo);
    console.log(`${name}.jpg: ${photo.length} bytes`);
  }
  const voice = oggOpus(await encodeHum(page));
  await writeFile(`${folder}voice.ogg`, voice);
  console.log(`voice.ogg: ${voice.length} bytes`);
} finally {
  await browser.close();
}

/** Opus packets of 20 ms each of a hummed melody; silence where the browser has no encoder. */
async function encodeHum(page) {
  // Encoders exist only on a page of a secure origin.
  await page.route('https://samples.invalid/', (route) =>
    route.fulfill({ contentType: 'text/html', body: '' }),
  );
  await page.goto('https://samples.invalid/');
  const packets = await page.evaluate(
    async ({ seconds, rate }) => {
      if (typeof AudioEncoder === 'undefined') return [];
      const encoded = [];
      const encoder = new AudioEncoder({
        output: (chunk) => {
          const bytes = new Uint8Array(chunk.byteLength);
          chunk.copyTo(bytes);
          encoded.push([...bytes]);
        },
        error: () => {},
      });
      encoder.configure({ codec: 'opus', sampleRate: rate, numberOfChannels: 1, bitrate: 16_000 });
      const notes = [220, 262, 294, 262, 330, 294];
      const samples = new Float32Array(seconds * rate);
      let phase = 0;
      for (let at = 0; at < samples.length; at += 1) {
        const position = (at / samples.length) * notes.length;
        const within = position % 1;
        phase += (2 * Math.PI * notes[Math.floor(position)]) / rate;
        const loudness = 0.25 * Math.sin(Math.PI * within) ** 0.5;
        samples[at] = loudness * (Math.sin(phase) + 0.4 * Math.sin(2 * phase) + 0.2 * Math.sin(3 * phase));
      }
      encoder.encode(
        new AudioData({
          format: 'f32',
          sampleRate: rate,
          numberOfFrames: samples.length,
          numberOfChannels: 1,
          timestamp: 0,
          data: samples,
        }),
      );
      await encoder.flush();
      return encoded;
    },
    { seconds: SECONDS, rate: SAMPLE_RATE },
  );
  const silence = Array.from({ length: SECONDS * 50 }, () => [0xf8, 0xff, 0xfe]);
  return (packets.length > 0 ? packets : silence).map((packet) => Buffer.from(packet));
}

/** Puts Opus packets of 20 ms into an Ogg file (RFC 7845), the form of Telegram's voice messages. */
function oggOpus(packets) {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8);
  head.writeUInt8(1, 9);
  head.writeUInt16LE(312, 10);
  head.writeUInt32LE(SAMPLE_RATE, 12);
  const vendor = Buffer.from('pasokh137');
  const tags = Buffer.alloc(8 + 4 + vendor.length + 4);
  tags.write('OpusTags', 0, 'latin1');
  tags.writeUInt32LE(vendor.length, 8);
  vendor.copy(tags, 12);
  const pages = [oggPage([head], 0, 0n, 2), oggPage([tags], 1, 0n, 0)];
  const PER_PAGE = 50;
  for (let at = 0; at < packets.length; at += PER_PAGE) {
    const end = Math.min(at + PER_PAGE, packets.length);
    const isLast = end === packets.length;
    pages.push(oggPage(packets.slice(at, end), pages.length, BigInt(end * 960), isLast ? 4 : 0));
  }
  return Buffer.concat(pages);
}

function oggPage(packets, sequence, granule, flags) {
  const lacing = packets.flatMap((packet) => [
    ...Array.from({ length: Math.floor(packet.length / 255) }, () => 255),
    packet.length % 255,
  ]);
  const header = Buffer.alloc(27 + lacing.length);
  header.write('OggS', 0, 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigUInt64LE(granule, 6);
  header.writeUInt32LE(137, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(lacing.length, 26);
  Buffer.from(lacing).copy(header, 27);
  const page = Buffer.concat([header, ...packets]);
  page.writeUInt32LE(crc(page), 22);
  return page;
}

/** The checksum of Ogg pages: CRC-32 with polynomial 0x04c11db7, not reflected, starting at zero. */
function crc(bytes) {
  let value = 0;
  for (const byte of bytes) {
    value = (value ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit += 1) {
      value = (value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1) >>> 0;
    }
  }
  return value;
}
