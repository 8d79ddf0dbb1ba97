import { canonical, truncate, withoutControls } from '../../../../src/text/persian.js';
import { parsePhone } from '../../../../src/text/phone.js';

/** Who calls, as far as he said so; `phone` is E.164, null for somebody who gives no number. */
export interface Caller {
  readonly phone: string | null;
  readonly name?: string;
}

/** Most code points of a caller's name. */
const LONGEST_NAME = 60;
/** Digits, with what people put between them. */
const NUMBER = /\+?\d[\d\s().\-–—]*\d/g;
/** What stands between a number and a name. */
const BETWEEN = /^[\s,،:;؛.\-–—/]+|[\s,،:;؛.\-–—/]+$/g;

/** What an operator types of a caller: a number in any form, and before or after it the name, if he gave one. */
export function readCaller(text: string): Caller | undefined {
  const typed = canonical(text);
  for (const [found] of typed.matchAll(NUMBER)) {
    const parsed = parsePhone(found);
    if (!parsed.ok) continue;
    const at = typed.indexOf(found);
    const around = [typed.slice(0, at), typed.slice(at + found.length)];
    const name = nameIn(around.map((part) => part.replace(BETWEEN, '')).join(' '));
    return { phone: parsed.phone, ...(name === undefined ? {} : { name }) };
  }
  return undefined;
}

/** Whoever a contact that staff pass on is: by that nobody proves anything. */
export function callerInContact(contact: {
  readonly phone: string;
  readonly name: string;
}): Caller | undefined {
  const { phone, name } = contact;
  // Telegram leaves the plus out.
  const read = [`+${phone.replace(/\D/g, '')}`, phone].map(parsePhone).find(({ ok }) => ok);
  if (read === undefined || !read.ok) return undefined;
  const named = nameIn(name);
  return { phone: read.phone, ...(named === undefined ? {} : { name: named }) };
}

/** A name as it is kept; undefined for a text without a letter. */
export function nameIn(text: string): string | undefined {
  const name = truncate(withoutControls(text).replace(/\s+/g, ' ').trim(), LONGEST_NAME);
  return /\p{L}/u.test(name) ? name : undefined;
}
