import { z } from 'zod';
import type { Conversation } from './chat-store.js';
import { readOver } from './filing-over.js';

const FLOW = 'talk';
const VERSION = 1;

const talkSchema = z.object({
  /** What was answered, in case it was a request after all. */
  words: z.object({ messageId: z.number(), text: z.string() }),
  /** The message with the answer, whose buttons say that it was one. */
  answeredAt: z.number().exactOptional(),
  /** What was there before, and is again afterwards. */
  before: z
    .object({
      flow: z.string(),
      step: z.string(),
      version: z.number(),
      data: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});

/** A citizen whose question got a ready answer; it asks nothing of him. */
export type Talk = Readonly<z.infer<typeof talkSchema>>;

/** The talk that a conversation is, or undefined for another flow or one of an older shape. */
export function readTalk(conversation: Conversation | null): Talk | undefined {
  if (conversation?.flow !== FLOW || conversation.version !== VERSION) return undefined;
  const talk = talkSchema.safeParse(conversation.data);
  return talk.success ? talk.data : undefined;
}

/** A talk as the conversation that keeps it. */
export function keepTalk(talk: Talk): Conversation {
  return { flow: FLOW, step: 'answered', version: VERSION, data: { ...talk } };
}

/** True where nothing is asked of the person: what he writes next is the beginning of something. */
export function isAtHome(conversation: Conversation | null): boolean {
  return (
    conversation === null || readOver(conversation) !== undefined || readTalk(conversation) !== undefined
  );
}
