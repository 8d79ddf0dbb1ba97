import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../src/flows/flow-codec.js';

const querySchema = z.union([
  z.object({ by: z.literal('words'), words: z.string() }),
  /** E.164. */
  z.object({ by: z.literal('number'), phone: z.string() }),
]);

/** What somebody looks for. */
export type Query = Readonly<z.infer<typeof querySchema>>;

const findingSchema = z.object({
  /** Absent until it was said. */
  query: querySchema.exactOptional(),
  /** The message with the list, whose pages are turned. */
  shownAt: z.number().exactOptional(),
});

/** An operator who looks a request up. Nothing is lost when he turns to something else. */
export type Finding = Readonly<z.infer<typeof findingSchema>>;

const kept: FlowCodec<Finding> = flowCodec({
  name: 'finding',
  version: 1,
  step: 'find',
  schema: findingSchema,
});

/** The search that a conversation is, or undefined for another flow or one of an older shape. */
export const readFinding = kept.read;

/** A search as the conversation that keeps it. */
export const keepFinding = kept.keep;
