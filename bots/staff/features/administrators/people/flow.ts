import { z } from 'zod';
import { type FlowCodec, stepCodec } from '../../../../../src/flows/flow-codec.js';

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
  /** The colleague being viewed. */
  person: z.string().exactOptional(),
  /** Their position for which a successor is being searched. */
  position: z.string().exactOptional(),
  change: changeSchema.exactOptional(),
  /** The consequences that were previewed. */
  consequences: consequencesSchema.exactOptional(),
  /** The typed name of which the matches are shown. */
  searched: z.string().exactOptional(),
  /** The message with the current buttons. */
  shownAt: z.number().exactOptional(),
});

/**
 * An administrator managing colleagues: viewing a list or a person, searching for a position or a successor,
 * or seeing a preview.
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

/** The state that a conversation stores, or undefined for another flow or an older shape. */
export const readStaffing = kept.read;

/** The state as a conversation. */
export const keepStaffing = kept.keep;

/** True if something has been begun that would be lost; viewing loses nothing. */
export function isUnfinishedStaffing({ step }: Staffing): boolean {
  return step !== 'list' && step !== 'person';
}
