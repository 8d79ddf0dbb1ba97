import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../../../src/flows/flow-codec.js';

const steps = z.enum(['file', 'preview']);
const draftSchema = z.object({
  /** The client whose requests they will be. */
  client: z.string(),
  /** Only the id of the file on the messenger is stored: it is read again each time. */
  fileId: z.string().exactOptional(),
  askedAt: z.number().exactOptional(),
});

/** An administrator bringing in what is open in a connected system. */
export interface BringingIn {
  readonly step: z.infer<typeof steps>;
  readonly draft: Readonly<z.infer<typeof draftSchema>>;
}

const kept: FlowCodec<BringingIn> = stepCodec({
  name: 'openRequests',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readBringingIn = kept.read;

/** The state as a conversation. */
export const keepBringingIn = kept.keep;
