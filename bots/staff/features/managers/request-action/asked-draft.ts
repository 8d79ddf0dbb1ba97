import { type Destinations, findAmong, searchFrom } from './destination.js';
import type { RequestActionDraft } from './draft.js';
import { type NamedDraftTime, namedDraftTime, readDraftTimes } from './draft-time.js';
import { continueAfterWords, type RequestActionTurn } from './step.js';

/** Asks a position below for a draft, if it may be asked. */
export function askPosition(
  draft: RequestActionDraft,
  position: string | undefined,
  { drafting }: Destinations,
): RequestActionTurn {
  if (position === undefined || drafting?.subordinates.includes(position) !== true) {
    return { kind: 'stay', problem: 'noSuchSubordinate' };
  }
  return { kind: 'ask', proposal: { step: 'draftTime', draft: { ...draft, to: position } } };
}

/** Asks the position below that was typed for a draft. */
export function askNamedPosition(
  draft: RequestActionDraft,
  text: string,
  desk: Destinations,
): RequestActionTurn {
  const found = findAmong(text, desk.drafting?.subordinates ?? [], searchFrom(draft, desk));
  const [only, ...others] = found;
  return others.length === 0
    ? askPosition(draft, only, desk)
    : { kind: 'ask', proposal: { step: 'subordinate', draft: { ...draft, found, foundPage: 0 } } };
}

/** The draft is wanted by a time on a button. */
export function setNamedTime(
  draft: RequestActionDraft,
  time: NamedDraftTime,
  desk: Destinations,
): RequestActionTurn {
  const by = desk.drafting === undefined ? undefined : namedDraftTime(time, desk.drafting);
  return untilThen(draft, by, desk);
}

/** The draft is wanted by a typed time. */
export function setTypedTime(draft: RequestActionDraft, text: string, desk: Destinations): RequestActionTurn {
  const [by, ...others] = desk.drafting === undefined ? [] : readDraftTimes(text, desk.drafting);
  return by === undefined || others.length === 0
    ? untilThen(draft, by, desk)
    : { kind: 'stay', problem: 'whichTime', times: [by, ...others] };
}

/** The draft is wanted without a message. */
export function askWithoutWords(draft: RequestActionDraft): RequestActionTurn {
  const { text: _text, words: _words, ...rest } = draft;
  return continueAfterWords({ ...rest, isWithoutWord: true });
}

function untilThen(
  draft: RequestActionDraft,
  by: Date | undefined,
  { drafting }: Destinations,
): RequestActionTurn {
  if (by === undefined || drafting === undefined) return { kind: 'stay', problem: 'notADraftTime' };
  const { now, dueAt } = drafting;
  if (by <= now || (now < dueAt && by > dueAt)) return { kind: 'stay', problem: 'draftTimePassed' };
  return continueAfterWords({ ...draft, by });
}
