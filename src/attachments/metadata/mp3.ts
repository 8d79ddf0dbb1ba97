const ID3_HEAD = 10;
const ID3_AT_END = 128;
const APE_FOOT = 32;

/** An MP3 without tags at its beginning and its end (ID3v2, ID3v1, APE); undefined if nothing is left. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: two short walks over the tags of the format, in the order of the format.
export function stripMp3(bytes: Buffer): Buffer | undefined {
  let start = 0;
  while (bytes.toString('latin1', start, start + 3) === 'ID3' && start + ID3_HEAD <= bytes.length) {
    start += ID3_HEAD + lengthOfTag(bytes, start) + (((bytes[start + 5] ?? 0) & 0x10) === 0 ? 0 : ID3_HEAD);
  }
  let end = bytes.length;
  for (;;) {
    const before = end;
    if (bytes.toString('latin1', end - ID3_AT_END, end - ID3_AT_END + 3) === 'TAG') end -= ID3_AT_END;
    const foot = end - APE_FOOT;
    if (foot >= start && bytes.toString('latin1', foot, foot + 8) === 'APETAGEX') {
      const hasHead = (bytes.readUInt32LE(foot + 20) & 0x80000000) !== 0;
      end -= bytes.readUInt32LE(foot + 12) + (hasHead ? APE_FOOT : 0);
    }
    if (end === before) break;
  }
  return start < end ? bytes.subarray(start, end) : undefined;
}

/** Four bytes of seven bits each (ID3v2.4, 6.2). */
function lengthOfTag(bytes: Buffer, at: number): number {
  return [6, 7, 8, 9].reduce((sum, offset) => sum * 128 + ((bytes[at + offset] ?? 0) & 0x7f), 0);
}
