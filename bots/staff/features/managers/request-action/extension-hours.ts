import { HOUR_MS, LONGEST_EXTENSION_HOURS } from '../../../../../src/requests/lifecycle/rules.js';
import { canonicalText } from '../../../../../src/text/persian.js';
import { readLength } from '../../../../../src/text/times/read-length.js';

/** The hours that a manager asks for, or why they are not valid. */
export type ExtensionHours =
  | { readonly ok: true; readonly hours: number }
  | { readonly ok: false; readonly problem: 'notHours' | 'tooLong' };

/** Reads how much more time somebody asks for: «۳», «۲ روز», «یک هفته», «۱۲ ساعت». A bare number is days. */
export function readExtensionHours(typed: string): ExtensionHours {
  const text = canonicalText(typed);
  const hours = /^\d{1,4}$/.test(text) ? Number(text) * 24 : (readLength(text) ?? 0) / HOUR_MS;
  if (hours === 0) return { ok: false, problem: 'notHours' };
  return hours > LONGEST_EXTENSION_HOURS ? { ok: false, problem: 'tooLong' } : { ok: true, hours };
}
