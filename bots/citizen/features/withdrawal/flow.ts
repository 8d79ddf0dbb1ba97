import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';

const withdrawingSchema = z.object({
  code: codeField,
  /** The message that asks whether they are sure, and why. */
  askedAt: z.number().exactOptional(),
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
