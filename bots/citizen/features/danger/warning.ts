import type { HeardDanger } from '../../../../src/messages/danger-warning.js';
import type { CitizenAction, Visit } from '../../context.js';

/** The danger of which a message tells, an edited one and a caption too; undefined for none. */
export function findDanger({ action, organization }: Visit): HeardDanger | undefined {
  const words = wordsIn(action);
  const danger = words === undefined ? undefined : organization.understanding.findDanger(words);
  return danger === undefined || danger.kind === 'none' ? undefined : danger;
}

function wordsIn(action: CitizenAction): string | undefined {
  switch (action.kind) {
    case 'text':
      return action.word === undefined ? action.text : undefined;
    case 'edit':
      return action.text;
    case 'file':
      return action.caption;
    case 'other':
    case 'press':
      return undefined;
  }
}
