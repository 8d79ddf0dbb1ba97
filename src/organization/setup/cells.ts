import { assertNever } from '../../assert-never.js';
import { zonedMoment } from '../../calendar.js';
import { LOCALES, type Locale } from '../../config.js';
import { canonicalText, codePoints, withoutControls, withPersianLetters } from '../../text/persian.js';
import { readLength } from '../../text/times/read-length.js';
import { momentNamed, readTime } from '../../text/times/read-time.js';
import { readTypedMeanings } from '../../text/typed-words.js';
import type { Hazard } from '../../understanding/index.js';
import type { CellContent, SheetCell } from '../../workbooks/sheet.js';
import type { CategoryRoute, Title, Unit } from '../city.js';
import { isCode, LONGEST_NAME, MOST_HOURS } from '../city-schema.js';
import type { ValueProblemCode } from './import-problem.js';

/** The value of a cell, or why it cannot be read; undefined for an empty one. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: ValueProblemCode }
  | undefined;

/** The content of a cell, words without surrounding spaces. A formula is refused, whatever its result. */
export function readCell(cell: SheetCell): Read<CellContent> {
  if (!cell.ok) return cell;
  if (typeof cell.content !== 'string') return { ok: true, value: cell.content };
  const value = withoutControls(cell.content).trim();
  return value === '' ? undefined : { ok: true, value };
}

/** A content as quoted in an error message: as the cell shows it, never as a library would write it. */
export function quotedContent(content: CellContent): string {
  if (typeof content !== 'object') return String(content);
  if (content.kind === 'duration') return String(Number(content.hours.toFixed(2)));
  return content.shown.toISOString().slice(0, 16).replace('T', ' ');
}

/** Reads the content of a cell; errors are codes. */
export type Reader<Value> = (plain: CellContent) => Read<Value>;

/** A code of a unit, a position or a category. */
export const readCode: Reader<string> = (plain) => {
  const text = textOf(plain);
  return text !== undefined && isCode(canonicalText(text)) ? good(canonicalText(text)) : bad('badCode');
};

/** A name; Arabic letters of some keyboards become Persian ones where the language is Persian. */
export function readName(language: Locale): Reader<string> {
  return (plain) => {
    const typed = textOf(plain);
    if (typed === undefined) return bad('notText');
    const text = withoutControls(typed).replace(/\s+/g, ' ').trim();
    if (text === '') return undefined;
    if (codePoints(text) > LONGEST_NAME) return bad('nameTooLong');
    return good(language === 'fa' ? withPersianLetters(text) : text);
  };
}

/**
 * A name in one line a language, in the order of `LOCALES`: the first has to be there, a language without a line is not
 * in the title.
 */
export const readTitle: Reader<Title> = (plain) => {
  const lines = (textOf(plain) ?? '').split('\n').filter((line) => line.trim() !== '');
  if (lines.length > LOCALES.length) return bad('tooManyLines');
  const read = lines.map((line, at) => [LOCALES[at] ?? 'fa', readName(LOCALES[at] ?? 'fa')(line)] as const);
  const wrong = read.find(([, name]) => name?.ok === false)?.[1];
  if (wrong?.ok === false) return wrong;
  const names = Object.fromEntries(
    read.flatMap(([locale, name]) => (name?.ok === true ? [[locale, name.value]] : [])),
  );
  return names['fa'] === undefined ? undefined : good({ ...names, fa: names['fa'] });
};

const kinds = readTypedMeanings('unit-kinds', ['mayor', 'deputy', 'district', 'organisation']);

/** The kind of a unit. */
export const readKind: Reader<Unit['kind']> = (plain) => {
  const kind = kinds.meaningOf(wordOf(plain));
  return kind === undefined ? bad('badKind') : good(kind);
};

const yesOrNo = readTypedMeanings('yes-or-no', ['yes', 'no']);

/** Yes or no. */
export const readYesOrNo: Reader<boolean> = (plain) => {
  const word = yesOrNo.meaningOf(wordOf(plain));
  return word === undefined ? bad('notYesOrNo') : good(word === 'yes');
};

/** A kind of unit as `readKind` reads it, in the language of the template. */
export function writeKind(kind: Unit['kind']): string {
  return kinds.spellingOf(kind);
}

/** Yes or no as `readYesOrNo` reads it, in the language of the template. */
export function writeYesOrNo(value: boolean): string {
  return yesOrNo.spellingOf(value ? 'yes' : 'no');
}

/** Hours, also a part of one: a number, a length of time with its unit, or a time of the workbook such as 48:00. */
export const readHours: Reader<number> = (plain) => {
  const hours = hoursIn(plain);
  return hours !== undefined && hours <= MOST_HOURS ? good(hours) : bad('badHours');
};

const HOUR_MS = 3_600_000;

function hoursIn(plain: CellContent): number | undefined {
  if (typeof plain !== 'object') return hoursTyped(wordOf(plain).replace('٫', '.'));
  if (plain.kind === 'moment') return undefined;
  // A time is a fraction of a day, so its hours are slightly inexact.
  return plain.hours > 0 ? Number(plain.hours.toFixed(4)) : undefined;
}

function hoursTyped(text: string): number | undefined {
  const clock = /^(\d{1,4}):([0-5]\d)(?::00)?$/.exec(text);
  const hours =
    clock !== null
      ? Number(clock[1]) + Number(clock[2]) / 60
      : /^\d+(?:\.\d+)?$/.test(text)
        ? Number(text)
        : (readLength(text.replace(/(\d)h$/, '$1 hours')) ?? 0) / HOUR_MS;
  return hours > 0 ? hours : undefined;
}

/**
 * A moment in the city: a date of the workbook, taken as local time; a text with a Persian or Gregorian date,
 * with or without a time, in the city's zone; or ISO 8601 with its own zone.
 */
export function readMoment(timeZone: string): Reader<Date> {
  return (plain) => {
    const moment = typeof plain === 'string' ? momentIn(plain, timeZone) : shownMoment(plain, timeZone);
    const year = moment?.getUTCFullYear() ?? 0;
    return moment !== undefined && year >= FIRST_YEAR && year <= LAST_YEAR ? good(moment) : bad('badMoment');
  };
}

/** A city's roll-out lies within these years; a number mistaken for a date lies outside. */
const FIRST_YEAR = 2_000;
const LAST_YEAR = 2_199;

function shownMoment(plain: CellContent, timeZone: string): Date | undefined {
  if (typeof plain !== 'object' || plain.kind !== 'moment') return undefined;
  const { shown } = plain;
  const day = {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
  };
  return zonedMoment(day, { hour: shown.getUTCHours(), minute: shown.getUTCMinutes() }, timeZone);
}

function momentIn(typed: string, timeZone: string): Date | undefined {
  const text = canonicalText(typed);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/i.test(text)) {
    const moment = new Date(text);
    return Number.isNaN(moment.getTime()) ? undefined : moment;
  }
  // A text that depends on today would mean another moment each time the file is sent.
  if (!/\d{4}/.test(text)) return undefined;
  const plain = text.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::[\d.]+)?$/, '$1 $2');
  const read = readTime(plain, { now: ANY_DAY, timeZone }, 'behind');
  if (read.kind !== 'time') return undefined;
  const { day, time = MIDNIGHT } = read.named;
  return momentNamed({ day, time }, timeZone);
}

const ANY_DAY = new Date('2026-01-01T00:00:00Z');
const MIDNIGHT = { hour: 0, minute: 0 };

/** Positions at which requests enter, by domain: `civil-works: district-1-civil-works-head; any: …`. */
export const readDoors: Reader<Readonly<Record<string, string>>> = (plain) => {
  const doors: Record<string, string> = {};
  for (const part of (textOf(plain) ?? '').split(/[;؛\n]/)) {
    if (part.trim() === '') continue;
    const [domain = '', position = '', ...more] = part.split(/[:=]/).map(canonicalText);
    if (!isCode(domain) || !isCode(position) || more.length > 0 || doors[domain] !== undefined) {
      return bad('badDoors');
    }
    doors[domain] = position;
  }
  return Object.keys(doors).length === 0 ? bad('badDoors') : good(doors);
};

/** Intake positions in the format of `readDoors`. */
export function writeDoors(doors: Readonly<Record<string, string>>): string {
  return Object.entries(doors)
    .map(([domain, position]) => `${domain}: ${position}`)
    .join('; ');
}

const ways = readTypedMeanings('route-ways', ['unit', 'district', 'position']);

/** Where requests go: `district: civil-works`, `unit: organisation-waste`, `unit: x / domain`, `position: y`. */
export const readRoute: Reader<CategoryRoute> = (plain) => {
  const [way = '', target = '', ...more] = canonicalText(textOf(plain) ?? '').split(/[:=]/);
  const [code = '', domain, ...rest] = target.split('/').map((part) => part.trim());
  const isWhole = more.length === 0 && rest.length === 0 && isCode(code);
  if (!isWhole || (domain !== undefined && !isCode(domain))) return bad('badRoute');
  const meant = ways.meaningOf(way);
  switch (meant) {
    case 'unit':
      return good({ unit: code, ...(domain === undefined ? {} : { domain }) });
    case 'district':
      return domain === undefined ? good({ district: code }) : bad('badRoute');
    case 'position':
      return domain === undefined ? good({ position: code }) : bad('badRoute');
    case undefined:
      return bad('badRoute');
    default:
      return assertNever(meant);
  }
};

/** A route in the format of `readRoute`. */
export function writeRoute(route: CategoryRoute): string {
  if ('district' in route) return `district: ${route.district}`;
  if ('position' in route) return `position: ${route.position}`;
  return `unit: ${route.unit}${route.domain === undefined ? '' : ` / ${route.domain}`}`;
}

const hazardKinds = readTypedMeanings('hazard-kinds', ['danger', 'selfHarm', 'violence', 'mention']);

/** The kind of a hazard; `mention` is the row of words that only sound like danger. */
export const readHazardKind: Reader<Hazard['kind'] | 'mention'> = (plain) => {
  const kind = hazardKinds.meaningOf(wordOf(plain));
  return kind === undefined ? bad('badHazardKind') : good(kind);
};

/** A kind of hazard as `readHazardKind` reads it, in the language of the template. */
export function writeHazardKind(kind: Hazard['kind'] | 'mention'): string {
  return hazardKinds.spellingOf(kind);
}

/** A code of a hazard or of another body, which may have capital letters. */
export const readWordCode: Reader<string> = (plain) => {
  const text = textOf(plain) ?? '';
  return /^[a-zA-Z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= LONGEST_NAME
    ? good(text)
    : bad('badCode');
};

const PHONE_NUMBER = /^\d{3,11}$/;

/** A telephone number to call, in digits of any script. */
export const readPhoneNumber: Reader<string> = (plain) => {
  const number = canonicalText(textOf(plain) ?? '').replace(/[\s-]/g, '');
  return PHONE_NUMBER.test(number) ? good(number) : bad('badNumber');
};

/** Telephone numbers to call, the most important first, with commas or spaces between them. */
export const readPhoneNumbers: Reader<readonly string[]> = (plain) => {
  const numbers = canonicalText(textOf(plain) ?? '')
    .split(/[\s,،;؛]+/)
    .filter((part) => part !== '');
  return numbers.every((number) => PHONE_NUMBER.test(number)) ? good(numbers) : bad('badNumber');
};

/** Code points of a sentence that people are told. */
const LONGEST_SENTENCE = 1_000;

/** A sentence that people are told, as it is written. */
export const readSentence: Reader<string> = (plain) => {
  const text = withoutControls(textOf(plain) ?? '').trim();
  if (text === '') return undefined;
  return codePoints(text) > LONGEST_SENTENCE ? bad('textTooLong') : good(text);
};

/** Phrases, one a line, as they are written. */
export const readPhrases: Reader<readonly string[]> = (plain) =>
  good(
    (textOf(plain) ?? '')
      .split('\n')
      .map((phrase) => phrase.trim())
      .filter((phrase) => phrase !== ''),
  );

/** Words separated by commas. */
export const readKeywords: Reader<readonly string[]> = (plain) =>
  good(
    (textOf(plain) ?? '')
      .split(/[،,;؛\n]/)
      .map((word) => withPersianLetters(word).replace(/\s+/g, ' ').trim())
      .filter((word) => word !== ''),
  );

function textOf(plain: CellContent): string | undefined {
  return typeof plain === 'string' || typeof plain === 'number' ? String(plain).trim() : undefined;
}

/** A word for comparison: in lower case and Latin digits. */
function wordOf(plain: CellContent): string {
  return typeof plain === 'object' ? '' : canonicalText(String(plain)).toLowerCase();
}

function good<Value>(value: Value): Read<Value> {
  return { ok: true, value };
}

function bad(code: ValueProblemCode): Read<never> {
  return { ok: false, code };
}
