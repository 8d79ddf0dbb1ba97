import { assertNever } from '../assert-never.js';
import { problemOfText } from '../requests/lifecycle/answering.js';
import { problemOfReason } from '../requests/lifecycle/judging.js';
import { codePoints, searchable } from '../text/persian.js';
import { parseTrackingCode } from '../text/tracking-code.js';
import { continuesPiece } from './cut-text.js';
import { type NamedDraftTime, namedDraftTime, readDraftTime } from './draft-time.js';
import { readExtensionHours } from './extension-hours.js';
import type { Proposal, ProposalDraft, ProposalKind } from './proposal.js';
import {
  chosenDoor,
  chosenTopic,
  chosenUnit,
  type Destinations,
  type DestinationTurn,
  positionCalled,
  typedDestination,
} from './proposing-destination.js';

/** What somebody did at a step. */
export type ProposalInput =
  | { readonly kind: 'typed'; readonly text: string; readonly messageId: number; readonly at: number }
  /** A message that he sent before now reads otherwise. */
  | { readonly kind: 'edited'; readonly text: string; readonly messageId: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'units'; readonly units: NonNullable<ProposalDraft['units']> }
  | { readonly kind: 'unit'; readonly unit: string }
  | { readonly kind: 'door'; readonly position: string }
  | { readonly kind: 'groups' }
  | { readonly kind: 'group'; readonly group: string }
  | { readonly kind: 'topic'; readonly category: string }
  | { readonly kind: 'subordinate'; readonly position: string }
  | { readonly kind: 'draftTime'; readonly time: NamedDraftTime }
  | { readonly kind: 'noWord' }
  | { readonly kind: 'noReason' }
  | { readonly kind: 'change' }
  | { readonly kind: 'back' };

export type ProposalProblem =
  | Extract<DestinationTurn, { kind: 'stay' }>['problem']
  | 'notHours'
  | 'hoursTooLong'
  | 'noSuchSubordinate'
  | 'notADraftTime'
  | 'draftTimePassed'
  | 'notACode'
  | 'checkDigit'
  | 'sameCode'
  | 'emptyText'
  | 'reasonTooShort'
  | 'textTooLong'
  | 'pressOne';

/** What follows from it. */
export type ProposalTurn =
  | { readonly kind: 'ask'; readonly proposal: Proposal }
  | { readonly kind: 'stay'; readonly problem: ProposalProblem; readonly proposal?: Proposal }
  /** The rest of a text that was too long, or an edit that changes nothing here; it needs no answer. */
  | { readonly kind: 'quiet'; readonly proposal: Proposal }
  | { readonly kind: 'send'; readonly proposal: Proposal }
  | { readonly kind: 'leave' };

/** Code points of the words; a reason has to fit into a message of ours, the others are one of their own. */
const LONGEST: Readonly<Record<ProposalKind, number>> = {
  question: 2_000,
  rejection: 2_000,
  disapproval: 2_000,
  extension: 1_000,
  refusal: 1_000,
  referral: 1_000,
  draftRequest: 1_000,
  routing: 0,
  merge: 0,
};
const SEND_WORDS = ['ارسال', 'بفرست', 'بله', 'send', 'yes', 'إرسال', 'نعم'].map(searchable);
const CHANGE_WORDS = ['تغییر', 'ویرایش', 'change', 'تغيير'].map(searchable);
const NO_WORD_WORDS = ['بدون توضیح', 'no word', 'بلا توضيح'].map(searchable);
const NO_REASON_WORDS = ['بدون دلیل', 'no reason', 'بلا سبب'].map(searchable);

type Typed = Extract<ProposalInput, { kind: 'typed' }>;

/** What follows from what somebody did; pure. */
export function takeProposalTurn(
  proposal: Proposal,
  input: ProposalInput,
  destinations: Destinations,
): ProposalTurn {
  const { draft } = proposal;
  switch (input.kind) {
    case 'typed':
      return typed(proposal, input, destinations);
    case 'edited':
      return edited(proposal, input);
    case 'hours':
      return afterWords({ ...draft, hours: input.hours });
    case 'units': {
      const { found: _found, ...rest } = draft;
      return { kind: 'ask', proposal: { step: 'unit', draft: { ...rest, units: input.units } } };
    }
    case 'unit':
      return chosen(chosenUnit(draft, input.unit, destinations));
    case 'door':
      return chosen(chosenDoor(draft, input.position));
    case 'groups': {
      const { group: _group, found: _found, ...rest } = draft;
      return { kind: 'ask', proposal: { step: 'topic', draft: { ...rest, showsGroups: true } } };
    }
    case 'group': {
      const { found: _found, ...rest } = draft;
      return { kind: 'ask', proposal: { step: 'topic', draft: { ...rest, group: input.group } } };
    }
    case 'topic':
      return chosen(chosenTopic(draft, input.category, destinations));
    case 'subordinate':
      return asked(draft, input.position, destinations);
    case 'draftTime':
      return untilThen(draft, pressedTime(input.time, destinations), destinations);
    case 'noWord':
      return draft.kind === 'draftRequest' ? wordless(draft) : { kind: 'stay', problem: 'pressOne' };
    case 'noReason':
      return draft.kind === 'refusal' ? { kind: 'send', proposal } : { kind: 'stay', problem: 'pressOne' };
    case 'change':
    case 'back':
      return back(proposal);
    default:
      return assertNever(input);
  }
}

function typed(proposal: Proposal, input: Typed, destinations: Destinations): ProposalTurn {
  const { step, draft } = proposal;
  if (draft.refused !== undefined && continuesPiece(draft.refused, input)) {
    return { kind: 'quiet', proposal: refusing(proposal, input) };
  }
  switch (step) {
    case 'hours': {
      const read = readExtensionHours(input.text);
      if (read.ok) return afterWords({ ...draft, hours: read.hours });
      return { kind: 'stay', problem: read.problem === 'tooLong' ? 'hoursTooLong' : 'notHours' };
    }
    case 'subordinate':
      return asked(draft, subordinateCalled(input.text, destinations), destinations);
    case 'draftTime':
      return untilThen(draft, typedTime(input.text, destinations), destinations);
    case 'topic':
    case 'unit':
    case 'door':
      return chosen(typedDestination(proposal, input.text, destinations));
    case 'code':
      return code(draft, input.text);
    case 'text':
      return words(proposal, input);
    case 'preview':
      return atPreview(proposal, input);
    default:
      return assertNever(step);
  }
}

function chosen(turn: DestinationTurn): ProposalTurn {
  return turn.kind === 'complete' ? afterWords(turn.draft) : turn;
}

function code(draft: ProposalDraft, text: string): ProposalTurn {
  const parsed = parseTrackingCode(text);
  if (!parsed.ok) return { kind: 'stay', problem: parsed.because };
  if (parsed.code === draft.code) return { kind: 'stay', problem: 'sameCode' };
  return { kind: 'ask', proposal: { step: 'preview', draft: { ...draft, into: parsed.code } } };
}

function atPreview(proposal: Proposal, input: Typed): ProposalTurn {
  const word = searchable(input.text);
  if (SEND_WORDS.includes(word)) return { kind: 'send', proposal };
  if (CHANGE_WORDS.includes(word)) return back(proposal);
  const { kind } = proposal.draft;
  return kind === 'routing' || kind === 'merge'
    ? { kind: 'stay', problem: 'pressOne' }
    : words(proposal, input);
}

function words(proposal: Proposal, input: Typed): ProposalTurn {
  const { draft } = proposal;
  if (draft.kind === 'draftRequest' && NO_WORD_WORDS.includes(searchable(input.text))) return wordless(draft);
  if (draft.kind === 'refusal' && NO_REASON_WORDS.includes(searchable(input.text))) {
    return { kind: 'send', proposal };
  }
  const text = input.text.trim();
  if (problemOfText(text)?.code === 'emptyText') return { kind: 'stay', problem: 'emptyText' };
  if (draft.kind === 'disapproval' && problemOfReason(text) !== undefined) {
    return { kind: 'stay', problem: 'reasonTooShort' };
  }
  if (codePoints(text) > LONGEST[draft.kind]) {
    return { kind: 'stay', problem: 'textTooLong', proposal: refusing(proposal, input) };
  }
  const { messageId, at } = input;
  const { isWithoutWord: _silent, ...rest } = draft;
  return afterWords({ ...rest, text, words: { messageId, at, length: codePoints(text) } });
}

function edited(
  proposal: Proposal,
  { text, messageId }: Extract<ProposalInput, { kind: 'edited' }>,
): ProposalTurn {
  const { words: before } = proposal.draft;
  if (before?.messageId !== messageId) return { kind: 'quiet', proposal };
  return words(proposal, { kind: 'typed', text, messageId, at: before.at });
}

/** The draft at the step that asks for what it still lacks. A refusal is sent as soon as it has its reason. */
function afterWords(draft: ProposalDraft): ProposalTurn {
  const needsText = draft.kind !== 'routing' && draft.kind !== 'merge';
  const isSilent = draft.isWithoutWord === true;
  if (needsText && draft.text === undefined && !isSilent)
    return { kind: 'ask', proposal: { step: 'text', draft } };
  const proposal: Proposal = { step: 'preview', draft };
  return { kind: draft.kind === 'refusal' ? 'send' : 'ask', proposal };
}

function asked(draft: ProposalDraft, position: string | undefined, { drafting }: Destinations): ProposalTurn {
  if (position === undefined || drafting?.subordinates.includes(position) !== true) {
    return { kind: 'stay', problem: 'noSuchSubordinate' };
  }
  return { kind: 'ask', proposal: { step: 'draftTime', draft: { ...draft, to: position } } };
}

function subordinateCalled(text: string, { organization, drafting }: Destinations): string | undefined {
  return positionCalled(text, drafting?.subordinates ?? [], organization);
}

function pressedTime(time: NamedDraftTime, { drafting }: Destinations): Date | undefined {
  return drafting === undefined ? undefined : namedDraftTime(time, drafting);
}

function typedTime(text: string, { drafting }: Destinations): Date | undefined {
  return drafting === undefined ? undefined : readDraftTime(text, drafting);
}

function untilThen(draft: ProposalDraft, by: Date | undefined, { drafting }: Destinations): ProposalTurn {
  if (by === undefined || drafting === undefined) return { kind: 'stay', problem: 'notADraftTime' };
  const { now, dueAt } = drafting;
  if (by <= now || (now < dueAt && by > dueAt)) return { kind: 'stay', problem: 'draftTimePassed' };
  return afterWords({ ...draft, by });
}

/** A draft is wanted without a word about it. */
function wordless(draft: ProposalDraft): ProposalTurn {
  const { text: _text, words: _words, ...rest } = draft;
  return afterWords({ ...rest, isWithoutWord: true });
}

/** The proposal as it was, with a note of the message that was not taken. */
function refusing({ step, draft }: Proposal, { messageId, at, text }: Typed): Proposal {
  return { step, draft: { ...draft, refused: { messageId, at, length: codePoints(text) } } };
}

/** One step back: the question that is asked again loses its answer, words stay. */
function back({ step, draft }: Proposal): ProposalTurn {
  const { hours: _hours, into: _into, ...rest } = draft;
  const undecided = withoutDestination(rest);
  const ask = (to: Proposal['step'], next: ProposalDraft): ProposalTurn => ({
    kind: 'ask',
    proposal: { step: to, draft: next },
  });
  switch (step) {
    case 'preview':
      if (draft.kind === 'routing') return ask('topic', undecided);
      return draft.kind === 'merge' ? ask('code', rest) : ask('text', draft);
    case 'text':
      if (draft.kind === 'extension') return ask('hours', rest);
      if (draft.kind === 'draftRequest') return ask('draftTime', withoutTime(draft));
      return draft.kind === 'referral' ? ask('unit', undecided) : { kind: 'leave' };
    case 'door':
      return ask('unit', undecided);
    case 'unit':
      if (draft.kind === 'routing') return ask('topic', undecided);
      return isNarrowed(draft) ? ask('unit', undecided) : { kind: 'leave' };
    case 'topic':
      return isNarrowed(draft) ? ask('topic', undecided) : { kind: 'leave' };
    case 'draftTime': {
      const { to: _to, ...open } = withoutTime(draft);
      return ask('subordinate', open);
    }
    case 'hours':
    case 'subordinate':
    case 'code':
      return { kind: 'leave' };
    default:
      return assertNever(step);
  }
}

function withoutTime({ by: _by, isWithoutWord: _silent, ...draft }: ProposalDraft): ProposalDraft {
  return draft;
}

function isNarrowed({ units, found, group, showsGroups }: ProposalDraft): boolean {
  return [units, found, group, showsGroups].some((choice) => choice !== undefined);
}

function withoutDestination(draft: ProposalDraft): ProposalDraft {
  const { units: _1, found: _2, unit: _3, to: _4, group: _5, showsGroups: _6, category: _7, ...rest } = draft;
  return rest;
}
