import { type Filing, type FilingContext, type FilingDraft, moveToMissingStep, wordsOf } from './draft.js';

/**
 * The filing with the category that its words say with certainty, which the citizen sees in the review and can change
 * there. A category that was taken follows the words as they change; one that the citizen chose stays.
 */
export function withSureTopic(filing: Filing, context: FilingContext): Filing {
  const { draft } = filing;
  const { category, isTopicTaken = false, isTopicAsked = false, changing, choices } = draft;
  const isSettled = category !== undefined && !isTopicTaken;
  if (isSettled || isTopicAsked || changing !== undefined || choices !== undefined) return filing;
  const { ranked, isSure } = context.understanding.guess(wordsOf(draft));
  const [first] = ranked;
  const likely =
    first?.kind === 'topic' && context.category(first.code) !== undefined ? first.code : undefined;
  if (likely !== undefined && likely === category) return filing;
  const { category: _category, isTopicTaken: _taken, ...rest } = draft;
  const next: FilingDraft =
    isSure && likely !== undefined ? { ...rest, category: likely, isTopicTaken: true } : rest;
  return moveToMissingStep(next, context);
}
