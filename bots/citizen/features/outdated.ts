import { type Visit, visitAt } from '../context.js';

/** What an older version of the bot had begun and this one cannot go on with is given up, and the person is told. */
export async function withoutOutdated(visit: Visit): Promise<Visit> {
  const { conversation, openIn } = visit;
  if (conversation === null || openIn(conversation) !== undefined) return visit;
  await visit.say(visit.html('citizen.outdated'));
  return visitAt(visit, null);
}
