import { z } from 'zod';
import { assertNever } from '../../../../../src/assert-never.js';
import { codeField, type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';
import { previewWord } from '../../../../../src/flows/preview-words.js';
import { continuesPiece, pieceOf, pieceSchema } from '../../../../../src/flows/split-message.js';
import {
  type DayProblem,
  dayFromToday,
  type PromiseDay,
  readPromiseDay,
  type Today,
} from '../../../../../src/flows/typed-day.js';
import { codePoints } from '../../../../../src/text/persian.js';

const draftSchema = z.object({
  code: codeField,
  position: z.string(),
  kept: z.boolean(),
  /** End of the new day, if the promise was not fulfilled. */
  day: z.date().exactOptional(),
  /** What the manager wants to tell the citizen about it. */
  text: z.string().exactOptional(),
  /** The message with those words. */
  words: pieceSchema.exactOptional(),
  /**
   * The latest message that was too long, so that the rest of it is not taken for a message to the citizen.
   */
  refused: pieceSchema.exactOptional(),
  previewMessageId: z.number().exactOptional(),
  /** The message whose button began it, which has nothing more to ask afterwards. */
  askedMessageId: z.number().exactOptional(),
});

/** A manager's report on their promise. */
export type PromiseDraft = Readonly<z.infer<typeof draftSchema>>;

/** A manager who is asked about their promise: for the new day, or to confirm the message. */
export interface KeepingPromise {
  readonly step: 'day' | 'confirm';
  readonly draft: PromiseDraft;
}

export type PromiseInput =
  | { readonly kind: 'typed'; readonly text: string; readonly messageId: number; readonly at: number }
  /** The message with the words was edited. */
  | { readonly kind: 'edited'; readonly text: string; readonly messageId: number }
  | { readonly kind: 'day'; readonly days: number }
  | { readonly kind: 'change' }
  | { readonly kind: 'back' };

/** The result of an action, as with an answer. */
export type PromiseTurn =
  | { readonly kind: 'ask'; readonly keeping: KeepingPromise }
  | {
      readonly kind: 'stay';
      readonly problem: DayProblem | 'textTooLong';
      /** With `whichDay`: the days ahead of which one is meant. */
      readonly days?: readonly number[];
      readonly keeping?: KeepingPromise;
    }
  /** The rest of a text that was too long; it needs no answer of its own. */
  | { readonly kind: 'quiet'; readonly keeping: KeepingPromise }
  | { readonly kind: 'send' }
  | { readonly kind: 'leave' };

/** Code points of the message beside the day; it has to fit into one message. */
const LONGEST_NOTE = 2_000;

/** The beginning: a fulfilled promise needs at most a message, a moved one a day. */
export function beginPromise(
  start: Pick<PromiseDraft, 'code' | 'position' | 'kept' | 'askedMessageId'>,
): KeepingPromise {
  return { step: start.kept ? 'confirm' : 'day', draft: start };
}

const kept: FlowCodec<KeepingPromise> = stepCodec({
  name: 'promise',
  version: 1,
  steps: ['day', 'confirm'],
  schema: draftSchema,
});

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readKeepingPromise = kept.read;

/** The state as a conversation. */
export const keepPromising = kept.keep;

/** The result of the manager's action; pure. */
export function takePromiseTurn(keeping: KeepingPromise, input: PromiseInput, today: Today): PromiseTurn {
  const { step, draft } = keeping;
  switch (input.kind) {
    case 'typed':
      return step === 'day' ? moved(draft, readPromiseDay(input.text, today)) : noted(draft, input);
    case 'edited':
      return edited(keeping, input);
    case 'day':
      return moved(draft, dayFromToday(input.days, today));
    case 'change':
      return changed(draft);
    case 'back':
      return step === 'confirm' && !draft.kept ? changed(draft) : { kind: 'leave' };
    default:
      return assertNever(input);
  }
}

function moved(draft: PromiseDraft, day: PromiseDay): PromiseTurn {
  if (!day.ok) {
    const { ok: _refused, ...why } = day;
    return { kind: 'stay', ...why };
  }
  return { kind: 'ask', keeping: { step: 'confirm', draft: { ...draft, kept: false, day: day.day } } };
}

function noted(draft: PromiseDraft, input: Extract<PromiseInput, { kind: 'typed' }>): PromiseTurn {
  const { text } = input;
  const refused = { ...draft, refused: pieceOf(input) };
  if (draft.refused !== undefined && continuesPiece(draft.refused, input)) {
    return { kind: 'quiet', keeping: { step: 'confirm', draft: refused } };
  }
  const word = previewWord(text);
  if (word === 'change') return changed(draft);
  if (word !== undefined) return { kind: 'send' };
  if (codePoints(text) > LONGEST_NOTE) {
    return { kind: 'stay', problem: 'textTooLong', keeping: { step: 'confirm', draft: refused } };
  }
  return {
    kind: 'ask',
    keeping: { step: 'confirm', draft: { ...draft, text: text.trim(), words: pieceOf(input) } },
  };
}

/** The message with its edited words; one that has none any more stays as it was. */
function edited(
  { step, draft }: KeepingPromise,
  { text, messageId }: Extract<PromiseInput, { kind: 'edited' }>,
): PromiseTurn {
  const { words } = draft;
  if (words === undefined || text.trim() === '') return { kind: 'quiet', keeping: { step, draft } };
  if (codePoints(text) > LONGEST_NOTE) return { kind: 'stay', problem: 'textTooLong' };
  const changed = { ...draft, text: text.trim(), words: pieceOf({ ...words, messageId, text }) };
  return { kind: step === 'confirm' ? 'ask' : 'quiet', keeping: { step, draft: changed } };
}

/** What can be changed: the day of a moved promise, the message of a fulfilled one. */
function changed({ day: _day, text, words, ...draft }: PromiseDraft): PromiseTurn {
  if (draft.kept) return { kind: 'ask', keeping: { step: 'confirm', draft } };
  return {
    kind: 'ask',
    keeping: {
      step: 'day',
      draft: {
        ...draft,
        ...(text === undefined ? {} : { text }),
        ...(words === undefined ? {} : { words }),
      },
    },
  };
}
