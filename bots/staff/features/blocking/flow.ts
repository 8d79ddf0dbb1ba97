import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../src/flows/flow-codec.js';

const steps = z.enum(['reason', 'until', 'confirm']);
const draftSchema = z.object({
  /** The request by which the citizen is known. */
  code: z.string(),
  reason: z.string().exactOptional(),
  until: z.date().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** Somebody of the staff who is about to keep a citizen from using the bot: why, until when, and then for sure. */
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

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export const readBlocking = kept.read;

/** The flow as the conversation that keeps it. */
export const keepBlocking = kept.keep;
