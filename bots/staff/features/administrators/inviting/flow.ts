import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';

const schema = z.object({
  invite: z.string(),
  linkMessageId: z.number().exactOptional(),
  previewMessageId: z.number().exactOptional(),
});

/** An administrator restricting an invitation of theirs to one number. */
export interface BindingInvite {
  readonly invite: string;
  /** The message with the link that will become void. */
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

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readBindingInvite = kept.read;

/** The state as a conversation. */
export const keepBindingInvite = kept.keep;
