import { done, type FlowResult } from '../../src/flows/flow.js';
import type { Conversation } from '../../src/mailbox/chat.js';
import { type OpenCitizenFlow, type Visit, visitAt } from './context.js';

/*
 * Which conversation waits for which: a question that begins pauses whatever is open, keeps it in its own data, and
 * brings it back once it is over. Only one of the same place is not paused: the new question takes its place, and what
 * that one had paused goes on waiting.
 */

/** What waits while a flow of this place is open that begins now. */
export function pausedBy(
  { conversation, openIn }: Pick<Visit, 'conversation' | 'openIn'>,
  place: string,
): Conversation | null {
  const open = openIn(conversation);
  return open?.place === place ? open.paused : conversation;
}

/** Goes on with what a question had paused, once that is over. */
export async function resume(visit: Visit, paused: Conversation | null): Promise<FlowResult> {
  return visit.openIn(paused)?.resume(visitAt(visit, paused)) ?? done(paused);
}

/** A conversation and what it has paused, what that one has paused, and so on. */
export function openAndPaused(
  conversation: Conversation | null,
  openIn: Visit['openIn'],
): readonly OpenCitizenFlow[] {
  const open = openIn(conversation);
  return open === undefined ? [] : [open, ...openAndPaused(open.paused, openIn)];
}
