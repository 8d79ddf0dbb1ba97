import type { Filing } from '../../../../src/filing/draft.js';
import { done, type FlowResult } from '../../../../src/flows/flow.js';
import { requestLimit } from '../../../../src/guards/request-limit.js';
import { joinLines } from '../../../../src/messages/wording.js';
import { formatDeadline } from '../../../../src/text/dates.js';
import type { Visit } from '../../context.js';
import type { FilingParts } from './parts.js';

/** How many of the newest requests are counted for the limits. */
const MOST_LOOKED_AT = 200;

/**
 * Handles a limit that keeps the draft from being registered yet: the citizen has been told, and it waits; undefined
 * if there is none.
 */
export async function holdUpRegistering(
  parts: FilingParts,
  visit: Visit,
  filing: Filing,
): Promise<FlowResult | undefined> {
  const { code } = filing.draft;
  const { citizen, speech } = visit;
  // A request that was registered before a crash stays registered.
  if (code !== undefined && citizen.requests.includes(code)) return undefined;
  const registered = await parts.requests.findMany(citizen.requests.slice(-MOST_LOOKED_AT));
  const limit = requestLimit(
    citizen._id,
    registered,
    parts.limits,
    speech.now,
    await parts.restraints.find(citizen._id, speech.now),
  );
  if (limit !== undefined) {
    const { locale, timeZone, now } = speech;
    const because =
      limit.kind === 'tooManyOpen'
        ? visit.html('guard.tooManyOpen', { count: limit.open })
        : visit.html('guard.tooManyRequests', {
            until: formatDeadline(limit.until, now, locale, timeZone),
          });
    await visit.say(joinLines(because, visit.html('guard.draftKept')));
    return done(visit.conversation);
  }
  return undefined;
}
