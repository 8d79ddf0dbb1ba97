import { withPersianLetters } from '../text/persian.js';

/** The signs of the basic alphabet (3GPP TS 23.038, 6.2.1), and those that take two places. */
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑܧ¿abcdefghijklmnopqrstuvwxyzäöñüà';
const EXTENDED = '^{}\\[~]|€\f';
const ALPHABET: ReadonlySet<string> = new Set(BASIC);
const TWO_PLACES: ReadonlySet<string> = new Set(EXTENDED);

/** Places in a message of one part, and in each part of a longer one. */
const PLACES = { basic: { one: 160, each: 153 }, wide: { one: 70, each: 67 } } as const;

/** A number in groups that is marked to keep its own direction, such as a tracking code. */
const GROUPS = /\u2068([\d۰-۹٠-٩]+(?:-[\d۰-۹٠-٩]+)+)\u2069/g;

/**
 * A text as it goes to telephones: Persian letters, since filters compare signs; without direction marks, which old
 * telephones show as boxes and which are paid for. Without them a code in groups would be shown from its last group to
 * its first (after a Persian letter a hyphen joins no digits: Unicode Bidirectional Algorithm, W2 and W4), so that its
 * digits stand together.
 */
export function textForTelephones(text: string): string {
  const whole = text.replace(GROUPS, (_marked, number: string) => number.replaceAll('-', ''));
  return withPersianLetters(whole).replace(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '');
}

/**
 * In how many parts a text is sent and paid for. One sign outside of the basic alphabet makes all of it UTF-16: 70
 * units in one part, 67 in each of several.
 */
export function countParts(text: string): number {
  const signs = [...text];
  const isBasic = signs.every((sign) => ALPHABET.has(sign) || TWO_PLACES.has(sign));
  const { one, each } = isBasic ? PLACES.basic : PLACES.wide;
  const places = isBasic ? signs.reduce((sum, sign) => sum + (TWO_PLACES.has(sign) ? 2 : 1), 0) : text.length;
  return places <= one ? 1 : Math.ceil(places / each);
}
