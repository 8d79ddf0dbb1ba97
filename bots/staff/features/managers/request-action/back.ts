import { assertNever } from '../../../../../src/assert-never.js';
import type { RequestAction, RequestActionDraft } from './draft.js';
import type { RequestActionTurn } from './step.js';

/** One step back: the question that is asked again loses its answer, words stay. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the steps.
export function goBackInAction({ step, draft }: RequestAction): RequestActionTurn {
  const { hours: _hours, into: _into, ...rest } = draft;
  const undecided = withoutDestination(rest);
  const ask = (to: RequestAction['step'], next: RequestActionDraft): RequestActionTurn => ({
    kind: 'ask',
    proposal: { step: to, draft: next },
  });
  switch (step) {
    case 'preview':
      if (draft.kind === 'routing') return ask('topic', undecided);
      return draft.kind === 'merge' ? ask('code', rest) : ask('text', draft);
    case 'text':
      if (draft.kind === 'extension') return ask('hours', rest);
      if (draft.kind === 'draftRequest') return ask('draftTime', withoutTime(draft));
      return draft.kind === 'referral' ? ask('unit', undecided) : { kind: 'leave' };
    case 'door':
      return ask('unit', undecided);
    case 'unit':
      if (draft.kind === 'routing') return ask('topic', undecided);
      return isNarrowed(draft) ? ask('unit', undecided) : { kind: 'leave' };
    case 'topic':
      return isNarrowed(draft) ? ask('topic', undecided) : { kind: 'leave' };
    case 'draftTime': {
      const { to: _to, ...open } = withoutTime(draft);
      return ask('subordinate', open);
    }
    case 'subordinate':
      return isNarrowed(draft) ? ask('subordinate', undecided) : { kind: 'leave' };
    case 'hours':
    case 'code':
      return { kind: 'leave' };
    default:
      return assertNever(step);
  }
}

function withoutTime({ by: _by, isWithoutWord: _silent, ...draft }: RequestActionDraft): RequestActionDraft {
  return draft;
}

function isNarrowed({ units, found, group, showsGroups }: RequestActionDraft): boolean {
  return [units, found, group, showsGroups].some((choice) => choice !== undefined);
}

function withoutDestination(draft: RequestActionDraft): RequestActionDraft {
  const { units: _1, found: _2, foundPage: _3, unit: _4, to: _5, ...open } = draft;
  const { group: _6, showsGroups: _7, category: _8, ...rest } = open;
  return rest;
}
