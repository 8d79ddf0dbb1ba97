import { type Visit, visitAt } from '../context.js';

/** Gives up a conversation of an older version that this one cannot continue, and tells the person. */
export async function endOutdated(visit: Visit): Promise<Visit> {
  const { conversation, openIn } = visit;
  if (conversation === null || openIn(conversation) !== undefined) return visit;
  await visit.say(visit.html('citizen.outdated'));
  return visitAt(visit, null);
}
