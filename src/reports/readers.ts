import type { Organization } from '../organization/organization.js';
import type { Role, StaffPerson } from '../organization/people-store.js';

type Chain = Pick<Organization, 'position' | 'unit' | 'superiorOf'>;

/** True for the positions whose holders read the city's reports: the mayor and the mayor's deputies. */
function readsReports(position: string, organization: Chain): boolean {
  const above = organization.superiorOf(position);
  if (above === undefined) return true;
  const kind = kindOf(position, organization);
  return (kind === 'mayor' || kind === 'deputy') && kindOf(above, organization) === 'mayor';
}

/** True for somebody who may read the figures of the whole city. */
export function mayReadReports({
  roles,
  positions,
  organization,
}: {
  readonly roles: readonly Role[];
  /** The positions whose cartable they have. */
  readonly positions: readonly string[];
  readonly organization: Chain;
}): boolean {
  return roles.includes('supervisor') || positions.some((position) => readsReports(position, organization));
}

/**
 * Ids of the people who receive the weekly report: supervisors, the mayor and the mayor's deputies, each
 * once.
 */
export function readersOf(
  staff: readonly StaffPerson[],
  organization: Chain & Pick<Organization, 'positions' | 'holderOf'>,
  at: Date,
): readonly string[] {
  const holders = new Set(
    organization.positions
      .filter(({ code }) => readsReports(code, organization))
      .map(({ code }) => organization.holderOf(code, at)),
  );
  return staff
    .filter(
      ({ _id, roles }) => roles.includes('supervisor') || (roles.includes('manager') && holders.has(_id)),
    )
    .map(({ _id }) => _id);
}

function kindOf(position: string, organization: Chain) {
  const unit = organization.position(position)?.unit;
  return unit === undefined ? undefined : organization.unit(unit)?.kind;
}
