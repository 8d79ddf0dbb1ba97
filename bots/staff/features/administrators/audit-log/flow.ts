import { z } from 'zod';
import type { AuditQuery } from '../../../../../src/audit/audit-store.js';
import { ACT_GROUPS, actsOf, allActs } from '../../../../../src/audit/audited-acts.js';
import { type FlowCodec, flowCodec } from '../../../../../src/flows/flow-codec.js';

const searchSchema = z.object({
  person: z.string().exactOptional(),
  request: z.string().exactOptional(),
  /** A group of acts, or individually named ones. */
  group: z.enum(ACT_GROUPS).exactOptional(),
  acts: z.array(z.string()).readonly().exactOptional(),
  from: z.date().exactOptional(),
  to: z.date().exactOptional(),
});

/** A search in the audit log. */
export type AuditSearch = Readonly<z.infer<typeof searchSchema>>;

const viewSchema = z.object({
  search: searchSchema,
  /** The typed name of which the matches are shown. */
  searched: z.string().exactOptional(),
  /** The message with the list, which shows its current page. */
  shownAt: z.number().exactOptional(),
});

/** An administrator searching the audit log. Turning to something else loses nothing. */
export type AuditLogView = Readonly<z.infer<typeof viewSchema>>;

/** The name of the flow in stored conversations, from before the audit log was called so. */
export const AUDIT_LOG = 'tracing';

const kept: FlowCodec<AuditLogView> = flowCodec({
  name: AUDIT_LOG,
  version: 1,
  step: 'look',
  schema: viewSchema,
});

/** The search that a conversation stores, or undefined for another flow or an older shape. */
export const readAuditLogView = kept.read;

/** A search as a conversation. */
export const keepAuditLogView = kept.keep;

/** The search as a query of the store. */
export function auditQueryOf({ group, acts, ...query }: AuditSearch): AuditQuery {
  if (acts !== undefined) return { ...query, acts: allActs().filter((act) => acts.includes(act)) };
  return group === undefined ? query : { ...query, acts: actsOf(group) };
}
