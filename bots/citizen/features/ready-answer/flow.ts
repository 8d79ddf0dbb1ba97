import { z } from 'zod';
import { readOver } from '../../../../src/filing/ended-filing.js';
import { type KeptFlow, keptFlow, keptPause } from '../../../../src/flows/flow-codec.js';
import type { Conversation } from '../../../../src/mailbox/chat-store.js';

const talkSchema = z.object({
  /** What was answered, in case it was a request after all. */
  words: z.object({ messageId: z.number(), text: z.string() }),
  /** The message with the answer, whose buttons say that it was one. */
  answeredAt: z.number().exactOptional(),
  /** What was there before, and is again afterwards. */
  before: keptPause,
});

/** A citizen whose question got a ready answer; it asks nothing of him. */
export type Talk = Readonly<z.infer<typeof talkSchema>>;

const kept: KeptFlow<Talk> = keptFlow({ name: 'talk', version: 1, step: 'answered', schema: talkSchema });

/** The talk that a conversation is, or undefined for another flow or one of an older shape. */
export const readTalk = kept.read;

/** A talk as the conversation that keeps it. */
export const keepTalk = kept.keep;

/** True where nothing is asked of the person: what he writes next is the beginning of something. */
export function isAtHome(conversation: Conversation | null): boolean {
  return (
    conversation === null || readOver(conversation) !== undefined || readTalk(conversation) !== undefined
  );
}
