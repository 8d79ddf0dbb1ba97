import type { Unit } from '../organization/city.js';
import { ARTICLES } from '../text/address-words.js';
import { canonicalText, codePoints, truncateText, withoutControls } from '../text/persian.js';
import { stripMarks } from './words.js';

/** The most code points of an address. */
const LONGEST_ADDRESS = 300;
/** A text with fewer letters says nothing about where something is. */
const FEWEST_LETTERS = 3;

/** The district that a text names: by its name, or by its number alone. */
export function findDistrictByName(text: string, districts: readonly Unit[]): string | undefined {
  const typed = stripMarks(text);
  return districts.find(
    (district) => namesOf(district).includes(typed) || (typed !== '' && typed === numberOf(district)),
  )?.code;
}

/** The district mentioned in an address: «خیابان صیاد، منطقه ۹». */
export function findDistrictIn(address: string, districts: readonly Unit[]): string | undefined {
  const words = ` ${stripMarks(address)} `;
  return districts.find((district) =>
    namesOf(district).some((name) =>
      ['', ...ARTICLES].some((article) => words.includes(` ${article}${name} `)),
    ),
  )?.code;
}

function namesOf({ title }: Unit): readonly string[] {
  return Object.values(title).map(stripMarks);
}

function numberOf({ title }: Unit): string | undefined {
  return /\d+$/.exec(canonicalText(title.fa))?.[0];
}

/** An address as the citizen typed it; `isCut` if it was too long and was cut. */
export type TypedAddress =
  | { readonly ok: true; readonly address: string; readonly isCut: boolean }
  | { readonly ok: false };

/** Reads an address; `before` is the part that they wrote earlier. */
export function readAddress(text: string, before?: string): TypedAddress {
  const typed = withoutControls(text).replace(/\s+/g, ' ').trim();
  const whole = before === undefined ? typed : `${before}، ${typed}`;
  if (stripMarks(whole).replace(/[^\p{L}]/gu, '').length < FEWEST_LETTERS) return { ok: false };
  const address = truncateText(whole, LONGEST_ADDRESS);
  return { ok: true, address, isCut: codePoints(whole) > LONGEST_ADDRESS };
}

/** A point sent by the citizen, perhaps with the name of the place. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
  readonly address?: string;
}
