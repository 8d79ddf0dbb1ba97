import { z } from 'zod';
import { type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';

const answeredSchema = z.object({
  /** The question that was answered, in case it was a request after all. */
  words: z.object({ messageId: z.number(), text: z.string() }),
  /** The message with the answer, whose buttons make it a request. */
  answeredAt: z.number().exactOptional(),
  /** The conversation before it, which resumes afterwards. */
  before: pausedField,
});

/** A citizen whose question got a ready answer; it asks nothing of them. */
export type AnsweredQuestion = Readonly<z.infer<typeof answeredSchema>>;

/** The name of the flow in stored conversations, from before its folder was called so. */
export const READY_ANSWER = 'talk';

const kept: FlowCodec<AnsweredQuestion> = flowCodec({
  name: READY_ANSWER,
  version: 1,
  step: 'answered',
  schema: answeredSchema,
});

/** The answered question that a conversation stores, or undefined for another flow or an older shape. */
export const readAnsweredQuestion = kept.read;

/** An answered question as a conversation. */
export const keepAnsweredQuestion = kept.keep;
