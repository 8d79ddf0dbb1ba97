import { z } from 'zod';
import { type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';

const talkSchema = z.object({
  /** The question that was answered, in case it was a request after all. */
  words: z.object({ messageId: z.number(), text: z.string() }),
  /** The message with the answer, whose buttons make it a request. */
  answeredAt: z.number().exactOptional(),
  /** The conversation before it, which resumes afterwards. */
  before: pausedField,
});

/** A citizen whose question got a canned answer; it asks nothing of them. */
export type Talk = Readonly<z.infer<typeof talkSchema>>;

/** The name of a talk in stored conversations. */
export const TALK = 'talk';

const kept: FlowCodec<Talk> = flowCodec({ name: TALK, version: 1, step: 'answered', schema: talkSchema });

/** The talk that a conversation stores, or undefined for another flow or an older shape. */
export const readTalk = kept.read;

/** A talk as a conversation. */
export const keepTalk = kept.keep;
