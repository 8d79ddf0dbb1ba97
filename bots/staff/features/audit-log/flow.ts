import { z } from 'zod';
import type { AuditQuery } from '../../../../src/audit/audit-store.js';
import { ACT_GROUPS, actsOf, allActs } from '../../../../src/audit/audited-acts.js';
import { type FlowCodec, flowCodec } from '../../../../src/flows/flow-codec.js';

const searchSchema = z.object({
  person: z.string().exactOptional(),
  request: z.string().exactOptional(),
  /** A kind of acts, or single ones that were named. */
  group: z.enum(ACT_GROUPS).exactOptional(),
  acts: z.array(z.string()).readonly().exactOptional(),
  from: z.date().exactOptional(),
  to: z.date().exactOptional(),
});

/** What is looked for in the audit trail. */
export type AuditSearch = Readonly<z.infer<typeof searchSchema>>;

const tracingSchema = z.object({
  search: searchSchema,
  /** The message with the list, whose pages are turned. */
  shownAt: z.number().exactOptional(),
});

/** An administrator who looks through the audit trail. Nothing is lost when he turns to something else. */
export type Tracing = Readonly<z.infer<typeof tracingSchema>>;

const kept: FlowCodec<Tracing> = flowCodec({
  name: 'tracing',
  version: 1,
  step: 'look',
  schema: tracingSchema,
});

/** The look that a conversation is, or undefined for another flow or one of an older shape. */
export const readTracing = kept.read;

/** A look as the conversation that keeps it. */
export const keepTracing = kept.keep;

/** What the search asks of the trail. */
export function auditQueryOf({ group, acts, ...query }: AuditSearch): AuditQuery {
  if (acts !== undefined) return { ...query, acts: allActs().filter((act) => acts.includes(act)) };
  return group === undefined ? query : { ...query, acts: actsOf(group) };
}
