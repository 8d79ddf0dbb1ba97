import { z } from 'zod';
import type { Conversation } from '../mailbox/chat-store.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';

/** How the state of a flow is written to and read from the conversation of a chat. */
export interface FlowCodec<State> {
  /** The state stored in a conversation, or undefined for another flow or an older shape. */
  read(conversation: Conversation | null): State | undefined;
  /** The conversation that stores the state. */
  keep(state: State): Conversation;
}

interface FlowOptions<Data> {
  /** Distinguishes the flow from all others. */
  readonly name: string;
  /** Former names of the flow, which can still be read. */
  readonly formerly?: readonly string[];
  /** Raised when the shape of the data changes; conversations of an older version are then not read. */
  readonly version: number;
  readonly schema: z.ZodType<Data>;
}

/** A flow with a single question, or none: its state is its data. */
export function flowCodec<Data extends Readonly<Record<string, unknown>>>(
  options: FlowOptions<Data> & { readonly step: string },
): FlowCodec<Data> {
  const { name: flow, version, step, schema } = options;
  return {
    read: (conversation) =>
      isOf(options, conversation) ? schema.safeParse(conversation.data).data : undefined,
    keep: (data) => ({ flow, step, version, data: { ...data } }),
  };
}

/** A flow that goes step by step over one draft. */
export function stepCodec<const Step extends string, Data extends Readonly<Record<string, unknown>>>(
  options: FlowOptions<Data> & { readonly steps: readonly Step[] },
): FlowCodec<{ readonly step: Step; readonly draft: Data }> {
  const { name: flow, version, steps, schema } = options;
  return {
    read(conversation) {
      if (!isOf(options, conversation)) return undefined;
      const step = steps.find((one) => one === conversation.step);
      const draft = schema.safeParse(conversation.data).data;
      return step === undefined || draft === undefined ? undefined : { step, draft };
    },
    keep: ({ step, draft }) => ({ flow, step, version, data: { ...draft } }),
  };
}

/** The code of a request, as conversations store it. */
export const codeField = z.custom<TrackingCode>(
  (value) => typeof value === 'string' && isTrackingCode(value),
);

/** The conversation that an interrupting flow resumes when it ends. */
export const pausedField = z
  .object({
    flow: z.string(),
    step: z.string(),
    version: z.number(),
    data: z.record(z.string(), z.unknown()),
  })
  .nullable();

function isOf(
  { name, formerly = [], version }: Omit<FlowOptions<unknown>, 'schema'>,
  conversation: Conversation | null,
): conversation is Conversation {
  if (conversation === null || conversation.version !== version) return false;
  return conversation.flow === name || formerly.includes(conversation.flow);
}
