import { assertNever } from '../assert-never.js';
import { type Filing, type FilingContext, type FilingDraft, withoutChanging, withoutPlace } from './draft.js';
import { askForMissing, type FilingTurn } from './filing-step.js';
import { topicsOf } from './topic.js';

/** Goes one step back; words stay, only the question that is asked again loses its answer. */
export function goBackInFiling(filing: Filing, context: FilingContext): FilingTurn {
  const { step, draft } = filing;
  if (step === 'category' && draft.choices !== undefined) return fewerChoices(filing, context);
  if (draft.changing !== undefined) return askForMissing(withoutChanging(draft), context);
  switch (step) {
    case 'words':
      return { kind: 'leave' };
    case 'category':
      return askForMissing({ ...draft, changing: 'text' }, context);
    case 'place': {
      const { category: _category, isTopicTaken: _taken, ...rest } = draft;
      return askForMissing({ ...rest, isTopicAsked: true }, context);
    }
    case 'district':
    case 'similar':
    case 'review':
      return askForMissing(withoutPlace(draft), context);
    default:
      return assertNever(step);
  }
}

/** From the categories of a group back to the groups, and from there to the likely categories. */
function fewerChoices({ step, draft }: Filing, context: FilingContext): FilingTurn {
  const { choices, ...rest } = draft;
  const isNarrow = choices !== undefined && choices.kind !== 'groups';
  const before: FilingDraft = isNarrow ? { ...rest, choices: { kind: 'groups' } } : rest;
  const hasGuesses = topicsOf(rest, context).kind === 'guesses';
  if (isNarrow || hasGuesses) return { kind: 'refresh', filing: { step, draft: before }, notes: [] };
  return goBackInFiling({ step, draft: rest }, context);
}
