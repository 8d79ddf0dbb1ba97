import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';

const notingSchema = z.object({
  code: codeField,
});

/** A member of staff writing a remark that only staff see. */
type Noting = Readonly<z.infer<typeof notingSchema>>;

const kept: FlowCodec<Noting> = flowCodec({ name: 'noting', version: 1, step: 'text', schema: notingSchema });

/** The remark that a conversation stores, or undefined for another flow or an older shape. */
export const readNoting = kept.read;

/** The remark as a conversation. */
export const keepNoting = kept.keep;
