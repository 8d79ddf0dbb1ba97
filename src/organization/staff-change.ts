import { assertNever } from '../assert-never.js';
import type { Organization } from './organization.js';
import type { Role, StaffPerson } from './people-store.js';

/** An administrator's change to a colleague. */
export type StaffChange =
  | { readonly kind: 'giveRole' | 'takeRole'; readonly role: Role }
  | { readonly kind: 'givePosition' | 'takePosition'; readonly position: string }
  | { readonly kind: 'handOver'; readonly position: string; readonly to: string }
  | { readonly kind: 'remove' };

/** The effect of a change on positions; the requests of a position that is lost and not taken climb. */
export interface Consequences {
  /** Positions that the person loses. */
  readonly loses: readonly string[];
  /** The position that somebody takes, who takes it, and who held it before. */
  readonly taken?: { readonly position: string; readonly by: string; readonly from?: string };
  /** Positions that the person no longer stands in for. */
  readonly noLongerDeputyOf: readonly string[];
}

const NOTHING: Consequences = { loses: [], noLongerDeputyOf: [] };

/** The consequences of a change to a colleague, or undefined if it would change nothing. */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a flat switch over the kinds of changes.
export function consequencesOf(
  change: StaffChange,
  { _id, roles }: StaffPerson,
  organization: Organization,
  staff: readonly StaffPerson[],
): Consequences | undefined {
  const own = organization.ownPositionsOf(_id);
  const all: Consequences = {
    loses: own,
    noLongerDeputyOf: organization.absences.flatMap(({ position, deputy }) =>
      deputy === _id ? [position] : [],
    ),
  };
  switch (change.kind) {
    case 'giveRole':
      return roles.includes(change.role) ? undefined : NOTHING;
    case 'takeRole':
      if (!roles.includes(change.role)) return undefined;
      return change.role === 'manager' ? all : NOTHING;
    case 'givePosition': {
      const { position } = change;
      if (!organization.hasPosition(position) || own.includes(position)) return undefined;
      const from = staff.find((one) => organization.ownPositionsOf(one._id).includes(position))?._id;
      return { ...NOTHING, taken: { position, by: _id, ...(from === undefined ? {} : { from }) } };
    }
    case 'takePosition':
      return own.includes(change.position) ? { ...NOTHING, loses: [change.position] } : undefined;
    case 'handOver': {
      const { position, to } = change;
      if (!own.includes(position) || to === _id) return undefined;
      return { ...NOTHING, taken: { position, by: to, from: _id } };
    }
    case 'remove':
      return roles.length === 0 && own.length === 0 ? undefined : all;
    default:
      return assertNever(change);
  }
}
