import { wallClockDay, zonedDayEnd } from '../../../../../src/calendar.js';
import type { Selection } from '../../../../../src/cartables/selection.js';
import type { WaitingFor } from '../../../../../src/cartables/waiting-request.js';
import type { Speech } from '../../../../../src/messages/wording.js';
import type { CARTABLE_PARTS } from '../../../../../src/telegram/staff-buttons.js';

/** A part of a cartable that can be viewed on its own. */
export type Part = (typeof CARTABLE_PARTS)[number];

/** What of a cartable is viewed: a part of it, or what is about one topic. */
export type View = { readonly part: Part } | { readonly category: string };

/** What the parts depend on; `soon` is when managers are told the next time what falls due. */
export type PartTimes = Pick<Speech, 'now' | 'timeZone'> & { readonly soon: Date };

/** What a manager has to do something about by a time. */
const THEIR_TURN: readonly WaitingFor[] = ['answer', 'promise'];

/** The requests of one view. */
export function selectionOf(view: View, times: PartTimes): Selection {
  return 'category' in view ? { category: view.category } : selectionsOf(times)[view.part];
}

/**
 * The requests of each part: due before managers are told the next time, due by the end of the day, late, waiting for a
 * citizen's reply, here again after an answer or a question, and filed here or come up from below.
 */
export function selectionsOf({ now, timeZone, soon }: PartTimes): Readonly<Record<Part, Selection>> {
  const endOfDay = zonedDayEnd(wallClockDay(now, timeZone), timeZone);
  return {
    all: {},
    dueSoon: { waitsFor: THEIR_TURN, after: now, until: soon },
    dueToday: { waitsFor: THEIR_TURN, after: now, until: endOfDay },
    overdue: { waitsFor: ['answer'], until: now },
    asked: { waitsFor: ['citizen'] },
    returned: { hasReturned: true },
    fromBelow: { isFromBelow: true },
    own: { isFromBelow: false },
  };
}
