import { createLimiter } from '../../../../src/guards/limiter.js';
import { HOUR_MS } from '../../../../src/requests/lifecycle/rules.js';
import type { Visit } from '../../context.js';
import { mainKeyboard } from '../../keyboards.js';
import type { CitizenBotOptions } from '../../options.js';

/** Whether a person may ask about a code that is not theirs now; if not, they are told. */
export type MayAsk = (visit: Visit) => Promise<boolean>;

/** So many people can use up their tries within an hour before everybody has fewer. */
const TIMES_FOR_ALL = 30;

/**
 * Whether somebody may ask about a code that is not theirs. Codes are drawn so that few exist, but whoever tries
 * many finds some: each has a few tries an hour, and fewer while everybody together tries very many.
 */
export function createCodeGuard({ limits, clock }: Pick<CitizenBotOptions, 'limits' | 'clock'>): MayAsk {
  const ofEach = createLimiter({ clock, most: limits.codesPerHour, perMs: HOUR_MS });
  const whileMany = createLimiter({ clock, most: 1, perMs: HOUR_MS });
  const ofAll = createLimiter({ clock, most: limits.codesPerHour * TIMES_FOR_ALL, perMs: HOUR_MS });
  return async (visit) => {
    const taken = { person: visit.citizen._id, id: String(visit.updateId) };
    const isMany = ofAll.take({ ...taken, person: 'everybody' }) !== 'allowed';
    const permission = (isMany ? whileMany : ofEach).take(taken);
    if (permission === 'allowed') return true;
    if (permission === 'refused') await visit.note('codesGuessed');
    await visit.say(visit.html('requests.tooManyCodes'), mainKeyboard(visit));
    return false;
  };
}
