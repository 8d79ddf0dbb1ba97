import type { Delivery } from '../deliveries/delivery.js';
import type { PeopleStore } from '../organization/people-store.js';
import { bulletinsFor } from './bulletin.js';

/** Announces a new administrator to all others; `mark` identifies the appointment, so that each hears it once. */
export async function announceAdministrator(
  options: {
    readonly people: Pick<PeopleStore, 'listAll'>;
    readonly announce: (bulletins: readonly Delivery[]) => Promise<void>;
  },
  appointed: { readonly person: string; readonly at: Date; readonly mark: string },
): Promise<void> {
  const staff = await options.people.listAll();
  const name = staff.find(({ _id }) => _id === appointed.person)?.name ?? appointed.person;
  const others = staff.filter(
    ({ _id, roles }) => _id !== appointed.person && roles.includes('administrator'),
  );
  const bulletins = [{ kind: 'newAdministrator', name, person: appointed.person } as const];
  await options.announce(
    others.flatMap(({ _id }) =>
      bulletinsFor(_id, { name: `administrator:${appointed.mark}`, at: appointed.at, bulletins }),
    ),
  );
}
