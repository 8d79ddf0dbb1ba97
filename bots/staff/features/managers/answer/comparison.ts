import { isVisual, MOST_IN_ALBUM } from '../../../../../src/messages/message-parts.js';
import type { Attachment, BeforeWork } from '../../../../../src/requests/lifecycle/facts.js';
import { readTypedMeanings } from '../../../../../src/text/typed-words.js';
import type { AnswerDraft, BeforeChoice } from './draft.js';

const words = readTypedMeanings('pictures', ['before', 'after']);

/** What the words under a photo say of when it was taken; undefined for any other words. */
export function pictureMeaning(caption: string): 'before' | 'after' | undefined {
  return words.meaningOf(caption);
}

/**
 * What can be shown as from before the work, the usual first: nothing but a finished job is compared, and only where
 * there is something to compare. `pictures` are those of the citizen.
 */
export function beforeChoices(draft: AnswerDraft, pictures: readonly Attachment[]): readonly BeforeChoice[] {
  if (draft.outcome !== 'done') return [];
  const own = draft.attachments.filter(isVisual);
  const theirs = new Set(pictures.map(({ id }) => id));
  const isAfter = own.some(({ id }) => !theirs.has(id));
  const choices: BeforeChoice[] = [
    ...(theirs.size > 0 && isAfter && own.length < MOST_IN_ALBUM ? (['citizen'] as const) : []),
    ...(own.length > 1 ? (['own'] as const) : []),
  ];
  return choices.length === 0 ? [] : [...choices, 'none'];
}

/** The choice that holds: the one made, else what the captions say, else the citizen's photos. */
export function chosenBefore(draft: AnswerDraft, pictures: readonly Attachment[]): BeforeChoice | undefined {
  const choices = beforeChoices(draft, pictures);
  const { before, beforeFiles = [] } = draft;
  const usual: BeforeChoice = beforeFiles.length > 0 ? 'own' : 'citizen';
  return [before, usual, 'none' as const].find((choice) => choice !== undefined && choices.includes(choice));
}

/** The draft with the choice after the one that holds. */
export function withNextBefore(draft: AnswerDraft, pictures: readonly Attachment[]): AnswerDraft {
  const choices = beforeChoices(draft, pictures);
  const chosen = chosenBefore(draft, pictures);
  const next = chosen === undefined ? undefined : choices[(choices.indexOf(chosen) + 1) % choices.length];
  return next === undefined ? draft : { ...draft, before: next };
}

/** Which photos the answer shows as from before the work; undefined for none. */
export function beforeOf(draft: AnswerDraft, pictures: readonly Attachment[]): BeforeWork | undefined {
  switch (chosenBefore(draft, pictures)) {
    case 'citizen':
      return 'citizen';
    case 'own':
      return ownBefore(draft);
    default:
      return undefined;
  }
}

/** Those whose captions say so; where these are none or all, the first one. */
function ownBefore({ attachments, beforeFiles = [] }: AnswerDraft): readonly string[] {
  const own = attachments.filter(isVisual).map(({ id }) => id);
  const said = own.filter((id) => beforeFiles.includes(id));
  return said.length > 0 && said.length < own.length ? said : own.slice(0, 1);
}
