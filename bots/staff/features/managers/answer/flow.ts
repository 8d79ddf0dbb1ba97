import { isDeepStrictEqual } from 'node:util';
import { assertNever } from '../../../../../src/assert-never.js';
import { previewWord } from '../../../../../src/flows/preview-words.js';
import { continuesPiece, pieceOf } from '../../../../../src/flows/split-message.js';
import {
  type DayProblem,
  dayFromToday,
  type PromiseDay,
  readPromiseDay,
  type Today,
} from '../../../../../src/flows/typed-day.js';
import { isSpoken } from '../../../../../src/requests/lifecycle/answering.js';
import type { Attachment, Outcome } from '../../../../../src/requests/lifecycle/facts.js';
import { codePoints } from '../../../../../src/text/persian.js';
import { readTypedMeanings } from '../../../../../src/text/typed-words.js';
import { pictureMeaning } from './comparison.js';
import type { AnswerDraft, Answering } from './draft.js';
import { type EditedPart, withAddedFiles, withEditedPart } from './edited.js';
import { LONGEST_ANSWER, MOST_FILES } from './limits.js';

/** What a manager did at a step. */
export type AnswerInput =
  | { readonly kind: 'typed'; readonly text: string; readonly messageId: number; readonly at: number }
  /** A message that they sent earlier was edited. */
  | ({ readonly kind: 'edited' } & EditedPart)
  | {
      readonly kind: 'file';
      readonly attachment: Attachment;
      /** Further files of the same message. */
      readonly others?: readonly Attachment[];
      readonly caption?: string;
      readonly album?: string;
      readonly messageId: number;
      readonly at: number;
    }
  | { readonly kind: 'outcome'; readonly outcome: Outcome['kind'] }
  | { readonly kind: 'day'; readonly days: number }
  | { readonly kind: 'change' }
  | { readonly kind: 'back' };

export type AnswerProblem =
  | DayProblem
  | 'noOutcome'
  | 'emptyText'
  | 'answerTooShort'
  | 'textTooLong'
  | 'tooManyFiles';

/** The result of an action. */
export type AnswerTurn =
  /** The step's question is asked; `kept` says what else was accepted. */
  | { readonly kind: 'ask'; readonly answering: Answering; readonly kept?: 'text' | 'file' }
  /** It cannot be accepted; the step stays. */
  | {
      readonly kind: 'stay';
      readonly problem: AnswerProblem;
      readonly answering?: Answering;
      /** With `whichDay`: how many days ahead each of the possible days is. */
      readonly days?: readonly number[];
    }
  /** It belongs to something accepted before and needs no answer of its own; a preview is updated. */
  | { readonly kind: 'quiet'; readonly answering: Answering }
  | { readonly kind: 'send' }
  | { readonly kind: 'leave' };

/** The context needed to judge a turn, besides the draft. */
export interface AnswerContext extends Today {
  /** Why these words are not an answer, as the lifecycle judges it. */
  readonly problemOfText: (text: string) => 'emptyText' | 'answerTooShort' | undefined;
}

const outcomes = readTypedMeanings('outcomes', ['done', 'planned', 'notPossible']);

/** The result of the manager's action; pure. */
export function takeTurn(answering: Answering, input: AnswerInput, context: AnswerContext): AnswerTurn {
  const { draft } = answering;
  switch (input.kind) {
    case 'typed':
      return typed(answering, input, context);
    case 'edited':
      return edited(answering, input, context);
    case 'file':
      return file(answering, input, context);
    case 'outcome':
      return ask(withOutcome(draft, input.outcome));
    case 'day':
      return promised(draft, dayFromToday(input.days, context));
    case 'change':
      return { kind: 'ask', answering: { step: 'text', draft } };
    case 'back':
      return back(answering);
    default:
      return assertNever(input);
  }
}

type Typed = Extract<AnswerInput, { kind: 'typed' }>;

function typed(answering: Answering, input: Typed, context: AnswerContext): AnswerTurn {
  const { step, draft } = answering;
  if (draft.refused !== undefined && continuesPiece(draft.refused, input)) {
    return { kind: 'quiet', answering: refusing(answering, input) };
  }
  if (continues(draft, input)) return takeText(answering, input, context);
  const result = step === 'text' ? undefined : typedOutcome(draft, input.text, context);
  if (result !== undefined) return result;
  switch (step) {
    case 'outcome': {
      const problem = context.problemOfText(input.text);
      return problem === undefined
        ? takeText(answering, input, context)
        : { kind: 'stay', problem: 'noOutcome' };
    }
    case 'day':
      return promised(draft, readPromiseDay(input.text, context));
    case 'text':
      return takeText(answering, input, context);
    case 'preview':
      return atPreview(answering, input, context);
    default:
      return assertNever(step);
  }
}

function atPreview(answering: Answering, input: Typed, context: AnswerContext): AnswerTurn {
  const word = previewWord(input.text);
  if (word === 'send') return { kind: 'send' };
  if (word === 'change') return { kind: 'ask', answering: { step: 'text', draft: answering.draft } };
  return takeText(answering, input, context);
}

/** The outcome that was typed instead of pressed, «انجام می‌شود تا شنبه» with its day. */
function typedOutcome(draft: AnswerDraft, text: string, context: AnswerContext): AnswerTurn | undefined {
  const outcome = outcomes.meaningOf(text);
  if (outcome !== undefined) return ask(withOutcome(draft, outcome));
  const until = outcomes.restAfter('planned', text);
  const day = until === undefined ? undefined : readPromiseDay(until, context);
  return day?.ok || (day?.ok === false && day.problem === 'whichDay') ? promised(draft, day) : undefined;
}

function promised(draft: AnswerDraft, day: PromiseDay): AnswerTurn {
  if (!day.ok) {
    const { ok: _refused, ...why } = day;
    const asked = why.problem === 'whichDay' ? { answering: settled(withOutcome(draft, 'planned')) } : {};
    return { kind: 'stay', ...why, ...asked };
  }
  return ask({ ...withOutcome(draft, 'planned'), day: day.day });
}

/** True for the next piece of a text that Telegram's app had to split. */
function continues({ words }: AnswerDraft, input: Typed): boolean {
  return words !== undefined && continuesPiece(words, input);
}

/** The unchanged answer, with a note of the message that was refused. */
function refusing({ step, draft }: Answering, input: Typed): Answering {
  return { step, draft: { ...draft, refused: pieceOf(input) } };
}

function takeText({ step, draft }: Answering, input: Typed, context: AnswerContext): AnswerTurn {
  const isNextPiece = draft.text !== undefined && continues(draft, input);
  const text = isNextPiece ? `${draft.text}\n${input.text.trim()}` : input.text.trim();
  const problem = context.problemOfText(text);
  if (problem !== undefined) return { kind: 'stay', problem };
  if (codePoints(text) > LONGEST_ANSWER) {
    return { kind: 'stay', problem: 'textTooLong', answering: refusing({ step, draft }, input) };
  }
  const next = settled({ ...draft, text, words: pieceOf(input) });
  if (isNextPiece && next.step !== 'preview') return { kind: 'quiet', answering: next };
  return step === 'outcome'
    ? { kind: 'ask', answering: next, kept: 'text' }
    : { kind: 'ask', answering: next };
}

function edited(
  answering: Answering,
  input: Extract<AnswerInput, { kind: 'edited' }>,
  context: AnswerContext,
): AnswerTurn {
  const { step, draft } = answering;
  const changed = withEditedPart(draft, input);
  if (isDeepStrictEqual(changed, draft)) return { kind: 'quiet', answering };
  const problem = changed.text === undefined ? undefined : context.problemOfText(changed.text);
  if (problem !== undefined) return { kind: 'stay', problem };
  if (codePoints(changed.text ?? '') > LONGEST_ANSWER) return { kind: 'stay', problem: 'textTooLong' };
  // An answer that has lost its words asks for them again; any other keeps its step.
  const next = step === 'preview' ? settled(changed) : { step, draft: changed };
  return { kind: step === 'preview' ? 'ask' : 'quiet', answering: next };
}

function file(
  answering: Answering,
  input: Extract<AnswerInput, { kind: 'file' }>,
  context: AnswerContext,
): AnswerTurn {
  const { draft } = answering;
  const { attachment, others = [], album, messageId, at } = input;
  const files = [attachment, ...others];
  const shows = pictureMeaning(input.caption ?? '');
  const caption = shows === undefined ? (input.caption ?? '') : '';
  const sent = withPicture(withAddedFiles(withoutOldVoice(answering, files), files, messageId), files, shows);
  if (sent.attachments.length > MOST_FILES) return { kind: 'stay', problem: 'tooManyFiles' };
  const hasWords = context.problemOfText(caption) === undefined;
  const text = withCaption(answering, caption.trim());
  if (hasWords && codePoints(text) > LONGEST_ANSWER) return { kind: 'stay', problem: 'textTooLong' };
  const next = settled({
    ...sent,
    ...(album === undefined ? {} : { album }),
    ...(hasWords ? { text, words: pieceOf({ messageId, at, text: caption.trim() }) } : {}),
  });
  const isOfAlbum = album !== undefined && album === draft.album;
  if (isOfAlbum && next.step === answering.step) return { kind: 'quiet', answering: next };
  return next.step === 'preview'
    ? { kind: 'ask', answering: next }
    : { kind: 'ask', answering: next, kept: 'file' };
}

/** What is spoken anew while the words are asked for takes the place of what was spoken before. */
function withoutOldVoice({ step, draft }: Answering, files: readonly Attachment[]): AnswerDraft {
  if (step !== 'text' || !files.some(isSpoken)) return draft;
  return { ...draft, attachments: draft.attachments.filter((file) => !isSpoken(file)) };
}

/** The answer with what the words under its photos say of when they were taken. */
function withPicture(
  draft: AnswerDraft,
  files: readonly Attachment[],
  shows: 'before' | 'after' | undefined,
): AnswerDraft {
  if (shows !== 'before') return draft;
  return { ...draft, beforeFiles: [...(draft.beforeFiles ?? []), ...files.map(({ id }) => id)] };
}

/** A caption becomes the text if the text is asked for; otherwise it is added to the existing text. */
function withCaption({ step, draft }: Answering, caption: string): string {
  return draft.text === undefined || step === 'text' ? caption : `${draft.text}\n${caption}`;
}

/** Goes one step back; the text stays, only the question that is asked again loses its answer. */
function back({ step, draft }: Answering): AnswerTurn {
  const { day: _day, ...withoutDay } = draft;
  switch (step) {
    case 'outcome':
      return { kind: 'leave' };
    case 'day':
      return { kind: 'ask', answering: { step: 'outcome', draft: withoutOutcome(withoutDay) } };
    case 'text':
      return draft.outcome === 'planned'
        ? { kind: 'ask', answering: { step: 'day', draft: withoutDay } }
        : { kind: 'ask', answering: { step: 'outcome', draft: withoutOutcome(withoutDay) } };
    case 'preview':
      return { kind: 'ask', answering: { step: 'text', draft } };
    default:
      return assertNever(step);
  }
}

function withoutOutcome({ outcome: _outcome, ...draft }: AnswerDraft): AnswerDraft {
  return draft;
}

function withOutcome({ day: _day, ...draft }: AnswerDraft, outcome: Outcome['kind']): AnswerDraft {
  return { ...draft, outcome };
}

function ask(draft: AnswerDraft): AnswerTurn {
  return { kind: 'ask', answering: settled(draft) };
}

/** The draft at the step that asks for what is still missing. */
function settled(draft: AnswerDraft): Answering {
  if (draft.outcome === undefined) return { step: 'outcome', draft };
  if (draft.outcome === 'planned' && draft.day === undefined) return { step: 'day', draft };
  const isSaid = draft.text !== undefined || draft.attachments.some(isSpoken);
  return { step: isSaid ? 'preview' : 'text', draft };
}
