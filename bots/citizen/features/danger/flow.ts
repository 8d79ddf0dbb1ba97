import { z } from 'zod';
import { draftSchema } from '../../../../src/filing/draft.js';
import { type FlowCodec, flowCodec } from '../../../../src/flows/flow-codec.js';

const alarmSchema = z.object({
  /** What the person has written and sent, in case the city is to get it. */
  draft: draftSchema,
  /** The message that says whom to call and asks. */
  askedAt: z.number().exactOptional(),
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
