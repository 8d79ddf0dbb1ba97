import { writeDigits } from '../text/numbers.js';
import { withoutControls } from '../text/persian.js';
import type { Phone, Sight } from './phones.js';

/** A text that must be seen, or several alternatives. */
export type Words = string | readonly string[];

/** One thing that must become visible on one phone. */
export interface Expected {
  readonly phone: Phone;
  readonly kind: Sight['kind'];
  /** Everything that its text must contain. */
  readonly says: readonly Words[];
  /** What its text must not contain. */
  readonly hides?: readonly string[];
  /** Texts that must each be on a button; if empty, there must be no buttons. */
  readonly buttons?: readonly string[];
  readonly media?: readonly string[];
}

/**
 * The problems with what became visible, as sentences: everything expected must have been seen once, and
 * nothing else. Empty if all is right.
 */
export function findProblems(expected: readonly Expected[], seen: readonly Sight[]): readonly string[] {
  const left = [...seen];
  const missing: string[] = [];
  for (const one of expected) {
    const index = left.findIndex((sight) => fits(one, sight));
    if (index < 0) missing.push(`${one.phone.owner}: nothing ${one.kind} that says ${describe(one)}`);
    else left.splice(index, 1);
  }
  const surplus = left.map(
    ({ phone, kind, text, media }) =>
      `${phone.owner}: ${kind}, and was not expected: «${text === '' ? media.join(', ') : text}»`,
  );
  return [...missing, ...surplus];
}

function fits({ phone, kind, says, hides = [], buttons, media }: Expected, sight: Sight): boolean {
  if (sight.phone !== phone || sight.kind !== kind) return false;
  const text = bare(sight.text);
  const isSaid = (words: Words) =>
    (typeof words === 'string' ? [words] : words).some((option) => text.includes(bare(option)));
  if (!says.every(isSaid) || hides.some((words) => text.includes(bare(words)))) return false;
  if (media !== undefined && media.join() !== sight.media.join()) return false;
  if (buttons === undefined) return true;
  const shown = sight.buttons.flat().map(bare);
  return buttons.length === 0
    ? shown.length === 0
    : buttons.every((button) => shown.some((one) => one.includes(bare(button))));
}

/** The text without purely visual marks, and with the digits of Persian texts. */
function bare(text: string): string {
  return writeDigits(withoutControls(text), 'fa').replace(/\s+/g, ' ');
}

function describe({ says, buttons, media }: Expected): string {
  const words = says.map((one) => `«${typeof one === 'string' ? one : one.join('» or «')}»`).join(' and ');
  const parts = [
    words,
    buttons === undefined ? '' : buttons.length === 0 ? 'without buttons' : `with [${buttons.join('] [')}]`,
    media === undefined ? '' : `with ${media.join(', ') || 'no media'}`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
