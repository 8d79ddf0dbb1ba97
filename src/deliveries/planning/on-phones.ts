import type { Organization } from '../../organization/organization.js';

/** The holders of positions who get cards and messages on the phone: none in a unit that is reached through Gam alone. */
export function onPhones(organization: Organization): Pick<Organization, 'holderOf'> {
  return {
    holderOf: (position, at) =>
      organization.isReachedBy(position, 'phone') ? organization.holderOf(position, at) : undefined,
  };
}
