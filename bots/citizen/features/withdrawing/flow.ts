import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';

const withdrawingSchema = z.object({
  code: codeField,
  /** The message that asks whether they are sure, and why. */
  askedAt: z.number().exactOptional(),
  /** What was going on before, and goes on afterwards. */
  paused: pausedField,
});

/** A citizen who is asked why they take a request back. */
export type Withdrawing = Readonly<z.infer<typeof withdrawingSchema>>;

/** The name of a withdrawal in the conversations that are kept. */
export const WITHDRAWAL = 'withdrawal';

const kept: FlowCodec<Withdrawing> = flowCodec({
  name: WITHDRAWAL,
  version: 1,
  step: 'reason',
  schema: withdrawingSchema,
});

/** The withdrawal that a conversation is, or undefined for another flow or one of an older shape. */
export const readWithdrawing = kept.read;

/** A withdrawal as the conversation that keeps it. */
export const keepWithdrawing = kept.keep;
