import { truncateText, withoutControls } from '../../../../../src/text/persian.js';
import { type Dialler, findPhone, type PhoneCandidate, parsePhone } from '../../../../../src/text/phone.js';

/** A caller, as far as they have said who they are; `phone` is E.164, null if they give no number. */
export interface Caller {
  readonly phone: string | null;
  readonly name?: string;
}

/** The most code points of a caller's name. */
const LONGEST_NAME = 60;
/** Separators between a number and a name. */
const BETWEEN = /^[\s,،:;؛.()\-–—/]+|[\s,،:;؛.()\-–—/]+$/g;

/** Why a text names no number. */
export type NumberProblem = 'noNumber' | 'numberTooShort' | 'numberTooLong';

/** The caller that a text names, or why it names nobody. */
export type ReadCaller =
  | { readonly kind: 'caller'; readonly caller: Caller & { readonly phone: string } }
  /** The number exists in several countries: the operator has to say which one is meant. */
  | { readonly kind: 'doubtful'; readonly candidates: readonly PhoneCandidate[] }
  | { readonly kind: 'none'; readonly because: NumberProblem };

const PROBLEMS = { tooShort: 'numberTooShort', tooLong: 'numberTooLong', notAPhone: 'noNumber' } as const;

/**
 * What an operator types about a caller: a number in any form, and before or after it the name, if they gave
 * one.
 */
export function readCaller(text: string, dialler: Dialler): ReadCaller {
  const found = findPhone(text, dialler);
  if (found === undefined) return { kind: 'none', because: 'noNumber' };
  const { parsed, before, after } = found;
  if (parsed.ok) {
    const name = nameIn([before, after].map((part) => part.replace(BETWEEN, '')).join(' '));
    return { kind: 'caller', caller: { phone: parsed.phone, ...(name === undefined ? {} : { name }) } };
  }
  if (parsed.because === 'doubtful') return { kind: 'doubtful', candidates: parsed.candidates };
  return { kind: 'none', because: PROBLEMS[parsed.because] };
}

/** The caller in a contact that staff forward, which proves nothing. */
export function callerInContact(
  { phone, name }: { readonly phone: string; readonly name: string },
  dialler: Dialler,
): ReadCaller {
  // Telegram omits the plus.
  const abroad = parsePhone(`+${phone.replace(/\D/g, '')}`);
  const read = abroad.ok ? abroad : parsePhone(phone, dialler);
  if (read.ok) {
    const named = nameIn(name);
    return { kind: 'caller', caller: { phone: read.phone, ...(named === undefined ? {} : { name: named }) } };
  }
  return read.because === 'doubtful'
    ? { kind: 'doubtful', candidates: read.candidates }
    : { kind: 'none', because: PROBLEMS[read.because] };
}

/** A name as it is stored; undefined for a text without a letter. */
function nameIn(text: string): string | undefined {
  const name = truncateText(withoutControls(text).replace(/\s+/g, ' ').trim(), LONGEST_NAME);
  return /\p{L}/u.test(name) ? name : undefined;
}
