import type { Conversation } from '../../src/mailbox/chat.js';
import { type Expired, isAtHome, type Visit } from './context.js';
import { openAndPaused } from './interruption.js';

/** Milliseconds for which what a citizen left unfinished waits for them (docs/design.md, 10). */
const PATIENCE_MS = 24 * 3_600_000;

/** The conversation with the moment of its end, counted anew from what the citizen did last. */
export function withEnd(
  conversation: Conversation | null,
  { now, openIn }: { readonly now: Date; readonly openIn: Visit['openIn'] },
): Conversation | null {
  if (conversation === null || isAtHome({ conversation, openIn })) return conversation;
  return { ...conversation, expiresAt: new Date(now.getTime() + PATIENCE_MS) };
}

/** How a person hears that a conversation is given up: of what they put together, also where a question interrupted it. */
export function endOfWaiting(conversation: Conversation, openIn: Visit['openIn']): Expired {
  const lost = openAndPaused(conversation, openIn).find(({ expired }) => expired !== undefined);
  return lost?.expired ?? { text: 'citizen.expired' };
}
