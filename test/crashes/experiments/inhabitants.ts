import type { Connection } from 'mongoose';
import { TELEGRAM } from '../../../src/channel/bot.js';
import { createCitizenStore } from '../../../src/citizens/citizen-store.js';
import type { MovableClock } from '../../../src/clock.js';
import { readConfig } from '../../../src/config.js';
import { readCity } from '../../../src/organization/city-file.js';
import type { Organization } from '../../../src/organization/organization.js';
import { createOrganizationStore } from '../../../src/organization/organization-store.js';
import { createPeopleStore } from '../../../src/organization/people-store.js';
import type { CityClient } from '../../../src/story/city-client.js';
import type { RunningSimulator } from '../../simulator/harness.js';

const FIRST_MANAGER = 500_001;
/** Somebody who looks after the product, and holds no position. */
export const ADMINISTRATOR = { id: 400_004, name: 'راهبر سامانه' };

/** Fills a new database and a new Telegram with people: a manager for every position, and so many citizens. */
export async function populate(options: {
  readonly connection: Connection;
  readonly clock: MovableClock;
  readonly city: CityClient;
  readonly telegram: RunningSimulator;
  readonly citizens: number;
  /** Managers have their requests in Gam as well as on the phone. */
  readonly usesGam: boolean;
}): Promise<{ readonly organization: Organization; readonly citizens: readonly number[] }> {
  const { connection, clock, telegram } = options;
  const store = createOrganizationStore({ connection, clock, defaultAnswerHours: 72 });
  await store.importCity(await readCity(readConfig({}).cityFile));
  const { positions } = await store.current();
  const managers = positions.map(({ code, title }, index) => ({
    code,
    name: title.fa,
    id: FIRST_MANAGER + index,
  }));
  for (const { id, name } of [...managers, ADMINISTRATOR]) {
    telegram.simulator.addPerson({ id, name, bot: 'staff', started: true });
  }
  const people = createPeopleStore({ connection });
  await Promise.all(managers.map(({ id, name }) => people.grant({ id: String(id), name, role: 'manager' })));
  const { id, name } = ADMINISTRATOR;
  await people.grant({ id: String(id), name, role: 'administrator' });
  await store.assign(Object.fromEntries(managers.map((manager) => [manager.code, String(manager.id)])));
  if (options.usesGam)
    for (const unit of (await store.current()).units) await store.setWay(unit.code, 'both');
  return { organization: await store.current(), citizens: await introduceCitizens(options) };
}

/** Citizens who have used the bot before: they have agreed, and go without a number. */
async function introduceCitizens(options: {
  readonly connection: Connection;
  readonly clock: MovableClock;
  readonly city: CityClient;
  readonly citizens: number;
}): Promise<readonly number[]> {
  const { connection, clock, city, citizens } = options;
  const store = createCitizenStore(connection);
  const ids: number[] = [];
  for (let index = 1; index <= citizens; index += 1) {
    const id = await city.createPerson({ name: `شهروند ${index}`, languageCode: 'fa' });
    const { _id } = await store.meet({ messenger: TELEGRAM, userId: id, locale: 'fa' });
    await store.update(_id, { consentAt: clock.now(), isWithoutPhone: true });
    ids.push(id);
  }
  return ids;
}
