import { z } from 'zod';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';
import { searchQuerySchema } from '../../../../../src/flows/search-query.js';

const findingSchema = z.object({
  /** Absent until it is given. */
  query: searchQuerySchema.exactOptional(),
  /** The message with the list, which shows its current page. */
  shownAt: z.number().exactOptional(),
});

/** An operator searching for a request. Turning to something else loses nothing. */
type Finding = Readonly<z.infer<typeof findingSchema>>;

const kept: FlowCodec<Finding> = flowCodec({
  name: 'finding',
  version: 1,
  step: 'find',
  schema: findingSchema,
});

/** The search that a conversation stores, or undefined for another flow or an older shape. */
export const readFinding = kept.read;

/** A search as a conversation. */
export const keepFinding = kept.keep;
