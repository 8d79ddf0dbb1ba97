import { z } from 'zod';
import {
  draftSchema,
  FILING_STEPS,
  type Filing,
  type FilingContext,
  moveToMissingStep,
  withFiles,
  withText,
} from '../../../../../src/filing/draft.js';
import { codeField, stepCodec } from '../../../../../src/flows/flow-codec.js';
import type { Conversation } from '../../../../../src/mailbox/chat-store.js';
import type { TrackingCode } from '../../../../../src/text/tracking-code.js';
import type { Caller } from './caller.js';
import { forwardSchema, type HeldForward, heldSchema } from './forwards.js';

/**
 * What an operator asks a caller: who they are, and then what a citizen who files in the bot would be asked.
 */
const STEPS = ['number', ...FILING_STEPS] as const;
export type CallStep = (typeof STEPS)[number];

const callSchema = z.object({
  /** Absent until the caller was asked for their number. */
  caller: z.object({ phone: z.string().nullable(), name: z.string().exactOptional() }).exactOptional(),
  /** Open requests that the caller has filed or follows, in the order in which they were shown. */
  known: z.array(codeField).readonly(),
  /** The caller's request. */
  draft: draftSchema,
  /** The last forwarded message that belongs to it. */
  forwarded: forwardSchema.exactOptional(),
  /** What somebody else wrote, of which the operator has not said yet what it belongs to. */
  held: heldSchema.exactOptional(),
});

/** An operator taking a call. */
export type Call = Readonly<z.infer<typeof callSchema>> & { readonly step: CallStep };

/** The beginning of a call, before anything of its first message was used. */
export function beginCall(messageId: number): Call {
  return { step: 'number', known: [], draft: { begunBy: messageId, texts: [], attachments: [] } };
}

const kept = stepCodec({ name: 'call', version: 1, steps: STEPS, schema: callSchema });

/** The call that a conversation stores, or undefined for another flow or an older shape. */
export function readCall(conversation: Conversation | null): Call | undefined {
  const open = kept.read(conversation);
  return open === undefined ? undefined : { step: open.step, ...open.draft };
}

/** A call as a conversation. */
export function keepCall({ step, ...draft }: Call): Conversation {
  return kept.keep({ step, draft });
}

/**
 * The call with its filing as far as it is known; until the caller's number is known, nothing else is asked.
 */
export function withFiling(call: Call, { step, draft }: Filing): Call {
  return { ...call, draft, step: call.caller === undefined ? 'number' : step };
}

/** The call with the caller, and their open requests. */
export function withCaller(call: Call, caller: Caller, known: readonly TrackingCode[]): Call {
  return { ...call, caller: { ...caller }, known };
}

/** The call at which the caller is asked for their number again. */
export function withoutCaller({ caller: _caller, ...call }: Call): Call {
  return { ...call, known: [], step: 'number' };
}

/** The call with what was held, which belongs to it after all. */
export function joinHeld({ held, ...call }: Call, context: FilingContext): Call {
  if (held === undefined) return call;
  const { texts, attachments, sources = [], place } = held.draft;
  const withTexts = texts.reduce((draft, text) => withText(draft, text).draft, call.draft);
  const withAll = attachments.reduce((draft, file) => {
    const messageId = sources.find((source) => source.file === file.id)?.messageId ?? 0;
    return withFiles(draft, { messageId, files: [file] }).draft;
  }, withTexts);
  const draft = withAll.place === undefined && place !== undefined ? { ...withAll, place } : withAll;
  const step = call.caller === undefined ? 'number' : moveToMissingStep(draft, context).step;
  return { ...call, forwarded: held.forward, draft, step };
}

/** A new call with what was held. */
export function beginWithHeld({ draft, forward }: HeldForward): Call {
  return { step: 'number', known: [], draft, forwarded: forward };
}
