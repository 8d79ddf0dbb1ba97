/** Boxes of the ISO base media format (ISO/IEC 14496-12) that contain the boxes searched for. */
const CONTAINERS: ReadonlySet<string> = new Set([
  'moov',
  'trak',
  'mdia',
  'minf',
  'stbl',
  'moof',
  'traf',
  'edts',
]);
/** Boxes that programs and devices write beside film and sound: places, tags, names, unused space. */
const BESIDE: ReadonlySet<string> = new Set(['udta', 'meta', 'uuid', 'free', 'skip', 'wide', 'pdin', 'id3 ']);
/** Boxes that begin with the times of creation and modification. */
const DATED: ReadonlySet<string> = new Set(['mvhd', 'tkhd', 'mdhd']);
/** Kinds of tracks that are shown or heard; others contain, for example, the camera's position. */
const SHOWN: ReadonlySet<string> = new Set(['vide', 'soun']);
const HEAD = 8;

interface Box {
  readonly name: string;
  readonly start: number;
  /** Where the content begins. */
  readonly content: number;
  readonly end: number;
}

/**
 * A film or sound (MP4, M4A, 3GP) without tags, places and times, and without tracks that are neither shown
 * nor heard. Nothing moves, since the film is found by its offsets: removed parts are overwritten. Undefined
 * for a broken structure.
 */
export function stripIsoMedia(bytes: Buffer): Buffer | undefined {
  const copy = Buffer.from(bytes);
  return boxesIn(copy, 0, copy.length)?.every((box) => clean(copy, box)) === true ? copy : undefined;
}

function clean(bytes: Buffer, box: Box): boolean {
  const { name, start, content, end } = box;
  if (BESIDE.has(name)) {
    bytes.write('free', start + 4, 'latin1');
    bytes.fill(0, content, end);
    return true;
  }
  if (DATED.has(name)) return forgetTimes(bytes, box);
  if (!CONTAINERS.has(name)) return true;
  const within = boxesIn(bytes, content, end);
  if (within === undefined) return false;
  if (name === 'trak' && !isShown(bytes, within)) {
    const isErased = eraseSamples(bytes, within);
    bytes.write('free', start + 4, 'latin1');
    bytes.fill(0, content, end);
    return isErased;
  }
  return within.every((inner) => clean(bytes, inner));
}

/** The boxes one after the other; undefined if one reaches beyond its frame. */
function boxesIn(bytes: Buffer, from: number, to: number): readonly Box[] | undefined {
  const boxes: Box[] = [];
  let at = from;
  while (at + HEAD <= to) {
    const short = bytes.readUInt32BE(at);
    const isLong = short === 1 && at + 2 * HEAD <= to;
    const size = isLong ? Number(bytes.readBigUInt64BE(at + HEAD)) : short === 0 ? to - at : short;
    const content = at + (isLong ? 2 * HEAD : HEAD);
    const end = at + size;
    if (end < content || end > to) return undefined;
    boxes.push({ name: bytes.toString('latin1', at + 4, at + HEAD), start: at, content, end });
    at = end;
  }
  return boxes;
}

function forgetTimes(bytes: Buffer, { content, end }: Box): boolean {
  const length = bytes[content] === 1 ? 16 : 8;
  if (content + 4 + length > end) return false;
  bytes.fill(0, content + 4, content + 4 + length);
  return true;
}

function isShown(bytes: Buffer, track: readonly Box[]): boolean {
  const media = track.find(({ name }) => name === 'mdia');
  const handler = media && boxesIn(bytes, media.content, media.end)?.find(({ name }) => name === 'hdlr');
  // Version and flags, an unused field, and then the kind.
  return (
    handler !== undefined && SHOWN.has(bytes.toString('latin1', handler.content + 8, handler.content + 12))
  );
}

/** Overwrites the samples of a track, wherever in the file they are; false if its tables are broken. */
function eraseSamples(bytes: Buffer, track: readonly Box[]): boolean {
  const table = ['mdia', 'minf', 'stbl'].reduce<readonly Box[] | undefined>((boxes, wanted) => {
    const box = boxes?.find(({ name }) => name === wanted);
    return box && boxesIn(bytes, box.content, box.end);
  }, track);
  const sizes = table?.find(({ name }) => name === 'stsz');
  const chunks = table?.find(({ name }) => name === 'stco' || name === 'co64');
  const runs = table?.find(({ name }) => name === 'stsc');
  if (sizes === undefined || chunks === undefined || runs === undefined) return false;
  const all = sampleSizes(bytes, sizes);
  const runList = entriesOf(bytes, runs, 12).map(
    (at) => [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)] as const,
  );
  let next = 0;
  let run = 0;
  const width = chunks.name === 'co64' ? 8 : 4;
  for (const [index, at] of entriesOf(bytes, chunks, width).entries()) {
    while ((runList[run + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= index + 1) run += 1;
    const count = runList[run]?.[1] ?? 0;
    const length = all.slice(next, next + count).reduce((sum, size) => sum + size, 0);
    next += count;
    const start = width === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUInt32BE(at);
    if (start + length > bytes.length) return false;
    bytes.fill(0, start, start + length);
  }
  return true;
}

function sampleSizes(bytes: Buffer, box: Box): readonly number[] {
  const each = bytes.readUInt32BE(box.content + 4);
  const count = bytes.readUInt32BE(box.content + 8);
  const most = Math.floor((box.end - box.content - 12) / 4);
  if (each > 0) return Array.from({ length: Math.min(count, bytes.length) }, () => each);
  return Array.from({ length: Math.min(count, most) }, (_one, at) =>
    bytes.readUInt32BE(box.content + 12 + 4 * at),
  );
}

/** Where the entries of a table begin, up to the end of its box. */
function entriesOf(bytes: Buffer, { content, end }: Box, width: number): readonly number[] {
  const count = content + 8 <= end ? bytes.readUInt32BE(content + 4) : 0;
  const most = Math.floor((end - content - 8) / width);
  return Array.from({ length: Math.min(count, most) }, (_one, at) => content + 8 + at * width);
}
