import type { Locale } from '../config.js';
import type { Attachment } from '../requests/lifecycle/facts.js';
import { isolateDirection } from '../text/direction.js';
import { writeDigits } from '../text/numbers.js';
import type { Wording } from './wording.js';

/** A file, as far as it is recognised before anybody opens it. */
export interface ShownFile {
  readonly kind: Attachment['kind'];
  readonly durationSeconds?: number;
}

/** Kinds that are told apart by their length; of the others it is said how many there are. */
const WITH_LENGTH: ReadonlySet<Attachment['kind']> = new Set(['voice', 'audio', 'video']);
const COUNTED = ['photo', 'document'] as const;

/**
 * What somebody sent instead of words, or besides them: «🎤 صدا ۰:۴۲، 📷 ۲ عکس». It takes the place of the words by which
 * a request is recognised in a list. Empty without files.
 */
export function filesLine(files: readonly ShownFile[], locale: Locale, wording: Wording): string {
  const played = files
    .filter(({ kind }) => WITH_LENGTH.has(kind))
    .map(({ kind, durationSeconds }) =>
      durationSeconds === undefined || durationSeconds < 1
        ? wording.plain(`files.${kind}`)
        : wording.plain(`files.withLength.${kind}`, { length: formatLength(durationSeconds, locale) }),
    );
  const counted = COUNTED.flatMap((kind) => {
    const count = files.filter((file) => file.kind === kind).length;
    return count === 0 ? [] : [wording.plain(`files.count.${kind}`, { count })];
  });
  return wording.list([...played, ...counted]);
}

/** The length of a recording as players show it: «۱:۰۵». */
function formatLength(seconds: number, locale: Locale): string {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return isolateDirection(writeDigits(`${minutes}:${String(rest).padStart(2, '0')}`, locale));
}
