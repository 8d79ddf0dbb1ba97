import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';
import { canonicalText, codePoints, withoutControls } from '../../../../src/text/persian.js';

/** The most code points of the reason of an objection. */
const LONGEST_REASON = 1_000;

const objectingSchema = z.object({
  code: codeField,
  /** The message whose button began it: it loses its buttons once the objection is made. */
  begunAt: z.number().exactOptional(),
  /** The message that asks for the reason. */
  askedAt: z.number().exactOptional(),
  /** The interrupted conversation, which resumes afterwards. */
  paused: pausedField,
});

/** A citizen who is asked why they reject an answer. */
export type Objection = Readonly<z.infer<typeof objectingSchema>>;

/** The name of an objection in stored conversations. */
export const OBJECTION = 'objection';

const kept: FlowCodec<Objection> = flowCodec({
  name: OBJECTION,
  version: 1,
  step: 'reason',
  schema: objectingSchema,
});

/** The objection that a conversation stores, or undefined for another flow or an older shape. */
export const readObjection = kept.read;

/** An objection as a conversation. */
export const keepObjection = kept.keep;

/** A typed reason, or why it is not valid. */
export type Reason =
  | { readonly ok: true; readonly reason: string }
  | { readonly ok: false; readonly problem: 'emptyText' | 'tooLong' };

/** Reads the reason of an objection as a citizen typed it. */
export function readReason(text: string): Reason {
  const reason = withoutControls(text).trim();
  if (canonicalText(reason).replace(/\u200C/g, '') === '') return { ok: false, problem: 'emptyText' };
  if (codePoints(reason) > LONGEST_REASON) return { ok: false, problem: 'tooLong' };
  return { ok: true, reason };
}
