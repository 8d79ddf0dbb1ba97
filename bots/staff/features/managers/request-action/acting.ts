import type { Visit } from '../../../context.js';
import { isSupervisor } from '../../../permissions.js';
import type { StaffRefusal } from '../../../refusals.js';
import type { RequestActionDraft } from './draft.js';

/** The visit of somebody who carries out a draft: actions reserved for supervisors are done as one. */
export function actAs(visit: Visit, { kind }: Pick<RequestActionDraft, 'kind'>): Visit {
  if (kind !== 'disapproval') return visit;
  const { commandId } = visit.orderAs(undefined);
  const order = { actor: { kind: 'supervisor', person: visit.person }, commandId } as const;
  return { ...visit, orderAs: () => order };
}

/** Why somebody may not do what only supervisors do. */
export function whyNotSupervisor(visit: Pick<Visit, 'roles'>): StaffRefusal | undefined {
  return isSupervisor(visit) ? undefined : { code: 'notAllowed' };
}
