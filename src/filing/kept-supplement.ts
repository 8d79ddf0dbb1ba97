import { z } from 'zod';
import { codeField, type FlowCodec, flowCodec, pausedField, stepCodec } from '../flows/flow-codec.js';
import type { Conversation } from '../mailbox/chat-store.js';
import { draftSchema } from './draft.js';

const STEPS = ['which', 'collect'] as const;
const KINDS = ['reply', 'addition', 'objection'] as const;

const about = {
  code: codeField,
  /** The message that asks for more, or previews what will be sent. */
  askedAt: z.number().exactOptional(),
  /** The interrupted conversation, which resumes afterwards. */
  paused: pausedField,
};

const supplementSchema = z.object({
  ...about,
  as: z.enum(KINDS).exclude(['objection']),
  draft: draftSchema,
});

const objectionSchema = z.object({
  ...about,
  /** Absent where it was asked for by a version in which an objection was one text. */
  draft: draftSchema.exactOptional(),
  begunAt: z.number().exactOptional(),
});

/**
 * What a citizen sends about a request that exists: a reply to a question, an addition, or an objection. At the step
 * «which» they have written while a question waits, or soon after registering a request, and are asked whether it
 * belongs to that.
 */
export interface Supplement
  extends Readonly<Pick<z.infer<typeof supplementSchema>, keyof typeof about | 'draft'>> {
  /** Whether a manager has asked for it, the citizen adds it unasked, or they reject the answer. */
  readonly as: (typeof KINDS)[number];
  readonly step: (typeof STEPS)[number];
  /** The message whose button began an objection: it loses its buttons once that is sent. */
  readonly begunAt?: number;
}

/** The name of a reply or addition in stored conversations, from before it was called so in the code. */
export const SUPPLEMENT = 'supplying';
/** The name of an objection in stored conversations. */
export const OBJECTION = 'objection';

const supplements = stepCodec({ name: SUPPLEMENT, version: 1, steps: STEPS, schema: supplementSchema });
const objections: FlowCodec<z.infer<typeof objectionSchema>> = flowCodec({
  name: OBJECTION,
  version: 1,
  step: 'reason',
  schema: objectionSchema,
});

/** The reply or addition that a conversation stores, or undefined for another flow or an older shape. */
export function readSupplement(conversation: Conversation | null): Supplement | undefined {
  const open = supplements.read(conversation);
  return open === undefined ? undefined : { step: open.step, ...open.draft };
}

/** The objection that a conversation stores, or undefined for another flow or an older shape. */
export function readObjection(conversation: Conversation | null): Supplement | undefined {
  const open = objections.read(conversation);
  if (open === undefined) return undefined;
  const { draft = { begunBy: 0, texts: [], attachments: [] }, ...rest } = open;
  return { as: 'objection', step: 'collect', draft, ...rest };
}

/** A supplement as a conversation. */
export function keepSupplement({ step, as, begunAt, ...rest }: Supplement): Conversation {
  return as === 'objection'
    ? objections.keep({ ...rest, ...(begunAt === undefined ? {} : { begunAt }) })
    : supplements.keep({ step, draft: { as, ...rest } });
}
