import { z } from 'zod';
import type { Conversation } from './chat-store.js';

const FLOW = 'phrase';
const VERSION = 1;
const schema = z.object({ unit: z.string() });

/** A manager who is about to write a sentence that his unit keeps for its answers. */
export interface AddingPhrase {
  readonly unit: string;
}

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export function readAddingPhrase(conversation: Conversation | null): AddingPhrase | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  return schema.safeParse(conversation.data).data;
}

/** The flow as the conversation that keeps it. */
export function keepAddingPhrase({ unit }: AddingPhrase): Conversation {
  return { flow: FLOW, step: 'text', version: VERSION, data: { unit } };
}
