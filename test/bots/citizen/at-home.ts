import type { Conversation } from '../../../src/mailbox/chat.js';

/** Conversations that ask nothing, by the names under which the mailbox keeps them. */
const ASKING_NOTHING: ReadonlySet<string> = new Set(['filingOver', 'talk']);

/** True where nothing is asked of a person, as the walks see it who know nothing of the bot. */
export function isAtHome(conversation: Conversation | null): boolean {
  return conversation === null || ASKING_NOTHING.has(conversation.flow);
}
