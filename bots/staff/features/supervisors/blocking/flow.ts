import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';

const steps = z.enum(['reason', 'until', 'confirm']);
const draftSchema = z.object({
  /** The request that identifies the citizen. */
  code: z.string(),
  reason: z.string().exactOptional(),
  until: z.date().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** A member of staff blocking a citizen from the bot: why, until when, and then the confirmation. */
export interface Blocking {
  readonly step: z.infer<typeof steps>;
  readonly draft: Readonly<z.infer<typeof draftSchema>>;
}

const kept: FlowCodec<Blocking> = stepCodec({
  name: 'blocking',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readBlocking = kept.read;

/** The state as a conversation. */
export const keepBlocking = kept.keep;
