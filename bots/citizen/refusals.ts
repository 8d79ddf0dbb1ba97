import type { CommandResult } from '../../src/requests/request-service.js';
import type { Visit } from './context.js';

/** Why nothing happened, in a sentence for the citizen. */
export function refusalSentence(
  refusal: Extract<CommandResult, { ok: false }>['refusal'],
  visit: Visit,
): string {
  switch (refusal.code) {
    case 'notNow':
      return visit.plain(`citizenRefusal.notNow.${refusal.status}`);
    case 'alreadyAnswered':
      return visit.plain('citizenRefusal.notNow.answered');
    case 'ownRequest':
    case 'nothingToCarryOn':
    case 'notAsked':
    case 'alreadyRated':
    case 'alreadyObjected':
    case 'promiseOpen':
    case 'tooManyAdditions':
      return visit.plain(`citizenRefusal.${refusal.code}`);
    default:
      return visit.plain('citizenRefusal.other');
  }
}
