import { z } from 'zod';
import { type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';

const talkSchema = z.object({
  /** What was answered, in case it was a request after all. */
  words: z.object({ messageId: z.number(), text: z.string() }),
  /** The message with the answer, whose buttons say that it was one. */
  answeredAt: z.number().exactOptional(),
  /** What was there before, and is again afterwards. */
  before: pausedField,
});

/** A citizen whose question got a ready answer; it asks nothing of them. */
export type Talk = Readonly<z.infer<typeof talkSchema>>;

/** The name of a talk in the conversations that are kept. */
export const TALK = 'talk';

const kept: FlowCodec<Talk> = flowCodec({ name: TALK, version: 1, step: 'answered', schema: talkSchema });

/** The talk that a conversation is, or undefined for another flow or one of an older shape. */
export const readTalk = kept.read;

/** A talk as the conversation that keeps it. */
export const keepTalk = kept.keep;
