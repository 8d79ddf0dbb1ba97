import type { Outcome } from '../../requests/lifecycle/facts.js';
import type { Wording } from '../wording.js';

/**
 * What an answer says has happened, as one sentence. It stands before the words of the answer wherever they stand:
 * a citizen must not read a friendly text and miss that nothing will be done.
 */
export function outcomeLine(outcome: Outcome, wording: Wording): string {
  return outcome.kind === 'planned'
    ? wording.html('outcome.planned', { day: wording.day(outcome.day) })
    : wording.html(`outcome.${outcome.kind}`);
}
