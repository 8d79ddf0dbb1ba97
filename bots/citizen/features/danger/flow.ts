import { z } from 'zod';
import { draftSchema } from '../../../../src/filing/draft.js';
import { type FlowCodec, flowCodec, pausedField } from '../../../../src/flows/flow-codec.js';
import type { CitizenAction } from '../../context.js';

/** An action whose words can tell of danger. */
type ToldAction = Exclude<CitizenAction, { readonly kind: 'press' }>;

const alarmSchema = z.object({
  /** What the person has written and sent, in case the city is to get it. */
  draft: draftSchema,
  /** The message that says whom to call and asks. */
  askedAt: z.number().exactOptional(),
  /** The conversation in the middle of which it was told; absent if nothing was open. */
  before: pausedField.exactOptional(),
  /** The messages that told of it, as they were read, in case they belong to that conversation after all. */
  messages: z.array(z.custom<ToldAction>(isAction)).readonly().exactOptional(),
});

/** A person in danger who was told whom to call, and is asked whether the city is to get it too. */
export type Alarm = Readonly<z.infer<typeof alarmSchema>>;

/** The name of an alarm in the conversations that are kept. */
export const ALARM = 'danger';

const codec: FlowCodec<Alarm> = flowCodec({ name: ALARM, version: 1, step: 'asked', schema: alarmSchema });

/** The alarm that a conversation is, or undefined for another flow or one of an older shape. */
export const readAlarm = codec.read;

/** An alarm as the conversation that keeps it. */
export const keepAlarm = codec.keep;

/** The flow itself has stored the actions, as the reception had read them. */
function isAction(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && 'messageId' in value;
}
