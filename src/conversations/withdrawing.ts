import { z } from 'zod';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { Conversation } from './chat-store.js';

const FLOW = 'withdrawal';
const VERSION = 1;

const withdrawingSchema = z.object({
  code: z.custom<TrackingCode>((value) => typeof value === 'string' && isTrackingCode(value)),
  /** The message that asks whether he is sure, and why. */
  askedAt: z.number().exactOptional(),
  /** What was going on before, and goes on afterwards. */
  paused: z
    .object({
      flow: z.string(),
      step: z.string(),
      version: z.number(),
      data: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});

/** A citizen who is asked why he takes a request back. */
export type Withdrawing = Readonly<z.infer<typeof withdrawingSchema>>;

/** The withdrawal that a conversation is, or undefined for another flow or one of an older shape. */
export function readWithdrawing(conversation: Conversation | null): Withdrawing | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const withdrawing = withdrawingSchema.safeParse(conversation.data);
  return withdrawing.success ? withdrawing.data : undefined;
}

/** A withdrawal as the conversation that keeps it. */
export function keepWithdrawing(withdrawing: Withdrawing): Conversation {
  return { flow: FLOW, step: 'reason', version: VERSION, data: { ...withdrawing } };
}
