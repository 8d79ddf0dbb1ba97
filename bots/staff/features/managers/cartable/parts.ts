import { assertNever } from '../../../../../src/assert-never.js';
import { wallClockDay, zonedDayEnd } from '../../../../../src/calendar.js';
import type { Selection } from '../../../../../src/cartables/selection.js';
import type { WaitingFor } from '../../../../../src/cartables/waiting-request.js';
import type { Speech } from '../../../../../src/messages/wording.js';

/** Parts of a cartable that can be viewed on their own. */
export const PARTS = ['all', 'dueSoon', 'dueToday', 'overdue', 'asked'] as const;
export type Part = (typeof PARTS)[number];

/** What the parts depend on; `soon` is when managers are told the next time what falls due. */
export type PartTimes = Pick<Speech, 'now' | 'timeZone'> & { readonly soon: Date };

/** What a manager has to do something about by a time. */
const THEIR_TURN: readonly WaitingFor[] = ['answer', 'promise'];

/** The requests of one part: due before managers are told the next time, due by the end of the day, late, or waiting for a citizen's reply. */
export function selectionOf(part: Part, { now, timeZone, soon }: PartTimes): Selection {
  switch (part) {
    case 'all':
      return {};
    case 'asked':
      return { waitsFor: ['citizen'] };
    case 'dueSoon':
      return { waitsFor: THEIR_TURN, after: now, until: soon };
    case 'dueToday':
      return { waitsFor: THEIR_TURN, after: now, until: zonedDayEnd(wallClockDay(now, timeZone), timeZone) };
    case 'overdue':
      return { waitsFor: ['answer'], until: now };
    default:
      return assertNever(part);
  }
}

/** The selection of each part. */
export function selectionsOf(times: PartTimes): Readonly<Record<Part, Selection>> {
  const all = PARTS.map((part) => [part, selectionOf(part, times)]);
  // Every part is among them, which the compiler does not carry over.
  return Object.fromEntries(all) as Record<Part, Selection>;
}
