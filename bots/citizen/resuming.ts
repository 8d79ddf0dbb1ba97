import { readFiling } from '../../src/filing/filing.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import type { Visit } from './context.js';
import { ask } from './features/filing/conversation.js';
import type { FilingParts } from './features/filing/parts.js';

/** Goes on with what another conversation had interrupted. */
export async function resume(parts: FilingParts, visit: Visit, paused: Conversation | null): Promise<void> {
  visit.conversation = paused;
  const filing = readFiling(paused);
  if (filing === undefined) return;
  await visit.say(visit.html('filing.resume.asks'));
  await ask(parts, visit, { before: filing, filing });
}
