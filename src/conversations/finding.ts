import { z } from 'zod';
import type { Conversation } from './chat-store.js';

const FLOW = 'finding';
const VERSION = 1;

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

/** The search that a conversation is, or undefined for another flow or one of an older shape. */
export function readFinding(conversation: Conversation | null): Finding | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const finding = findingSchema.safeParse(conversation.data);
  return finding.success ? finding.data : undefined;
}

/** A search as the conversation that keeps it. */
export function keepFinding(finding: Finding): Conversation {
  return { flow: FLOW, step: 'find', version: VERSION, data: { ...finding } };
}
