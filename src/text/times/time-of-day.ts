import { assertNever } from '../../assert-never.js';
import type { TimeOfDay } from './time-context.js';
import type { PartOfDay } from './vocabulary.js';

/**
 * The time of day that an hour and a part of the day name together, and whether it belongs to the night after
 * the named day: «فردا ۱۲ شب» is the midnight at which tomorrow ends. A part alone is a time only at noon and
 * at midnight.
 */
export function timeOfDay(
  clock: TimeOfDay | undefined,
  part: PartOfDay | undefined,
): readonly [time: TimeOfDay | undefined, isNextDay: boolean] {
  if (clock === undefined) {
    if (part === 'noon') return [{ hour: 12, minute: 0 }, false];
    return part === 'midnight' ? [{ hour: 0, minute: 0 }, true] : [undefined, false];
  }
  const { hour, minute } = clock;
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return [undefined, false];
  if (hour === 24) return [{ hour: 0, minute: 0 }, true];
  if (part === undefined || hour > 12) return [{ hour, minute }, false];
  return inPart(hour, minute, part);
}

function inPart(hour: number, minute: number, part: PartOfDay): readonly [TimeOfDay, boolean] {
  const sameDay = (at: number) => [{ hour: at, minute }, false] as const;
  switch (part) {
    case 'am':
      return sameDay(hour === 12 ? 0 : hour);
    case 'noon':
      return sameDay(hour <= 4 ? hour + 12 : hour);
    case 'pm':
      return sameDay(hour === 12 ? 12 : hour + 12);
    case 'night':
    case 'midnight':
      if (hour === 12) return [{ hour: 0, minute }, true];
      return sameDay(hour >= 6 ? hour + 12 : hour);
    default:
      return assertNever(part);
  }
}
