import { assertNever } from '../../../../../src/assert-never.js';
import { previewWord } from '../../../../../src/flows/preview-words.js';
import { continuesPiece, pieceOf } from '../../../../../src/flows/split-message.js';
import { problemOfText } from '../../../../../src/requests/lifecycle/answering.js';
import { problemOfReason } from '../../../../../src/requests/lifecycle/judging.js';
import { codePoints } from '../../../../../src/text/persian.js';
import { findTrackingCode } from '../../../../../src/text/tracking-code.js';
import { readTypedMeanings } from '../../../../../src/text/typed-words.js';
import { askNamedPosition, askPosition, askWithoutWords, setNamedTime, setTypedTime } from './asked-draft.js';
import { goBackInAction } from './back.js';
import {
  chooseIntake,
  chooseTopic,
  chooseTyped,
  chooseUnit,
  type Destinations,
  type DestinationTurn,
} from './destination.js';
import type { RequestAction, RequestActionDraft, RequestActionKind } from './draft.js';
import { readExtensionHours } from './extension-hours.js';
import { continueAfterWords, type RequestActionInput, type RequestActionTurn, type Typed } from './step.js';

/**
 * Code points of the words; a reason has to fit into one of our messages, the others are a message of their
 * own.
 */
const LONGEST: Readonly<Record<RequestActionKind, number>> = {
  question: 2_000,
  rejection: 2_000,
  disapproval: 2_000,
  objection: 1_000,
  extension: 1_000,
  refusal: 1_000,
  referral: 1_000,
  draftRequest: 1_000,
  routing: 0,
  merge: 0,
};
const silence = readTypedMeanings('request-actions', ['withoutWord', 'withoutReason']);

/** The result of an action; pure. */
export function takeRequestActionTurn(
  proposal: RequestAction,
  input: RequestActionInput,
  destinations: Destinations,
): RequestActionTurn {
  const { draft } = proposal;
  switch (input.kind) {
    case 'typed':
      return typed(proposal, input, destinations);
    case 'edited':
      return edited(proposal, input);
    case 'hours':
      return continueAfterWords({ ...draft, hours: input.hours });
    case 'units': {
      const { found: _found, ...rest } = draft;
      return { kind: 'ask', proposal: { step: 'unit', draft: { ...rest, units: input.units } } };
    }
    case 'unit':
      return chosen(chooseUnit(draft, input.unit, destinations));
    case 'door':
      return chosen(chooseIntake(draft, input.position));
    case 'groups': {
      const { group: _group, found: _found, ...rest } = draft;
      return { kind: 'ask', proposal: { step: 'topic', draft: { ...rest, showsGroups: true } } };
    }
    case 'group': {
      const { found: _found, ...rest } = draft;
      return { kind: 'ask', proposal: { step: 'topic', draft: { ...rest, group: input.group } } };
    }
    case 'topic':
      return chosen(chooseTopic(draft, input.category, destinations));
    case 'subordinate':
      return askPosition(draft, input.position, destinations);
    case 'draftTime':
      return setNamedTime(draft, input.time, destinations);
    case 'foundPage':
      return { kind: 'ask', proposal: { ...proposal, draft: { ...draft, foundPage: input.page } } };
    case 'noWord':
      return draft.kind === 'draftRequest' ? askWithoutWords(draft) : { kind: 'stay', problem: 'pressOne' };
    case 'readyReason':
      return draft.kind === 'rejection'
        ? continueAfterWords({ ...withoutWords(draft), text: input.text, ready: input.code })
        : { kind: 'stay', problem: 'pressOne' };
    case 'noReason':
      return draft.kind === 'refusal' ? { kind: 'send', proposal } : { kind: 'stay', problem: 'pressOne' };
    case 'change':
    case 'back':
      return goBackInAction(proposal);
    default:
      return assertNever(input);
  }
}

function typed(proposal: RequestAction, input: Typed, destinations: Destinations): RequestActionTurn {
  const { step, draft } = proposal;
  if (draft.refused !== undefined && continuesPiece(draft.refused, input)) {
    return { kind: 'quiet', proposal: refusing(proposal, input) };
  }
  switch (step) {
    case 'hours': {
      const read = readExtensionHours(input.text);
      if (read.ok) return continueAfterWords({ ...draft, hours: read.hours });
      return { kind: 'stay', problem: read.problem === 'tooLong' ? 'hoursTooLong' : 'notHours' };
    }
    case 'subordinate':
      return askNamedPosition(draft, input.text, destinations);
    case 'draftTime':
      return setTypedTime(draft, input.text, destinations);
    case 'topic':
    case 'unit':
    case 'door':
      return chosen(chooseTyped(proposal, input.text, destinations));
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

function chosen(turn: DestinationTurn): RequestActionTurn {
  return turn.kind === 'complete' ? continueAfterWords(turn.draft) : turn;
}

function code(draft: RequestActionDraft, text: string): RequestActionTurn {
  const parsed = findTrackingCode(text);
  if (!parsed.ok) return { kind: 'stay', problem: parsed.because };
  if (parsed.code === draft.code) return { kind: 'stay', problem: 'sameCode' };
  return { kind: 'ask', proposal: { step: 'preview', draft: { ...draft, into: parsed.code } } };
}

function atPreview(proposal: RequestAction, input: Typed): RequestActionTurn {
  const word = previewWord(input.text);
  if (word === 'change') return goBackInAction(proposal);
  if (word !== undefined) return { kind: 'send', proposal };
  const { kind } = proposal.draft;
  return kind === 'routing' || kind === 'merge'
    ? { kind: 'stay', problem: 'pressOne' }
    : words(proposal, input);
}

function words(proposal: RequestAction, input: Typed): RequestActionTurn {
  const { draft } = proposal;
  const said = silence.meaningOf(input.text);
  if (draft.kind === 'draftRequest' && said === 'withoutWord') return askWithoutWords(draft);
  if (draft.kind === 'refusal' && said === 'withoutReason') return { kind: 'send', proposal };
  const text = input.text.trim();
  if (problemOfText(text)?.code === 'emptyText') return { kind: 'stay', problem: 'emptyText' };
  if (draft.kind === 'disapproval' && problemOfReason(text) !== undefined) {
    return { kind: 'stay', problem: 'reasonTooShort' };
  }
  if (codePoints(text) > LONGEST[draft.kind]) {
    return { kind: 'stay', problem: 'textTooLong', proposal: refusing(proposal, input) };
  }
  const { isWithoutWord: _silent, ready: _ready, ...rest } = draft;
  return continueAfterWords({ ...rest, text, words: pieceOf({ ...input, text }) });
}

function edited(
  proposal: RequestAction,
  { text, messageId }: Extract<RequestActionInput, { kind: 'edited' }>,
): RequestActionTurn {
  const { words: before } = proposal.draft;
  if (before?.messageId !== messageId) return { kind: 'quiet', proposal };
  return words(proposal, { kind: 'typed', text, messageId, at: before.at });
}

/** The unchanged draft, with a note of the message that was refused. */
function refusing({ step, draft }: RequestAction, input: Typed): RequestAction {
  return { step, draft: { ...draft, refused: pieceOf(input) } };
}

/** The draft without the message that had its words, so that an edit of that message no longer changes it. */
function withoutWords({ words: _words, ...draft }: RequestActionDraft): RequestActionDraft {
  return draft;
}
