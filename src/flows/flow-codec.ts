import { z } from 'zod';
import type { Conversation } from '../mailbox/chat-store.js';
import { isTrackingCode, type TrackingCode } from '../text/tracking-code.js';

/** How the state of one flow is kept in the conversation of a chat, and read again. */
export interface FlowCodec<State> {
  /** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
  read(conversation: Conversation | null): State | undefined;
  /** The state as the conversation that keeps it. */
  keep(state: State): Conversation;
}

interface FlowOptions<Data> {
  /** Tells the flow from all others. */
  readonly name: string;
  /** Names under which older versions kept it, read as well. */
  readonly formerly?: readonly string[];
  /** Raised when the shape of the data changes; what an older version began is not read then. */
  readonly version: number;
  readonly schema: z.ZodType<Data>;
}

/** A flow that asks for one thing only, or for nothing: all that it is about is its data. */
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

/** The code of a request, as conversations keep it. */
export const codeField = z.custom<TrackingCode>(
  (value) => typeof value === 'string' && isTrackingCode(value),
);

/** What was going on before a flow that interrupts others, and goes on afterwards. */
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
