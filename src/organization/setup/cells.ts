import type { Cell, CellValue } from 'exceljs';
import { canonical, codePoints, withoutControls, withPersianLetters } from '../../text/persian.js';
import type { CategoryRoute, Unit } from '../city.js';
import { isCode, LONGEST_NAME, MOST_HOURS } from '../city-schema.js';
import type { ValueProblemCode } from './import-problem.js';

/** What stands in a cell, or why it cannot be read; undefined for an empty one. */
export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: ValueProblemCode }
  | undefined;

/** What stands in a cell before it is known what it should be. */
export type Plain = string | number | boolean | Date;

/** The plain content of a cell: words whatever their font, numbers, dates. A formula is none, whatever it gives. */
export function plainOf(cell: Cell): Read<Plain> {
  if (cell.isMerged) return { ok: false, code: 'merged' };
  if (cell.formula !== undefined) return { ok: false, code: 'formula' };
  return plainValue(cell.value);
}

function plainValue(value: CellValue): Read<Plain> {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return ofText(value);
  if (typeof value !== 'object' || value instanceof Date) return { ok: true, value };
  if ('richText' in value) return ofText(value.richText.map(({ text }) => text).join(''));
  // A link may have words in several fonts, which the library's types leave out.
  if ('hyperlink' in value) return plainValue(value.text as CellValue);
  if ('error' in value) return { ok: false, code: 'cellError' };
  return { ok: false, code: 'formula' };
}

function ofText(text: string): Read<Plain> {
  const value = withoutControls(text).trim();
  return value === '' ? undefined : { ok: true, value };
}

/** How the content of a cell is understood; it says what is wrong by a code. */
export type Reader<Value> = (plain: Plain) => Read<Value>;

/** A code of a unit, a position or a category. */
export const readCode: Reader<string> = (plain) => {
  const text = textOf(plain);
  return text !== undefined && isCode(canonical(text)) ? good(canonical(text)) : bad('badCode');
};

/** A name; Arabic letters of some keyboards become Persian ones where the language is Persian. */
export function readName(language: 'fa' | 'en' | 'ar'): Reader<string> {
  return (plain) => {
    const typed = textOf(plain);
    if (typed === undefined) return bad('notText');
    const text = withoutControls(typed).replace(/\s+/g, ' ').trim();
    if (text === '') return undefined;
    if (codePoints(text) > LONGEST_NAME) return bad('nameTooLong');
    return good(language === 'fa' ? withPersianLetters(text) : text);
  };
}

const KINDS: Readonly<Record<string, Unit['kind']>> = {
  mayor: 'mayor',
  deputy: 'deputy',
  district: 'district',
  organisation: 'organisation',
  organization: 'organisation',
  شهرداری: 'mayor',
  معاونت: 'deputy',
  منطقه: 'district',
  سازمان: 'organisation',
};

/** What part of the municipality a unit is. */
export const readKind: Reader<Unit['kind']> = (plain) => {
  const kind = KINDS[wordOf(plain)];
  return kind === undefined ? bad('badKind') : good(kind);
};

const YES: ReadonlySet<string> = new Set(['بله', 'بلی', 'آری', 'yes', 'true', '1']);
const NO: ReadonlySet<string> = new Set(['خیر', 'نه', 'no', 'false', '0']);

/** Yes or no. */
export const readYesOrNo: Reader<boolean> = (plain) => {
  const word = wordOf(plain);
  if (YES.has(word)) return good(true);
  return NO.has(word) ? good(false) : bad('notYesOrNo');
};

/** Hours, also a part of one, as a number or in digits of any script. */
export const readHours: Reader<number> = (plain) => {
  const text = wordOf(plain).replace('٫', '.');
  const hours = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  return hours > 0 && hours <= MOST_HOURS ? good(hours) : bad('badHours');
};

/** A moment: a date of the workbook, or as ISO 8601 writes it. */
export const readMoment: Reader<Date> = (plain) => {
  if (plain instanceof Date) return good(plain);
  const text = textOf(plain) ?? '';
  const date = new Date(text);
  return /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(date.getTime()) ? good(date) : bad('badMoment');
};

/** Positions at which requests enter, by domain: `civil-works: district-1-civil-works-head; any: …`. */
export const readDoors: Reader<Readonly<Record<string, string>>> = (plain) => {
  const doors: Record<string, string> = {};
  for (const part of (textOf(plain) ?? '').split(/[;؛\n]/)) {
    if (part.trim() === '') continue;
    const [domain = '', position = '', ...more] = part.split(/[:=]/).map(canonical);
    if (!isCode(domain) || !isCode(position) || more.length > 0 || doors[domain] !== undefined) {
      return bad('badDoors');
    }
    doors[domain] = position;
  }
  return Object.keys(doors).length === 0 ? bad('badDoors') : good(doors);
};

/** Doors as `readDoors` reads them. */
export function writeDoors(doors: Readonly<Record<string, string>>): string {
  return Object.entries(doors)
    .map(([domain, position]) => `${domain}: ${position}`)
    .join('; ');
}

/** Where requests go: `district: civil-works`, `unit: organisation-waste`, `unit: x / domain`, `position: y`. */
export const readRoute: Reader<CategoryRoute> = (plain) => {
  const [way = '', target = '', ...more] = canonical(textOf(plain) ?? '').split(/[:=]/);
  const [code = '', domain, ...rest] = target.split('/').map((part) => part.trim());
  const isWhole = more.length === 0 && rest.length === 0 && isCode(code);
  if (!isWhole || (domain !== undefined && !isCode(domain))) return bad('badRoute');
  switch (way.trim().toLowerCase()) {
    case 'unit':
    case 'واحد':
      return good({ unit: code, ...(domain === undefined ? {} : { domain }) });
    case 'district':
    case 'منطقه':
      return domain === undefined ? good({ district: code }) : bad('badRoute');
    case 'position':
    case 'سمت':
      return domain === undefined ? good({ position: code }) : bad('badRoute');
    default:
      return bad('badRoute');
  }
};

/** A route as `readRoute` reads it. */
export function writeRoute(route: CategoryRoute): string {
  if ('district' in route) return `district: ${route.district}`;
  if ('position' in route) return `position: ${route.position}`;
  return `unit: ${route.unit}${route.domain === undefined ? '' : ` / ${route.domain}`}`;
}

/** Words with commas between them. */
export const readKeywords: Reader<readonly string[]> = (plain) =>
  good(
    (textOf(plain) ?? '')
      .split(/[،,;؛\n]/)
      .map((word) => withPersianLetters(word).replace(/\s+/g, ' ').trim())
      .filter((word) => word !== ''),
  );

function textOf(plain: Plain): string | undefined {
  return typeof plain === 'string' || typeof plain === 'number' ? String(plain).trim() : undefined;
}

/** A word for comparing: in small letters and Latin digits. */
function wordOf(plain: Plain): string {
  return plain instanceof Date ? '' : canonical(String(plain)).toLowerCase();
}

function good<Value>(value: Value): Read<Value> {
  return { ok: true, value };
}

function bad(code: ValueProblemCode): Read<never> {
  return { ok: false, code };
}
