import type { Attachment } from '../requests/lifecycle/facts.js';

/** The types of content that are taken; whatever else a file is, it is not sent on. */
export type ContentType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/webp'
  | 'image/heic'
  | 'video/mp4'
  | 'audio/ogg'
  | 'audio/mp4'
  | 'audio/mpeg'
  | 'application/pdf';

/** Brands of the ISO base media format (its `ftyp` box) by what they hold. */
const HEIC_BRANDS: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1']);
const SOUND_BRANDS: ReadonlySet<string> = new Set(['M4A ', 'M4B ']);
const VIDEO_BRAND = /^(?:iso[m2-9]|mp4[12]|avc1|M4V |MSNV|dash|3gp[4-9]|f4v )$/;

/** What each kind of attachment may hold; a document holds any of them. */
const FAMILIES: Readonly<Record<Exclude<Attachment['kind'], 'document'>, RegExp>> = {
  photo: /^image\//,
  video: /^video\//,
  voice: /^audio\//,
  audio: /^audio\//,
};

/** What a file is by its first bytes, whatever its name or its sender says; undefined for a type that is not taken. */
export function contentTypeOf(bytes: Buffer): ContentType | undefined {
  const ascii = (start: number, end: number) => bytes.toString('latin1', start, end);
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'image/jpeg';
  if (ascii(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'image/webp';
  if (ascii(4, 8) === 'ftyp') return typeOfBrand(ascii(8, 12));
  if (ascii(0, 4) === 'OggS') return 'audio/ogg';
  if (ascii(0, 5) === '%PDF-') return 'application/pdf';
  return ascii(0, 3) === 'ID3' || isMpegFrame(bytes) ? 'audio/mpeg' : undefined;
}

/** True when a file of that kind may hold that type. */
export function fitsKind(kind: Attachment['kind'], type: ContentType): boolean {
  return kind === 'document' || FAMILIES[kind].test(type);
}

function typeOfBrand(brand: string): ContentType | undefined {
  if (HEIC_BRANDS.has(brand)) return 'image/heic';
  if (SOUND_BRANDS.has(brand)) return 'audio/mp4';
  return VIDEO_BRAND.test(brand) ? 'video/mp4' : undefined;
}

/** The header of a frame of MP3: eleven bits of one, layer III, and neither version nor rate reserved. */
function isMpegFrame(bytes: Buffer): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  const hasSync = first === 0xff && (second & 0xe0) === 0xe0;
  const isLayerThree = (second & 0x06) === 0x02;
  const isReserved = (second & 0x18) === 0x08 || third >> 4 === 0x0f;
  return hasSync && isLayerThree && !isReserved;
}
