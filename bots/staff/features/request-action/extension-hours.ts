import { LONGEST_EXTENSION_HOURS } from '../../../../src/requests/lifecycle/rules.js';
import { searchable } from '../../../../src/text/persian.js';

/** The hours that a manager asks for, or why they cannot be asked for. */
export type ExtensionHours =
  | { readonly ok: true; readonly hours: number }
  | { readonly ok: false; readonly problem: 'notHours' | 'tooLong' };

const NUMBER_WORDS: readonly string[] = ['یک', 'دو', 'سه', 'چهار', 'پنج', 'شش', 'هفت'];
/** Words for a length of time, in the spelling in which texts are compared, with their hours. */
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:ساعت|hours?|ساعه|ساعات)$/, 1],
  [/^(?:روز|days?|یوم|یوما|ایام)$/, 24],
  [/^(?:هفته|weeks?|اسبوع)$/, 168],
];
/** Lengths that are one word, or two without a number. */
const WHOLE: ReadonlyMap<string, number> = new Map([
  ['هفته', 168],
  ['a week', 168],
  ['a day', 24],
  ['یوم واحد', 24],
  ['یوم', 24],
  ['یومان', 48],
  ['اسبوع', 168],
]);

/** Reads how much more time somebody asks for: «۳», «۲ روز», «یک هفته», «۱۲ ساعت». A bare number is days. */
export function readExtensionHours(typed: string): ExtensionHours {
  const text = searchable(typed).replace(/ (?:دیگر|دیگه|بیشتر|more)$/, '');
  const whole = WHOLE.get(text);
  if (whole !== undefined) return { ok: true, hours: whole };
  const found = /^(\S+?) ?(\p{L}+)?$/u.exec(text);
  const count = found === null ? undefined : countOf(found[1] ?? '');
  const unit = found?.[2];
  const each = unit === undefined ? 24 : UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  if (count === undefined || count === 0 || each === undefined) return { ok: false, problem: 'notHours' };
  const hours = count * each;
  return hours > LONGEST_EXTENSION_HOURS ? { ok: false, problem: 'tooLong' } : { ok: true, hours };
}

function countOf(word: string): number | undefined {
  if (/^\d{1,4}$/.test(word)) return Number(word);
  const index = NUMBER_WORDS.indexOf(word);
  return index < 0 ? undefined : index + 1;
}
