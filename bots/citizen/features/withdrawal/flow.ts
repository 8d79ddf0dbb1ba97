import { z } from 'zod';
import { isBlank } from '../../../../src/filing/draft.js';
import { codeField, type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';
import { codePoints, withoutControls } from '../../../../src/text/persian.js';

/** The most code points of the reason of a withdrawal. */
const LONGEST_REASON = 1_000;

const withdrawingSchema = z.object({
  code: codeField,
  /** The message that asks whether they are sure, and why. */
  askedAt: z.number().exactOptional(),
  /** Their words and files stay for whoever carries the request on. */
  keepsWords: z.boolean().exactOptional(),
  /** The interrupted conversation, which resumes afterwards. */
  paused: pausedField,
});

/** A citizen who is asked why they withdraw a request. */
export type Withdrawal = Readonly<z.infer<typeof withdrawingSchema>>;

/** The name of a withdrawal in stored conversations. */
export const WITHDRAWAL = 'withdrawal';

const kept: FlowCodec<Withdrawal> = flowCodec({
  name: WITHDRAWAL,
  version: 1,
  step: 'reason',
  schema: withdrawingSchema,
});

/** The withdrawal that a conversation stores, or undefined for another flow or an older shape. */
export const readWithdrawal = kept.read;

/** A withdrawal as a conversation. */
export const keepWithdrawal = kept.keep;

/** A typed reason, or why it is not valid. */
type Reason =
  | { readonly ok: true; readonly reason: string }
  | { readonly ok: false; readonly problem: 'emptyText' | 'tooLong' };

/** Reads the reason of a withdrawal as a citizen typed it. */
export function readReason(text: string): Reason {
  const reason = withoutControls(text).trim();
  if (isBlank(reason)) return { ok: false, problem: 'emptyText' };
  if (codePoints(reason) > LONGEST_REASON) return { ok: false, problem: 'tooLong' };
  return { ok: true, reason };
}
