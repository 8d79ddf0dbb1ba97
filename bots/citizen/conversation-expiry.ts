import type { Conversation } from '../../src/mailbox/chat.js';
import { type Expired, isAtHome, type Visit } from './context.js';
import { openAndPaused } from './interruption.js';

/** Milliseconds for which a citizen's unfinished conversation is kept (docs/design.md, 10). */
const PATIENCE_MS = 24 * 3_600_000;

/** The conversation with its expiry, counted from the citizen's latest action. */
export function withEnd(
  conversation: Conversation | null,
  { now, openIn }: { readonly now: Date; readonly openIn: Visit['openIn'] },
): Conversation | null {
  if (conversation === null || isAtHome({ conversation, openIn })) return conversation;
  return { ...conversation, expiresAt: new Date(now.getTime() + PATIENCE_MS) };
}

/**
 * How a person is told that a conversation is given up: it names what they were preparing, even if a question
 * interrupted it.
 */
export function describeExpiry(conversation: Conversation, openIn: Visit['openIn']): Expired {
  const lost = openAndPaused(conversation, openIn).find(({ expired }) => expired !== undefined);
  return lost?.expired ?? { text: 'citizen.expired' };
}
