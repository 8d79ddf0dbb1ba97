import type { Attachment } from '../requests/lifecycle/facts.js';
import {
  type Filing,
  type FilingContext,
  type FilingDraft,
  type FilingNote,
  isBlank,
  MOST_FILES,
  moveToMissingStep,
  placeAt,
  withAddress,
  withPlace,
  withText,
} from './draft.js';
import { askForMissing, type FilingTurn, type InputOf } from './filing-step.js';
import { readAddress } from './place.js';

/** True where something in the draft came with that message. */
export function isFrom(draft: FilingDraft, messageId: number): boolean {
  return (
    draft.addressMessageId === messageId ||
    draft.pointMessageId === messageId ||
    draft.texts.some((words) => words.messageId === messageId) ||
    filesFrom(draft, messageId).length > 0
  );
}

/** The messages that brought something to the draft. */
export function sourcesOf(draft: FilingDraft): readonly number[] {
  const { addressMessageId: address, pointMessageId: point } = draft;
  return [
    ...new Set([
      ...draft.texts.map(({ messageId }) => messageId),
      ...(draft.sources ?? []).map(({ messageId }) => messageId),
      ...[address, point].filter((messageId) => messageId !== undefined),
    ]),
  ];
}

/**
 * The draft where the words and files of one of its messages are replaced by those that the message has now, with what
 * is to be said about it; undefined where that changes nothing.
 */
export function withEdited(
  draft: FilingDraft,
  { messageId, text, files }: Pick<InputOf<'edited'>, 'messageId' | 'text' | 'files'>,
): { readonly draft: FilingDraft; readonly notes: readonly FilingNote[] } | undefined {
  const before = draft.texts.find((words) => words.messageId === messageId)?.text;
  if (before === undefined && filesFrom(draft, messageId).length === 0) return undefined;
  const shown = files === undefined ? draft : withReplaced(draft, messageId, files);
  const { draft: next, note } = isBlank(text)
    ? { draft: files === undefined ? shown : withoutText(shown, messageId), note: 'text' as const }
    : withText(shown, { messageId, text });
  const after = next.texts.find((words) => words.messageId === messageId)?.text;
  const notes: readonly FilingNote[] = [
    ...(after === before ? [] : (['edited'] as const)),
    ...(isSame(draft.attachments, next.attachments) ? [] : (['editedFile'] as const)),
    ...(note === 'textCut' ? (['textCut'] as const) : []),
  ];
  return notes.length === 0 ? undefined : { draft: next, notes };
}

/** What follows from an edited message of somebody who files; pure. */
export function takeEdited(filing: Filing, input: InputOf<'edited'>, context: FilingContext): FilingTurn {
  const { draft } = filing;
  const { messageId, text, point } = input;
  const quiet: FilingTurn = { kind: 'quiet', filing };
  if (point !== undefined) return draft.pointMessageId === messageId ? moved(filing, point, context) : quiet;
  const changed = withEdited(draft, input);
  if (changed !== undefined) return askForMissing(changed.draft, context, changed.notes);
  const read = readAddress(text);
  if (draft.addressMessageId !== messageId || !read.ok || read.address === draft.place?.address) return quiet;
  const { place } = draft;
  const next =
    place?.latitude === undefined
      ? withAddress(draft, read.address, messageId, context)
      : withPlace(draft, { ...place, address: read.address }, messageId);
  return askForMissing(next, context, ['edited']);
}

/** A live location moves every few seconds: only what is shown follows it, and nothing is said. */
function moved(
  filing: Filing,
  point: NonNullable<InputOf<'edited'>['point']>,
  context: FilingContext,
): FilingTurn {
  const place = placeAt(point, filing.draft, context);
  if (place === undefined) return { kind: 'quiet', filing };
  const next = moveToMissingStep({ ...filing.draft, place }, context);
  const isShown = filing.step === 'review' && next.step === 'review';
  if (isShown) return { kind: 'refresh', filing: next, notes: [] };
  return { kind: 'quiet', filing: { step: filing.step, draft: next.draft } };
}

function filesFrom({ sources = [] }: FilingDraft, messageId: number): readonly string[] {
  return sources.filter((source) => source.messageId === messageId).map(({ file }) => file);
}

function withReplaced(draft: FilingDraft, messageId: number, files: readonly Attachment[]): FilingDraft {
  const old = filesFrom(draft, messageId);
  const others = draft.attachments.filter(({ id }) => !old.includes(id));
  const first = draft.attachments.findIndex(({ id }) => old.includes(id));
  const at = first < 0 ? others.length : first;
  const taken = files.slice(0, MOST_FILES - others.length);
  return {
    ...draft,
    attachments: [...others.slice(0, at), ...taken, ...others.slice(at)],
    sources: [
      ...(draft.sources ?? []).filter((source) => source.messageId !== messageId),
      ...taken.map(({ id: file }) => ({ messageId, file })),
    ],
  };
}

function withoutText(draft: FilingDraft, messageId: number): FilingDraft {
  return { ...draft, texts: draft.texts.filter((words) => words.messageId !== messageId) };
}

function isSame(some: readonly Attachment[], others: readonly Attachment[]): boolean {
  return some.length === others.length && some.every(({ id }, index) => id === others[index]?.id);
}
