import { done, type FlowResult } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import { type OpenCitizenFlow, type Visit, visitAt } from './context.js';

/**
 * Which conversation waits for which: a new question pauses the open conversation, stores it in its own data,
 * and resumes it when it is over. A conversation with the same place is not paused: the new question replaces
 * it, and takes over what it had paused.
 */

/** The conversation that waits while a new flow with this place is open. */
export function pauseFor(
  { conversation, openIn }: Pick<Visit, 'conversation' | 'openIn'>,
  place: string,
): Conversation | null {
  const open = openIn(conversation);
  return open?.place === place ? open.paused : conversation;
}

/** Resumes the conversation that a question had paused. */
export async function resumeConversation(visit: Visit, paused: Conversation | null): Promise<FlowResult> {
  return visit.openIn(paused)?.resume(visitAt(visit, paused)) ?? done(paused);
}

/** A conversation, the one it has paused, the one paused by that, and so on. */
export function openAndPaused(
  conversation: Conversation | null,
  openIn: Visit['openIn'],
): readonly OpenCitizenFlow[] {
  const open = openIn(conversation);
  return open === undefined ? [] : [open, ...openAndPaused(open.paused, openIn)];
}
