/** Digits and small letters without those that are taken for others, in the order in which databases sort them. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Signs for the second of the registration: enough for a thousand years. */
const TIME_SIGNS = 7;
/** Signs that are drawn: 65 bits. */
const RANDOM_SIGNS = 13;

/**
 * The id under which the public knows a request: the second in which it was filed, which is public too, and signs that
 * are drawn. It says nothing of the tracking code. Ids are in the order of filing, so that a list of a time is a range.
 */
export type PublicId = string;

/** Draws an id for something that happened at a moment; `random` returns that many unpredictable bytes. */
export function createPublicId(at: Date, random: (size: number) => Buffer): PublicId {
  const drawn = [...random(RANDOM_SIGNS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `${timeSigns(at)}${drawn}`;
}

/** True for a text that could be such an id. */
export function isPublicId(text: string): text is PublicId {
  return text.length === TIME_SIGNS + RANDOM_SIGNS && [...text].every((sign) => ALPHABET.includes(sign));
}

/** The ids of what happened from one moment to another, both seconds included, as a range `from <= id < before`. */
export function idsBetween(from: Date, to: Date): { readonly from: PublicId; readonly before: PublicId } {
  return { from: timeSigns(from), before: timeSigns(new Date(to.getTime() + 1_000)) };
}

function timeSigns(at: Date): string {
  let seconds = Math.max(0, Math.floor(at.getTime() / 1_000));
  let signs = '';
  for (let sign = 0; sign < TIME_SIGNS; sign += 1) {
    signs = `${ALPHABET[seconds % ALPHABET.length]}${signs}`;
    seconds = Math.floor(seconds / ALPHABET.length);
  }
  return signs;
}
