import { z } from 'zod';
import { canonical, codePoints, withoutControls } from '../text/persian.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';
import type { Conversation } from './chat-store.js';

const FLOW = 'objection';
const VERSION = 1;
/** Most code points of the reason of an objection. */
const LONGEST_REASON = 1_000;

const objectingSchema = z.object({
  code: z.custom<TrackingCode>((value) => typeof value === 'string' && isTrackingCode(value)),
  /** The message whose button began it: it loses its buttons once the objection is made. */
  begunAt: z.number().exactOptional(),
  /** The message that asks for the reason. */
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

/** A citizen who is asked why he rejects an answer. */
export type Objecting = Readonly<z.infer<typeof objectingSchema>>;

/** The objection that a conversation is, or undefined for another flow or one of an older shape. */
export function readObjecting(conversation: Conversation | null): Objecting | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const objecting = objectingSchema.safeParse(conversation.data);
  return objecting.success ? objecting.data : undefined;
}

/** An objection as the conversation that keeps it. */
export function keepObjecting(objecting: Objecting): Conversation {
  return { flow: FLOW, step: 'reason', version: VERSION, data: { ...objecting } };
}

/** A typed reason, or why it cannot be taken. */
export type Reason =
  | { readonly ok: true; readonly reason: string }
  | { readonly ok: false; readonly problem: 'emptyText' | 'tooLong' };

/** Reads the reason of an objection as a citizen typed it. */
export function readReason(text: string): Reason {
  const reason = withoutControls(text).trim();
  if (canonical(reason).replace(/\u200C/g, '') === '') return { ok: false, problem: 'emptyText' };
  if (codePoints(reason) > LONGEST_REASON) return { ok: false, problem: 'tooLong' };
  return { ok: true, reason };
}
