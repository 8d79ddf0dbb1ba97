import { z } from 'zod';
import type { Conversation } from './chat-store.js';

const FLOW = 'bindingInvite';
const VERSION = 1;
const schema = z.object({
  invite: z.string(),
  linkMessageId: z.number().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** An administrator who is about to say for which number alone an invitation of his works. */
export interface BindingInvite {
  readonly invite: string;
  /** The message with the link that is going to be void. */
  readonly linkMessageId?: number;
  /** The message that asks for the number. */
  readonly previewMessageId?: number;
}

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export function readBindingInvite(conversation: Conversation | null): BindingInvite | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  return schema.safeParse(conversation.data).data;
}

/** The flow as the conversation that keeps it. */
export function keepBindingInvite(binding: BindingInvite): Conversation {
  return { flow: FLOW, step: 'number', version: VERSION, data: { ...binding } };
}
