import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Locale } from '../config.js';
import { isolate } from './direction.js';
import { digits } from './numbers.js';
import { canonical } from './persian.js';

/** Reads a phone number as people type it, Iranian unless it names a country; `phone` is E.164. */
export function parsePhone(
  typed: string,
): { readonly ok: true; readonly phone: string } | { readonly ok: false } {
  const text = canonical(typed).replace(/\u200C/g, '');
  if (!/^[+\d][\d\s().-]*$/.test(text)) return { ok: false };
  const parsed = parsePhoneNumberFromString(text.replace(/^00/, '+'), 'IR');
  return parsed?.isValid() ? { ok: true, phone: parsed.number } : { ok: false };
}

/** A number as it is dialled in the country, in the digits of the language. */
export function formatPhone(phone: string, locale: Locale): string {
  const parsed = parsePhoneNumberFromString(phone);
  if (parsed === undefined) return isolate(digits(phone, locale));
  const shown = parsed.country === 'IR' ? parsed.formatNational() : parsed.formatInternational();
  return isolate(digits(shown, locale));
}
