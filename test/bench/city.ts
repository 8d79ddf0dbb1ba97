import type { Connection } from 'mongoose';
import { systemClock } from '../../src/clock.js';
import { readConfig } from '../../src/config.js';
import { updateIndexes } from '../../src/database/indexes.js';
import { readCity } from '../../src/organization/city-file.js';
import type { Organization } from '../../src/organization/organization.js';
import { createOrganizationStore } from '../../src/organization/organization-store.js';
import { createPeopleStore } from '../../src/organization/people-store.js';
import { managerId } from './people.js';

/** Somebody without a position, so that the product has whom to alarm. */
const ADMINISTRATOR = '400004';

/** Gives an empty database the example city, with somebody in every position. */
export async function populate(connection: Connection): Promise<Organization> {
  const store = createOrganizationStore({ connection, clock: systemClock, defaultAnswerHours: 72 });
  const people = createPeopleStore({ connection });
  await updateIndexes(connection);
  await store.importCity(await readCity(readConfig({}).cityFile));
  const { positions } = await store.current();
  const managers = positions.map(({ code, title }, index) => ({
    code,
    name: title.fa,
    id: String(managerId(index)),
  }));
  await Promise.all(managers.map(({ id, name }) => people.grant({ id, name, role: 'manager' })));
  await people.grant({ id: ADMINISTRATOR, name: 'راهبر سامانه', role: 'administrator' });
  await store.assign(Object.fromEntries(managers.map(({ code, id }) => [code, id])));
  return store.current();
}
