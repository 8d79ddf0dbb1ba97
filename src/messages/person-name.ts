import { writeDigits } from '../text/numbers.js';
import { withoutControls } from '../text/persian.js';
import { createWording, type Speech } from './wording.js';

/** Code points of a name in a sentence. */
const MOST_OF_NAME = 60;
/** Digits of a number by which somebody without a readable name is told from others. */
const SHOWN_DIGITS = 4;
/** A name is recognised by a letter, a digit or a picture; dots, lines and empty signs say nobody's name. */
const READABLE = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * The name of a person for whoever reads of them, on one line. Where nothing of the name can be seen (signs without
 * any shape, dots, nothing at all), the person is told from others by what they are and the end of their number.
 *
 * @param person.number - The person's phone number or id (src/channel), of which the last digits are shown.
 */
export function personName(
  person: {
    readonly name?: string | undefined;
    readonly number: string;
    readonly as: 'colleague' | 'citizen';
  },
  speech: Speech,
): string {
  const wording = createWording(speech);
  const name = visibleName(person.name);
  if (name !== undefined) return wording.words(name, MOST_OF_NAME);
  const digits = person.number.replace(/\D/g, '').slice(-SHOWN_DIGITS);
  return wording.plain(`person.nameless.${person.as}`, {
    digits: writeDigits(digits, speech.locale),
  });
}

/** A name as it can be shown; undefined where a reader would see nothing to recognise it by. */
export function visibleName(name: string | undefined): string | undefined {
  const shown = withoutControls(name ?? '')
    .replace(/[\s\u2800]+/g, ' ')
    .trim();
  return READABLE.test(shown) ? shown : undefined;
}
