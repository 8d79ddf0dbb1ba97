import { type Destinations, positionCalled } from './destination.js';
import type { RequestActionDraft } from './draft.js';
import { type NamedDraftTime, namedDraftTime, readDraftTime } from './draft-time.js';
import { afterWords, type RequestActionTurn } from './step.js';

/** A draft is asked of a position below, where it may be. */
export function asked(
  draft: RequestActionDraft,
  position: string | undefined,
  { drafting }: Destinations,
): RequestActionTurn {
  if (position === undefined || drafting?.subordinates.includes(position) !== true) {
    return { kind: 'stay', problem: 'noSuchSubordinate' };
  }
  return { kind: 'ask', proposal: { step: 'draftTime', draft: { ...draft, to: position } } };
}

/** A draft is asked of the position below that somebody typed. */
export function called(draft: RequestActionDraft, text: string, desk: Destinations): RequestActionTurn {
  return asked(draft, positionCalled(text, desk.drafting?.subordinates ?? [], desk.organization), desk);
}

/** The draft is wanted by a time that is on a button. */
export function untilNamed(
  draft: RequestActionDraft,
  time: NamedDraftTime,
  desk: Destinations,
): RequestActionTurn {
  const by = desk.drafting === undefined ? undefined : namedDraftTime(time, desk.drafting);
  return untilThen(draft, by, desk);
}

/** The draft is wanted by a time that somebody typed. */
export function untilTyped(draft: RequestActionDraft, text: string, desk: Destinations): RequestActionTurn {
  const by = desk.drafting === undefined ? undefined : readDraftTime(text, desk.drafting);
  return untilThen(draft, by, desk);
}

/** A draft is wanted without a word about it. */
export function wordless(draft: RequestActionDraft): RequestActionTurn {
  const { text: _text, words: _words, ...rest } = draft;
  return afterWords({ ...rest, isWithoutWord: true });
}

function untilThen(
  draft: RequestActionDraft,
  by: Date | undefined,
  { drafting }: Destinations,
): RequestActionTurn {
  if (by === undefined || drafting === undefined) return { kind: 'stay', problem: 'notADraftTime' };
  const { now, dueAt } = drafting;
  if (by <= now || (now < dueAt && by > dueAt)) return { kind: 'stay', problem: 'draftTimePassed' };
  return afterWords({ ...draft, by });
}
