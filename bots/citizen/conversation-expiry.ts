import type { Filing } from '../../src/filing/draft.js';
import { readFiling } from '../../src/filing/filing.js';
import type { Conversation } from '../../src/mailbox/chat-store.js';
import { isAtHome } from './features/ready-answer/flow.js';

/** Milliseconds for which what a citizen left unfinished waits for him (docs/design.md, 10). */
const PATIENCE_MS = 24 * 3_600_000;

/** The conversation with the moment of its end, counted anew from what the citizen did last. */
export function withEnd(conversation: Conversation | null, now: Date): Conversation | null {
  if (conversation === null || isAtHome(conversation)) return conversation;
  return { ...conversation, expiresAt: new Date(now.getTime() + PATIENCE_MS) };
}

/** The request that a conversation puts together, also where another question has interrupted it. */
export function draftIn(conversation: Conversation | null): Filing | undefined {
  if (conversation === null) return undefined;
  // A flow that interrupts another keeps it as `paused`; what is in there is checked when it is read.
  const paused = conversation.data['paused'] as Conversation | null | undefined;
  return readFiling(conversation) ?? (paused === undefined ? undefined : readFiling(paused));
}
