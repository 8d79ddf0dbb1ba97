import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../src/flows/flow-codec.js';

const roles = z.enum(['manager', 'operator', 'supervisor', 'administrator']);
const steps = z.enum(['list', 'person', 'position', 'successor', 'confirm']);

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('giveRole'), role: roles }),
  z.object({ kind: z.literal('takeRole'), role: roles }),
  z.object({ kind: z.literal('givePosition'), position: z.string() }),
  z.object({ kind: z.literal('takePosition'), position: z.string() }),
  z.object({ kind: z.literal('handOver'), position: z.string(), to: z.string() }),
  z.object({ kind: z.literal('remove') }),
]);

const consequencesSchema = z.object({
  loses: z.array(z.string()).readonly(),
  taken: z
    .object({ position: z.string(), by: z.string(), from: z.string().exactOptional() })
    .readonly()
    .exactOptional(),
  noLongerDeputyOf: z.array(z.string()).readonly(),
});

const draftSchema = z.object({
  /** The colleague who is looked at. */
  person: z.string().exactOptional(),
  /** The position of his for which a successor is looked for. */
  position: z.string().exactOptional(),
  change: changeSchema.exactOptional(),
  /** What was shown to follow from it. */
  consequences: consequencesSchema.exactOptional(),
  /** The message whose buttons count. */
  shownAt: z.number().exactOptional(),
});

/**
 * An administrator among his colleagues: looks at a list or at one of them, looks for a position or a successor,
 * or is shown what would happen.
 */
export interface Staffing {
  readonly step: z.infer<typeof steps>;
  readonly draft: Readonly<z.infer<typeof draftSchema>>;
}

const kept: FlowCodec<Staffing> = stepCodec({
  name: 'staffing',
  version: 1,
  steps: steps.options,
  schema: draftSchema,
});

/** What a conversation keeps of this flow, or undefined for another flow or an older shape. */
export const readStaffing = kept.read;

/** The flow as the conversation that keeps it. */
export const keepStaffing = kept.keep;

/** True where something has been begun that would be lost; looking loses nothing. */
export function isUnfinishedStaffing({ step }: Staffing): boolean {
  return step !== 'list' && step !== 'person';
}
