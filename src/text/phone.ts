import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';
import { parsePhoneNumberFromString as parseMobileNumber } from 'libphonenumber-js/mobile';
import { z } from 'zod';
import type { Locale } from '../config.js';
import { isolateDirection } from './direction.js';
import { writeDigits } from './numbers.js';
import { canonicalText } from './persian.js';
import { readTypedWords } from './typed-words.js';

/** A number that a text can mean, in E.164, and the country in which it means that. */
export interface PhoneCandidate {
  readonly country: CountryCode;
  readonly phone: string;
}

/** A number that exists, in E.164. */
interface Valid {
  readonly ok: true;
  readonly phone: string;
}

/** The meaning of a typed number. */
export type ParsedPhone =
  | Valid
  | { readonly ok: false; readonly because: 'notAPhone' | 'tooShort' | 'tooLong' }
  /**
   * It is a number of another country, or may be: the person has to say which. A guess must not be stored.
   */
  | { readonly ok: false; readonly because: 'doubtful'; readonly candidates: readonly PhoneCandidate[] };

const HOME: CountryCode = 'IR';
/** Digits of a number within the city. */
const CITY_DIGITS = 8;
/** A text with fewer digits is not meant as a number. */
const FEWEST_DIGITS = 4;
/** Digits of a national number with its leading zero. */
const HOME_DIGITS = 11;
/** The most digits of a number with its country code (E.164). */
const MOST_DIGITS = 15;
/** A mobile number of the country, with or without its zero: no other country has such numbers. */
const HOME_MOBILE = /^0?9\d{9}$/;
/** Digits with what people put between them. */
const NUMBER = /(?:\+|\()?\d(?:[\s().\-/_]*\d)*/g;

const countries = z.strictObject({
  /** Countries whose numbers speakers of this language type as they dial them at home. */
  countries: z.array(z.string().refine((code) => isSupportedCountry(code))).readonly(),
});
const foreign = new Map(
  readTypedWords('phones', countries).map(([locale, read]) => [
    locale,
    read.countries.filter((code) => isSupportedCountry(code)),
  ]),
);

/** Who typed a number, and where. */
export interface Dialler {
  /** Their language, which says from which countries they may have a number; Persian if absent. */
  readonly locale?: Locale;
  /** The area code of the city, with its zero, for numbers typed as they are dialled within it. */
  readonly areaCode?: string | undefined;
}

/**
 * Reads a phone number as people type it, also inside a text: `0915/111/2233`, «(۰۹۱۵) ۱۱۱-۲۲۳۳»; eight
 * digits are a number of the city. A number without a country code that exists here and also in a country
 * where speakers of the language come from is `doubtful`.
 */
export function parsePhone(typed: string, dialler: Dialler = {}): ParsedPhone {
  const runs = numbersIn(typed);
  const [only, ...others] = runs;
  if (only === undefined || others.length > 0) return { ok: false, because: 'notAPhone' };
  return readNumber(only.number, dialler);
}

/** True for a number that exists, also one of which it is doubtful in which country. */
export function isPhone(typed: string, dialler: Dialler): boolean {
  const parsed = parsePhone(typed, dialler);
  return parsed.ok || parsed.because === 'doubtful';
}

/** A number in a text: the number, and the text around it. */
export interface FoundPhone {
  readonly parsed: ParsedPhone;
  readonly before: string;
  readonly after: string;
}

/** The first valid number in a text, else the first invalid one. */
export function findPhone(typed: string, dialler: Dialler = {}): FoundPhone | undefined {
  const text = foldNumber(typed);
  const found = numbersIn(typed).map(({ number, index, length }) => ({
    parsed: readNumber(number, dialler),
    before: text.slice(0, index),
    after: text.slice(index + length),
  }));
  return found.find(({ parsed }) => parsed.ok || parsed.because === 'doubtful') ?? found[0];
}

function numbersIn(typed: string) {
  return [...foldNumber(typed).matchAll(NUMBER)].flatMap(({ 0: number, index }) =>
    number.replace(/\D/g, '').length < FEWEST_DIGITS ? [] : [{ number, index, length: number.length }],
  );
}

/** Latin digits and plain signs between them, without invisible characters. */
function foldNumber(typed: string): string {
  return canonicalText(typed.normalize('NFKC').replace(/[\p{Cf}ـ]/gu, ''))
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/[⁄∕\\]/g, '/');
}

function readNumber(number: string, { locale = 'fa', areaCode }: Dialler): ParsedPhone {
  const bare = number.replace(/\D/g, '');
  const isAbroad = number.startsWith('+') || bare.startsWith('00');
  if (isAbroad) {
    const parsed = parsePhoneNumberFromString(`+${bare.replace(/^00/, '')}`);
    return parsed !== undefined && isWhole(parsed) ? { ok: true, phone: parsed.number } : refused(bare);
  }
  if (HOME_MOBILE.test(bare)) return inCountry(bare, HOME) ?? refused(bare);
  const isInCity = areaCode !== undefined && bare.length === CITY_DIGITS;
  const home = inCountry(isInCity ? `${areaCode}${bare}` : bare, HOME);
  return elsewhere(bare, home === undefined ? [] : [{ country: HOME, phone: home.phone }], locale);
}

/** The meaning of a number that may be of another country; without a candidate country, it is of this one. */
function elsewhere(bare: string, home: readonly PhoneCandidate[], locale: Locale): ParsedPhone {
  const abroad = (foreign.get(locale) ?? []).flatMap((country) => {
    const parsed = inCountry(bare, country);
    return parsed === undefined ? [] : [{ country, phone: parsed.phone }];
  });
  const [own] = home;
  if (abroad.length > 0) return { ok: false, because: 'doubtful', candidates: [...home, ...abroad] };
  return own === undefined ? refused(bare) : { ok: true, phone: own.phone };
}

function inCountry(bare: string, country: CountryCode): Valid | undefined {
  // Abroad only mobile numbers count: those are the ones people bring along.
  const parse = country === HOME ? parsePhoneNumberFromString : parseMobileNumber;
  const parsed = parse(bare, country);
  return parsed?.country === country && isWhole(parsed) ? { ok: true, phone: parsed.number } : undefined;
}

/** True for a valid number; the short numbers of this country's services belong to nobody. */
function isWhole(parsed: PhoneNumber): boolean {
  return parsed.isValid() && (parsed.country !== HOME || parsed.nationalNumber.length === HOME_DIGITS - 1);
}

function refused(bare: string): ParsedPhone {
  if (bare.length > MOST_DIGITS) return { ok: false, because: 'tooLong' };
  return { ok: false, because: bare.length < HOME_DIGITS ? 'tooShort' : 'notAPhone' };
}

/** A number as it is dialled in the country, in the digits of the language. */
export function formatPhone(phone: string, locale: Locale): string {
  const parsed = parsePhoneNumberFromString(phone);
  if (parsed === undefined) return isolateDirection(writeDigits(phone, locale));
  const shown = parsed.country === 'IR' ? parsed.formatNational() : parsed.formatInternational();
  return isolateDirection(writeDigits(shown, locale));
}

/** The numbers that a typed one can mean, each with its country, for the person to choose from. */
export function formatCandidates(candidates: readonly PhoneCandidate[], locale: Locale): string {
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  const shown = candidates.map(
    ({ country, phone }) => `${names.of(country) ?? country} ${isolateDirection(phone)}`,
  );
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(shown);
}
