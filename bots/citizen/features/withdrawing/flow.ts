import { z } from 'zod';
import { type KeptFlow, keptCode, keptFlow, keptPause } from '../../../../src/flows/flow-codec.js';

const withdrawingSchema = z.object({
  code: keptCode,
  /** The message that asks whether they are sure, and why. */
  askedAt: z.number().exactOptional(),
  /** What was going on before, and goes on afterwards. */
  paused: keptPause,
});

/** A citizen who is asked why they take a request back. */
export type Withdrawing = Readonly<z.infer<typeof withdrawingSchema>>;

/** The name of a withdrawal in the conversations that are kept. */
export const WITHDRAWAL = 'withdrawal';

const kept: KeptFlow<Withdrawing> = keptFlow({
  name: WITHDRAWAL,
  version: 1,
  step: 'reason',
  schema: withdrawingSchema,
});

/** The withdrawal that a conversation is, or undefined for another flow or one of an older shape. */
export const readWithdrawing = kept.read;

/** A withdrawal as the conversation that keeps it. */
export const keepWithdrawing = kept.keep;
