import { z } from 'zod';

/** The shape in which a conversation stores what its list of requests is searched for. */
export const searchQuerySchema = z.union([
  z.object({ by: z.literal('words'), words: z.string() }),
  /** E.164. */
  z.object({ by: z.literal('number'), phone: z.string() }),
]);

/** What requests are searched for: words that were typed, or a phone number. */
export type SearchQuery = Readonly<z.infer<typeof searchQuerySchema>>;
