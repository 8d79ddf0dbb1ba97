import { createWatchJob } from '../../jobs/watch.js';
import type { Bulletin } from '../../src/bulletins/bulletin.js';
import { createManualClock } from '../../src/clock.js';
import type { Delivery } from '../../src/deliveries/delivery.js';
import { createPeopleStore } from '../../src/organization/people-store.js';
import { createIncidentStore } from '../../src/watch/incident-store.js';
import type { Vitals } from '../../src/watch/vitals.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const HEALTHY: Vitals = {
  mailbox: { count: 0, oldestMs: 0 },
  deliveries: { citizen: { count: 0, oldestMs: 0 }, staff: { count: 0, oldestMs: 0 } },
  deadLetters: 0,
  pauses: {},
  unsure: 0,
  open: { intake: 0, referred: 0, waiting: 0, followUp: 0, answered: 0 },
  lookups: [],
  codesGuessed: 0,
  profilesRefused: {},
  sms: { partsToday: 0, partsPerDay: 100, late: { count: 0 } },
  vacant: new Map(),
  webhooks: new Map(),
};

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it('tells each administrator once of an incident and once of its end, also from two processes', async () => {
  const { connection } = database;
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  const people = createPeopleStore({ connection });
  await people.grant({ id: '1', name: 'راهبر', role: 'administrator' });
  await people.grant({ id: '2', name: 'کارشناس', role: 'operator' });
  const incidents = createIncidentStore(connection);
  let vitals = HEALTHY;
  const told = new Map<string, Delivery>();
  const process = () =>
    createWatchJob({
      readVitals: async () => vitals,
      incidents,
      pulse: { notePause: async () => undefined },
      rateLimiters: { citizen: { presentPause: () => undefined }, staff: { presentPause: () => undefined } },
      people,
      announce: async (bulletins) => {
        for (const bulletin of bulletins) told.set(bulletin._id, bulletin);
      },
      clock,
      machineClock: clock,
      everySeconds: 60,
    });
  const [one, other] = [process(), process()];
  const lookTwice = async () => {
    clock.advance(60_000);
    await Promise.all([one.run(), other.run()]);
    await one.run();
    return [...told.values()].map(({ person, bulletin: planned }) => {
      const bulletin = planned as Bulletin | undefined;
      return bulletin?.kind === 'alarm' ? `${person} ${bulletin.incident.kind} ${bulletin.isOver}` : '';
    });
  };

  vitals = { ...HEALTHY, deadLetters: 2, vacant: new Map([['mayor', 1]]) };
  expect(await lookTwice()).toEqual(['1 deadLetters false']);
  vitals = { ...HEALTHY, deadLetters: 3 };
  expect(await lookTwice()).toEqual(['1 deadLetters false']);
  vitals = HEALTHY;
  expect(await lookTwice()).toEqual(['1 deadLetters false', '1 deadLetters true']);
  vitals = { ...HEALTHY, deadLetters: 1 };
  expect(await lookTwice()).toEqual(['1 deadLetters false', '1 deadLetters true', '1 deadLetters false']);
  expect((await incidents.listAll()).map(({ _id }) => _id)).toEqual(['deadLetters']);
});

it('looks again only once it has dealt with what it saw before', async () => {
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  const done: string[] = [];
  const watch = createWatchJob({
    readVitals: async () => {
      done.push('seen');
      await new Promise(setImmediate);
      return HEALTHY;
    },
    incidents: {
      ...createIncidentStore(database.connection),
      listAll: async () => {
        done.push('compared');
        return [];
      },
    },
    pulse: { notePause: async () => undefined },
    rateLimiters: { citizen: { presentPause: () => undefined }, staff: { presentPause: () => undefined } },
    people: createPeopleStore(database),
    announce: async () => undefined,
    clock,
    machineClock: clock,
    everySeconds: 60,
  });
  await Promise.all([watch.run(), watch.sweep()]);
  expect(done).toEqual(['seen', 'compared', 'seen', 'compared']);
});
