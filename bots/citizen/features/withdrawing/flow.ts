import { z } from 'zod';
import { type KeptFlow, keptCode, keptFlow, keptPause } from '../../../../src/flows/flow-codec.js';

const withdrawingSchema = z.object({
  code: keptCode,
  /** The message that asks whether he is sure, and why. */
  askedAt: z.number().exactOptional(),
  /** What was going on before, and goes on afterwards. */
  paused: keptPause,
});

/** A citizen who is asked why he takes a request back. */
export type Withdrawing = Readonly<z.infer<typeof withdrawingSchema>>;

const kept: KeptFlow<Withdrawing> = keptFlow({
  name: 'withdrawal',
  version: 1,
  step: 'reason',
  schema: withdrawingSchema,
});

/** The withdrawal that a conversation is, or undefined for another flow or one of an older shape. */
export const readWithdrawing = kept.read;

/** A withdrawal as the conversation that keeps it. */
export const keepWithdrawing = kept.keep;
