import { z } from 'zod';
import type { Conversation } from './chat-store.js';

const FLOW = 'blocking';
const VERSION = 1;

const steps = z.enum(['reason', 'until', 'confirm']);
const draftSchema = z.object({
  /** The request by which the citizen is known. */
  code: z.string(),
  reason: z.string().exactOptional(),
  until: z.date().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** Somebody of the staff who is about to keep a citizen from using the bot: why, until when, and then for sure. */
export interface Blocking {
  readonly step: z.infer<typeof steps>;
  readonly draft: Readonly<z.infer<typeof draftSchema>>;
}

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export function readBlocking(conversation: Conversation | null): Blocking | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const step = steps.safeParse(conversation.step);
  const draft = draftSchema.safeParse(conversation.data);
  return step.success && draft.success ? { step: step.data, draft: draft.data } : undefined;
}

/** The flow as the conversation that keeps it. */
export function keepBlocking({ step, draft }: Blocking): Conversation {
  return { flow: FLOW, step, version: VERSION, data: { ...draft } };
}
