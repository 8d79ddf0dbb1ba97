import { assertNever } from '../../../../../src/assert-never.js';
import { answerWord } from '../../../../../src/filing/answer-words.js';
import {
  categoryOf,
  type FilingContext,
  type FilingNote,
  moveToMissingStep,
} from '../../../../../src/filing/draft.js';
import { takeTurn } from '../../../../../src/filing/filing.js';
import {
  askForMissing as askFiling,
  type FilingInput,
  type FilingProblem,
  type FilingTurn,
} from '../../../../../src/filing/filing-step.js';
import { filingWord, stripMarks } from '../../../../../src/filing/words.js';
import { findCategoriesByName } from '../../../../../src/organization/search-by-name.js';
import { canonicalText } from '../../../../../src/text/persian.js';
import type { PhoneCandidate } from '../../../../../src/text/phone.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import { type Caller, type NumberProblem, readCaller } from './caller.js';
import { type Call, withFiling, withoutCaller } from './conversation.js';

/** What an operator does while taking a call. */
export type CallInput =
  | Exclude<FilingInput, { kind: 'typed' | 'operator' | 'cancel' }>
  | {
      readonly kind: 'typed';
      readonly text: string;
      readonly messageId: number;
      /** Somebody else wrote it: it describes what happened, whatever was asked. */
      readonly isForwarded?: boolean;
    }
  /** The caller's number and name, from a forwarded contact. */
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'doubtfulNumber'; readonly candidates: readonly PhoneCandidate[] }
  /** The caller means one of their open requests, or one of those found nearby. */
  | { readonly kind: 'same'; readonly code: TrackingCode };

export type CallProblem = FilingProblem | NumberProblem | 'numberNeeded';

/** The result of an action. */
export type CallTurn =
  | { readonly kind: 'ask'; readonly call: Call; readonly notes: readonly FilingNote[] }
  | { readonly kind: 'refresh'; readonly call: Call; readonly notes: readonly FilingNote[] }
  | { readonly kind: 'quiet'; readonly call: Call }
  /** It cannot be accepted; `call` if it leads to another step. */
  | { readonly kind: 'stay'; readonly problem: CallProblem; readonly call?: Call }
  /** The caller is known: before the next question, their open requests have to be looked up. */
  | { readonly kind: 'meet'; readonly caller: Caller }
  /** The caller's number exists in several countries: the operator is asked which one is meant. */
  | { readonly kind: 'whichNumber'; readonly candidates: readonly PhoneCandidate[] }
  | { readonly kind: 'same'; readonly code: TrackingCode }
  | { readonly kind: 'register' }
  | { readonly kind: 'leave' };

/** The most words of a text that searches for a category. */
const MOST_SEARCHED_WORDS = 2;
const MOST_SEARCHED_LETTERS = 3;
const MOST_FOUND = 8;

/** The result of the operator's action; pure. */
export function takeCall(call: Call, input: CallInput, context: FilingContext): CallTurn {
  switch (input.kind) {
    case 'caller':
      return { kind: 'meet', caller: input.caller };
    case 'doubtfulNumber':
      return { kind: 'whichNumber', candidates: input.candidates };
    case 'same':
      return sameIn(call, input.code);
    case 'typed':
      return typed(call, input, context);
    case 'back':
      return call.step === 'number' ? { kind: 'leave' } : wrapped(call, takeFiling(call, input, context));
    case 'register':
      return registered(call, context);
    default:
      return wrapped(call, takeFiling(call, input, context));
  }
}

/** Handles it like a citizen's filing: the caller's own request goes through the same steps. */
function takeFiling({ step, draft }: Call, input: FilingInput, context: FilingContext): FilingTurn {
  return takeTurn(
    { step: step === 'number' ? moveToMissingStep(draft, context).step : step, draft },
    input,
    context,
  );
}

function typed(call: Call, input: Extract<CallInput, { kind: 'typed' }>, context: FilingContext): CallTurn {
  const { text, messageId } = input;
  const words = { kind: 'typed', text, messageId } as const;
  if (input.isForwarded === true) {
    return wrapped(call, takeTurn({ step: 'words', draft: call.draft }, words, context));
  }
  switch (call.step) {
    case 'number':
      return typedNumber(text, context);
    case 'words': {
      const same = knownCalled(call, text);
      return same ?? wrapped(call, takeFiling(call, words, context));
    }
    case 'category':
      return typedCategory(call, words, context);
    case 'review':
      return filingWord(text) === 'register'
        ? registered(call, context)
        : wrapped(call, takeFiling(call, words, context));
    case 'place':
    case 'district':
    case 'similar':
      return wrapped(call, takeFiling(call, words, context));
    default:
      return assertNever(call.step);
  }
}

function typedNumber(text: string, { areaCode }: FilingContext): CallTurn {
  if (answerWord(text) === 'withoutPhone') return { kind: 'meet', caller: { phone: null } };
  const read = readCaller(text, { areaCode });
  switch (read.kind) {
    case 'caller':
      return { kind: 'meet', caller: read.caller };
    case 'doubtful':
      return { kind: 'whichNumber', candidates: read.candidates };
    case 'none':
      return { kind: 'stay', problem: read.because };
  }
}

/** One of the caller's open requests, by its number in the list or, if there is only one, by «همین است». */
function knownCalled({ known }: Call, text: string): CallTurn | undefined {
  const number = Number(canonicalText(text));
  const numbered = Number.isInteger(number) ? known[number - 1] : undefined;
  if (numbered !== undefined) return { kind: 'same', code: numbered };
  const [only, ...others] = known;
  if (only === undefined || filingWord(text) !== 'meToo') return undefined;
  return others.length === 0 ? { kind: 'same', code: only } : { kind: 'stay', problem: 'whichRequest' };
}

/** A category by two letters of its name; a longer text describes more of what happened. */
function typedCategory(
  call: Call,
  words: Extract<FilingInput, { kind: 'typed' }>,
  context: FilingContext,
): CallTurn {
  const looked = stripMarks(words.text);
  const isSearch = looked.split(' ').length <= MOST_SEARCHED_WORDS && filingWord(words.text) === undefined;
  const found = isSearch ? findCategoriesByName(words.text, context.groups) : [];
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) {
    return wrapped(call, takeFiling(call, { kind: 'category', category: only.code }, context));
  }
  if (only !== undefined) {
    const categories = found.slice(0, MOST_FOUND).map(({ code }) => code);
    return wrapped(call, askFiling({ ...call.draft, choices: { kind: 'found', categories } }, context));
  }
  if (isSearch && /^\p{L}+$/u.test(looked) && looked.length <= MOST_SEARCHED_LETTERS) {
    return { kind: 'stay', problem: 'noSuchTopic' };
  }
  return wrapped(call, takeFiling(call, words, context));
}

/** The request that the caller means, if it is one of those shown. */
function sameIn({ known, draft }: Call, code: TrackingCode): CallTurn {
  return known.includes(code) || draft.similar?.codes.includes(code) === true
    ? { kind: 'same', code }
    : { kind: 'stay', problem: 'whichRequest' };
}

/** A complete call; a request that may not be anonymous needs a number first. */
function registered(call: Call, context: FilingContext): CallTurn {
  if (call.step !== 'review') return { kind: 'stay', problem: 'notComplete' };
  const isNamed = typeof call.caller?.phone === 'string';
  return !isNamed && categoryOf(call.draft, context)?.anonymous === false
    ? { kind: 'stay', problem: 'numberNeeded', call: withoutCaller(call) }
    : { kind: 'register' };
}

function wrapped(call: Call, turn: FilingTurn): CallTurn {
  switch (turn.kind) {
    case 'ask':
      return { kind: 'ask', call: withFiling(call, turn.filing), notes: turn.notes };
    case 'refresh':
      // While the number is asked for, no part of the request is shown that could be updated.
      return call.step === 'number'
        ? { kind: 'quiet', call: withFiling(call, turn.filing) }
        : { kind: 'refresh', call: withFiling(call, turn.filing), notes: turn.notes };
    case 'quiet':
      return { kind: 'quiet', call: withFiling(call, turn.filing) };
    case 'follow':
      return { kind: 'same', code: turn.code };
    case 'stay':
    case 'register':
      return turn;
    case 'leave':
      return { kind: 'ask', call: withoutCaller(call), notes: [] };
    default:
      return assertNever(turn);
  }
}
