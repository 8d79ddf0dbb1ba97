import { z } from 'zod';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { Conversation } from './chat-store.js';

const FLOW = 'noting';
const VERSION = 1;

const notingSchema = z.object({
  code: z.custom<TrackingCode>((value) => typeof value === 'string' && isTrackingCode(value)),
});

/** A member of staff who is about to write a remark that only staff see. */
export type Noting = Readonly<z.infer<typeof notingSchema>>;

/** The remark that a conversation is about, or undefined for another flow or one of an older shape. */
export function readNoting(conversation: Conversation | null): Noting | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const noting = notingSchema.safeParse(conversation.data);
  return noting.success ? noting.data : undefined;
}

/** The wish to write a remark as the conversation that keeps it. */
export function keepNoting(noting: Noting): Conversation {
  return { flow: FLOW, step: 'text', version: VERSION, data: { ...noting } };
}
