import { numbersToCall } from '../../../../src/messages/phone-numbers.js';
import { joinLines } from '../../../../src/messages/wording.js';
import { escapeHtml } from '../../../../src/text/html.js';
import type { Danger } from '../../../../src/understanding/index.js';
import type { CitizenAction, Visit } from '../../context.js';

/** Danger of which a person has to be told something. */
type Heard = Exclude<Danger, { readonly kind: 'none' }>;

/** The danger of which a message tells, an edited one and a caption too; undefined for none. */
export function findDanger({ action, organization }: Visit): Heard | undefined {
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

/** Whom to call now, as HTML. */
export function warningOf(danger: Heard, visit: Visit): string {
  const { locale } = visit.speech;
  const [hazard] = danger.hazards;
  const text =
    danger.kind === 'mention'
      ? (visit.organization.words.danger?.mention[locale] ?? hazard.text[locale])
      : hazard.text[locale];
  return joinLines(`<b>${escapeHtml(text)}</b>`, numbersToCall(visit.speech, danger.call));
}
