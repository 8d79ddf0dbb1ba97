import { renderWarning } from '../../../../../src/messages/danger-warning.js';
import { joinLines } from '../../../../../src/messages/wording.js';
import type { Visit } from '../../../context.js';
import type { CallInput } from './flow.js';

/** Says to an operator what to read out to a caller whose words, as they were typed, tell of danger. */
export async function sayWarningToReadOut(visit: Visit, input: CallInput): Promise<void> {
  const { organization, wording, speech } = visit;
  const words = wordsIn(input);
  const danger = words === undefined ? undefined : organization.understanding.findDanger(words);
  if (danger === undefined || danger.kind === 'none') return;
  await visit.say(joinLines(wording.html('call.danger'), renderWarning(danger, speech)));
}

function wordsIn(input: CallInput): string | undefined {
  switch (input.kind) {
    case 'typed':
    case 'edited':
      return input.text;
    case 'file':
      return input.caption;
    default:
      return undefined;
  }
}
