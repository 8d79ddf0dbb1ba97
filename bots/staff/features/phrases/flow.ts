import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../src/flows/flow-codec.js';

const schema = z.object({ unit: z.string() });

/** A manager who is about to write a sentence that his unit keeps for its answers. */
export interface AddingPhrase {
  readonly unit: string;
}

const kept: FlowCodec<AddingPhrase> = flowCodec({ name: 'phrase', version: 1, step: 'text', schema: schema });

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export const readAddingPhrase = kept.read;

/** The flow as the conversation that keeps it. */
export const keepAddingPhrase = kept.keep;
