import { assertNever } from '../assert-never.js';
import type { Place } from '../requests/lifecycle/facts.js';
import { readTypedMeanings } from '../text/typed-words.js';
import {
  type FilingContext,
  type FilingDraft,
  type FilingNote,
  isBlank,
  isRestOfFullText,
  withFiles,
  withText,
} from './draft.js';
import { withEdited } from './edited.js';
import type { FilingInput } from './filing-step.js';
import type { Supplement } from './kept-supplement.js';

/** What a citizen does while supplementing; the steps of filing that do not apply here are left out. */
export type SupplementInput =
  | Extract<
      FilingInput,
      { kind: 'typed' | 'edited' | 'file' | 'tooBig' | 'notTaken' | 'location' | 'cancel' | 'back' }
    >
  | { readonly kind: 'send' }
  | { readonly kind: 'isReply' }
  | { readonly kind: 'isNew' };

type InputOf<Kind extends SupplementInput['kind']> = Extract<SupplementInput, { kind: Kind }>;

/** Why something cannot be accepted, or sent. */
export type SupplementProblem = 'emptyText' | 'placeAlone' | 'textFull' | 'outsideCity';

/** The result of an action. */
export type SupplementTurn =
  /** The question, or the preview, is shown again; `notes` say what else became of the message. */
  | { readonly kind: 'ask'; readonly supplement: Supplement; readonly notes: readonly FilingNote[] }
  /** It belongs to something accepted before: the message shown is updated. */
  | { readonly kind: 'refresh'; readonly supplement: Supplement; readonly notes: readonly FilingNote[] }
  /** What there is to say of it has been said. */
  | { readonly kind: 'quiet'; readonly supplement: Supplement }
  | { readonly kind: 'stay'; readonly problem: SupplementProblem }
  | { readonly kind: 'send' }
  /** It was the beginning of another request. */
  | { readonly kind: 'newRequest' }
  | { readonly kind: 'leave' };

const words = readTypedMeanings('supplements', ['send', 'isReply', 'isNew']);

/** The beginning, before anything of its first message was used. */
export function beginSupplement(
  about: Pick<Supplement, 'code' | 'as' | 'paused' | 'step' | 'begunAt'> & { readonly begunBy: number },
): Supplement {
  const { begunBy, ...rest } = about;
  return { ...rest, draft: { begunBy, texts: [], attachments: [] } };
}

/** True while it contains nothing at all. */
export function isEmpty({ draft }: Pick<Supplement, 'draft'>): boolean {
  return !saysSomething(draft) && placeOf(draft) === undefined;
}

/** Why it cannot be sent yet; an objection needs words or files, since a place alone rejects nothing. */
export function whyNotSend(supplement: Pick<Supplement, 'as' | 'draft'>): SupplementProblem | undefined {
  if (isEmpty(supplement)) return 'emptyText';
  return supplement.as === 'objection' && !saysSomething(supplement.draft) ? 'placeAlone' : undefined;
}

function saysSomething({ texts, attachments }: FilingDraft): boolean {
  return texts.length > 0 || attachments.length > 0;
}

/** The place in it. */
export function placeOf({ place }: Pick<FilingDraft, 'place'>): Place | undefined {
  return place ?? undefined;
}

/** The result of the citizen's action; pure. */
export function takeSupplement(
  supplement: Supplement,
  input: SupplementInput,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  switch (input.kind) {
    case 'typed':
      return typed(supplement, input, context);
    case 'edited':
      return edited(supplement, input, context);
    case 'file':
      return filed(supplement, input);
    case 'tooBig':
    case 'notTaken':
      return refusedFile(supplement, input);
    case 'location':
      return located(supplement, input, context);
    case 'send': {
      const problem = whyNotSend(supplement);
      return problem === undefined ? { kind: 'send' } : { kind: 'stay', problem };
    }
    case 'isReply':
      return supplement.as === 'addition'
        ? { kind: 'send' }
        : { kind: 'ask', supplement: { ...supplement, step: 'collect' }, notes: [] };
    case 'isNew':
      return { kind: 'newRequest' };
    case 'cancel':
    case 'back':
      return { kind: 'leave' };
    default:
      return assertNever(input);
  }
}

function typed(
  supplement: Supplement,
  input: InputOf<'typed'>,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  const meant = meaningOf(input.text, supplement);
  if (meant !== undefined) return takeSupplement(supplement, { kind: meant }, context);
  if (isBlank(input.text)) return { kind: 'stay', problem: 'emptyText' };
  if (isRestOfFullText(supplement.draft, input)) return { kind: 'quiet', supplement };
  const { draft, note } = withText(supplement.draft, input);
  if (note === 'textFull') return { kind: 'stay', problem: 'textFull' };
  return { kind: 'ask', supplement: { ...supplement, draft }, notes: note === 'text' ? [] : [note] };
}

/** An edited message changes what is shown. */
function edited(
  supplement: Supplement,
  input: InputOf<'edited'>,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  const { point } = input;
  if (point !== undefined) {
    const turn = located(supplement, { ...input, kind: 'location', point }, context);
    return turn.kind === 'ask' ? { ...turn, kind: 'refresh' } : turn;
  }
  const changed = withEdited(supplement.draft, input);
  if (changed === undefined) return { kind: 'refresh', supplement, notes: [] };
  const notes = changed.notes.filter((note) => note === 'textCut');
  return { kind: 'refresh', supplement: { ...supplement, draft: changed.draft }, notes };
}

/** The button that a typed text stands for at this step. */
function meaningOf(text: string, { step }: Supplement): 'send' | 'isReply' | 'isNew' | undefined {
  const meant = words.meaningOf(text);
  return meant === undefined || (meant === 'send') === (step === 'collect') ? meant : undefined;
}

function filed(supplement: Supplement, input: InputOf<'file'>): SupplementTurn {
  const { attachment, others = [], album, messageId } = input;
  const before = supplement.draft.album;
  const { draft, isFull } = withFiles(supplement.draft, { messageId, files: [attachment, ...others] });
  const filled: FilingDraft = { ...draft, ...(album === undefined ? {} : { album: { id: album, isFull } }) };
  const captioned = withCaption({ ...supplement, draft: filled }, input);
  const isOfAlbum = album !== undefined && album === before?.id;
  if (isFull && isOfAlbum && before.isFull) return { kind: 'quiet', supplement: captioned.supplement };
  if (isFull) return { ...captioned, kind: 'ask', notes: ['tooManyFiles', ...captioned.notes] };
  return { ...captioned, kind: isOfAlbum ? 'refresh' : 'ask' };
}

/** A file that nobody can open is refused, and its caption is kept. */
function refusedFile(supplement: Supplement, input: InputOf<'tooBig' | 'notTaken'>): SupplementTurn {
  const captioned = withCaption(supplement, input);
  const note = input.kind === 'tooBig' ? 'fileTooBig' : 'fileNotTaken';
  return { ...captioned, kind: 'ask', notes: [note, ...captioned.notes] };
}

function withCaption(
  supplement: Supplement,
  { caption = '', messageId }: Pick<InputOf<'file'>, 'caption' | 'messageId'>,
): { readonly supplement: Supplement; readonly notes: readonly FilingNote[] } {
  if (isBlank(caption)) return { supplement, notes: [] };
  const { draft, note } = withText(supplement.draft, { messageId, text: caption });
  return { supplement: { ...supplement, draft }, notes: note === 'text' ? [] : ['textCut'] };
}

function located(
  supplement: Supplement,
  { point, messageId }: InputOf<'location'>,
  context: Pick<FilingContext, 'districtAt'>,
): SupplementTurn {
  const district = context.districtAt(point);
  if (district === undefined) return { kind: 'stay', problem: 'outsideCity' };
  const draft: FilingDraft = {
    ...supplement.draft,
    place: { ...point, district },
    ...(messageId === undefined ? {} : { pointMessageId: messageId }),
  };
  return { kind: 'ask', supplement: { ...supplement, draft }, notes: [] };
}
