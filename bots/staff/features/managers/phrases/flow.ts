import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';

const schema = z.object({ unit: z.string() });

/** A manager writing a canned sentence for their unit. */
interface AddingPhrase {
  readonly unit: string;
}

const kept: FlowCodec<AddingPhrase> = flowCodec({ name: 'phrase', version: 1, step: 'text', schema: schema });

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readAddingPhrase = kept.read;

/** The state as a conversation. */
export const keepAddingPhrase = kept.keep;
