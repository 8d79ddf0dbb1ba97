import type { Attachment } from '../../../../../src/requests/lifecycle/facts.js';
import { codePoints } from '../../../../../src/text/persian.js';
import type { AnswerDraft } from './draft.js';
import { MOST_FILES } from './limits.js';

/** What an edited message of an answer has now. */
export interface EditedPart {
  /** Empty for a message without words. */
  readonly text: string;
  /** Its files; absent for a message of words alone. */
  readonly files?: readonly Attachment[];
  readonly messageId: number;
}

/** The messages with which the words and files of the answer came. */
export function messagesOfAnswer({ words, sources = [] }: AnswerDraft): readonly number[] {
  return [
    ...new Set([
      ...(words === undefined ? [] : [words.messageId]),
      ...sources.map(({ messageId }) => messageId),
    ]),
  ];
}

/** True where something in the answer came with that message. */
export function isPartOfAnswer(draft: AnswerDraft, messageId: number): boolean {
  return messagesOfAnswer(draft).includes(messageId);
}

/**
 * The answer in which words and files of a message are replaced by those that it has now. Words are replaced if they
 * are the whole answer or its last part: what was sent before them has other messages.
 */
export function withEditedPart(draft: AnswerDraft, { text, files, messageId }: EditedPart): AnswerDraft {
  if (!isPartOfAnswer(draft, messageId)) return draft;
  const shown = files === undefined ? draft : withFiles(draft, files, messageId);
  return withWords(shown, text.trim(), messageId);
}

/** The answer with the files of a message after those of others. */
export function withAddedFiles(
  draft: AnswerDraft,
  files: readonly Attachment[],
  messageId: number,
): AnswerDraft {
  const fresh = new Set(files.map(({ id }) => id));
  return {
    ...draft,
    attachments: [...draft.attachments.filter(({ id }) => !fresh.has(id)), ...files],
    sources: [...(draft.sources ?? []), ...files.map(({ id: file }) => ({ messageId, file }))],
  };
}

function withFiles(draft: AnswerDraft, files: readonly Attachment[], messageId: number): AnswerDraft {
  const sources = draft.sources ?? [];
  const old = new Set(sources.flatMap((source) => (source.messageId === messageId ? [source.file] : [])));
  const others = draft.attachments.filter(({ id }) => !old.has(id));
  const without = {
    ...draft,
    attachments: others,
    sources: sources.filter((source) => source.messageId !== messageId),
  };
  return withAddedFiles(without, files.slice(0, MOST_FILES - others.length), messageId);
}

function withWords(draft: AnswerDraft, text: string, messageId: number): AnswerDraft {
  const { words, text: before = '', ...rest } = draft;
  if (words?.messageId !== messageId) return withNewCaption(draft, text, messageId);
  const letters = [...before];
  const head = letters.slice(0, Math.max(0, letters.length - words.length)).join('');
  // Only what stands after a line break is a part of its own.
  if (head !== '' && !head.endsWith('\n')) return draft;
  const next = `${head}${text}`.trim();
  if (next === '') return rest;
  return { ...rest, text: next, ...(text === '' ? {} : { words: { ...words, length: codePoints(text) } }) };
}

/** Words that a file without any has now. */
function withNewCaption(draft: AnswerDraft, text: string, messageId: number): AnswerDraft {
  const { text: before, words } = draft;
  if (text === '') return draft;
  const piece = { messageId, at: words?.at ?? 0, length: codePoints(text) };
  return { ...draft, text: before === undefined ? text : `${before}\n${text}`, words: piece };
}
