const PAGE_HEAD = 27;
const CHECKSUM = 22;
const POLYNOMIAL = 0x04c11db7;
/**
 * The first bytes of the packet with the tags, for the two accepted kinds of sound (RFC 7845, 5.2; Vorbis I,
 * 5).
 */
const TAGS = [Buffer.from('OpusTags', 'latin1'), Buffer.from('\x03vorbis', 'latin1')];

interface Page {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/**
 * A sound in Ogg without its tags. Their packet keeps its length, so that no page moves: an empty vendor
 * name, no comments, and zeros. Undefined for a broken structure, and for tags that do not begin a page.
 */
export function stripOgg(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  const pages = pagesOf(copy);
  const first = pages?.findIndex((page) => tagsAt(copy, page) !== undefined) ?? -1;
  const page = pages?.[first];
  const start = page && tagsAt(copy, page);
  if (pages === undefined || page === undefined || start === undefined) return undefined;
  let at = first;
  let isEmptied = false;
  // The packet ends with the first segment that is not full; it may span several pages.
  for (let isOpen = true; isOpen; at += 1) {
    const current = pages[at];
    if (current === undefined) return undefined;
    const { length, isWhole } = firstPacketIn(copy, current);
    const from = current.content + (isEmptied ? 0 : start.length);
    copy.fill(0, from, current.content + length);
    // Vorbis ends its comments with a set bit; after two empty lists that is the ninth byte.
    if (!isEmptied && start.toString('latin1', 1) === 'vorbis' && from + 8 < current.end) copy[from + 8] = 1;
    isEmptied = true;
    isOpen = !isWhole;
    copy.writeUInt32LE(0, current.start + CHECKSUM);
    copy.writeUInt32LE(checksum(copy.subarray(current.start, current.end)), current.start + CHECKSUM);
  }
  return copy;
}

function pagesOf(bytes: Buffer): readonly Page[] | undefined {
  const pages: Page[] = [];
  let at = 0;
  while (at + PAGE_HEAD <= bytes.length) {
    if (bytes.toString('latin1', at, at + 4) !== 'OggS') return undefined;
    const segments = bytes[at + 26] ?? 0;
    const content = at + PAGE_HEAD + segments;
    const end = bytes.subarray(at + PAGE_HEAD, content).reduce((sum, length) => sum + length, content);
    // A truncated sound is heard as far as it goes.
    if (end > bytes.length) break;
    pages.push({ start: at, content, end });
    at = end;
  }
  return pages;
}

function tagsAt(bytes: Buffer, { content, end }: Page): Buffer | undefined {
  return TAGS.find((tags) => bytes.subarray(content, Math.min(end, content + tags.length)).equals(tags));
}

/** How much of a page its first packet takes, and whether it ends there. */
function firstPacketIn(bytes: Buffer, { start, content }: Page): { length: number; isWhole: boolean } {
  let length = 0;
  for (const size of bytes.subarray(start + PAGE_HEAD, content)) {
    length += size;
    if (size < 255) return { length, isWhole: true };
  }
  return { length, isWhole: false };
}

const TABLE = Uint32Array.from({ length: 256 }, (_one, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum & 0x80000000) === 0 ? sum << 1 : (sum << 1) ^ POLYNOMIAL;
  return sum >>> 0;
});

/** The checksum of a page (RFC 3533, 6). */
function checksum(page: Buffer): number {
  let sum = 0;
  for (const byte of page) sum = ((sum << 8) ^ (TABLE[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return sum;
}
