import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../src/flows/flow-codec.js';

const schema = z.object({
  invite: z.string(),
  linkMessageId: z.number().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** An administrator who is about to say for which number alone an invitation of his works. */
export interface BindingInvite {
  readonly invite: string;
  /** The message with the link that is going to be void. */
  readonly linkMessageId?: number;
  /** The message that asks for the number. */
  readonly previewMessageId?: number;
}

const kept: FlowCodec<BindingInvite> = flowCodec({
  name: 'bindingInvite',
  version: 1,
  step: 'number',
  schema: schema,
});

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export const readBindingInvite = kept.read;

/** The flow as the conversation that keeps it. */
export const keepBindingInvite = kept.keep;
