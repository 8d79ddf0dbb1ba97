import type { Citizen } from '../../../src/citizens/citizen-store.js';
import { formatDeadline } from '../../../src/text/dates.js';
import type { Visit } from '../context.js';

type Block = NonNullable<Citizen['block']>;

/** The block that is in force for a person at this moment. */
export function currentBlock({ citizen: { block }, speech: { now } }: Visit): Block | undefined {
  return block !== undefined && block.until > now ? block : undefined;
}

/** Tells a person that they are blocked, why, and until when. */
export async function tellBlocked(visit: Visit, { reason, until }: Block): Promise<void> {
  const { now, locale, timeZone } = visit.speech;
  const values = { reason, until: formatDeadline(until, now, locale, timeZone) };
  if (visit.action.kind === 'press') await visit.answerPress(visit.plain('guard.blocked', values));
  else await visit.say(visit.html('guard.blocked', values));
}
