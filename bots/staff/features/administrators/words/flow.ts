import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';

const schema = z.object({ list: z.string() });

/** An administrator writing phrases for a list of the city's words. */
interface AddingWords {
  readonly list: string;
}

const kept: FlowCodec<AddingWords> = flowCodec({ name: 'words', version: 1, step: 'text', schema });

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readAddingWords = kept.read;

/** The state as a conversation. */
export const keepAddingWords = kept.keep;
