import { createAuditStore } from '../../src/audit/audit-store.js';
import { TELEGRAM } from '../../src/channel/bot.js';
import { type CitizenStore, createCitizenStore } from '../../src/citizens/citizen-store.js';
import { createDepartures, type DeparturesOptions } from '../../src/citizens/departure.js';
import { createDepartureStore } from '../../src/citizens/departure-store.js';
import { createPhoneClaim } from '../../src/citizens/phone-claim.js';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createChatStore } from '../../src/mailbox/chat-store.js';
import type { RequestEvent } from '../../src/requests/lifecycle/events.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { createRequestStore, type RequestStore } from '../../src/requests/request-store.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const PERSON = '100001';
const OTHER = '100002';
const PHONE = '+989151112233';

let database: TestDatabase;
let citizens: CitizenStore;
let requests: RequestStore;
let clock: MovableClock;
let codes: number;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.connection.dropDatabase();
  citizens = createCitizenStore(database.connection);
  requests = createRequestStore(database.connection);
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  codes = 0;
  for (const id of [PERSON, OTHER])
    await citizens.meet({ messenger: TELEGRAM, userId: Number(id), locale: 'fa' });
});

/** A request of a citizen, with as much as names people. */
async function filed(citizen: string, followers: readonly string[] = []): Promise<TrackingCode> {
  codes += 1;
  const code = createTrackingCode(() => codes / 100);
  const event = { type: 'registered', citizen, actor: { kind: 'citizen', citizen }, seq: 1 };
  const request = { code, citizen, followers, attachments: [], stage: { status: 'intake' } };
  await requests.insert({
    // The store writes what it is given.
    request: request as unknown as Request,
    events: [event as unknown as RequestEvent],
    nextActionAt: undefined,
  });
  return code;
}

function departures(changes: Partial<DeparturesOptions> = {}) {
  return createDepartures({
    store: createDepartureStore(database.connection),
    citizens,
    requests,
    attachments: { forgetNames: async () => undefined },
    audit: createAuditStore({ connection: database.connection, logger: SILENT }),
    chats: createChatStore(database.connection),
    leaveBehind: async () => undefined,
    restrain: async () => undefined,
    forgetDeliveries: async () => undefined,
    clock,
    machineClock: clock,
    logger: SILENT,
    drawWord: () => 'word',
    ...changes,
  });
}

/** Every document of the database, to look for a person in. */
async function everything(): Promise<string> {
  const collections = (await database.connection.db?.collections()) ?? [];
  const documents = await Promise.all(
    collections
      .filter(({ collectionName }) => collectionName !== 'departures')
      .map((collection) => collection.find().toArray()),
  );
  return JSON.stringify(documents);
}

describe('leaving', () => {
  beforeEach(async () => {
    await createPhoneClaim({ citizens, requests }).prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' });
    await filed(PERSON, [OTHER]);
    await filed(OTHER, [PERSON]);
    const audit = createAuditStore({ connection: database.connection, logger: SILENT });
    await audit.record({ at: clock.now(), bot: 'citizen', person: PERSON, act: 'forgedPress', updateId: 7 });
  });

  it('leaves nothing that leads to the person, and the requests to the city', async () => {
    await departures().leave(PERSON);
    const left = await everything();
    expect(left).not.toContain(PERSON);
    expect(left).not.toContain(PHONE);
    expect(left).toContain(OTHER);
    expect(await requests.naming('gone:word')).toHaveLength(2);
  });

  it.each(['rename', 'forgetDeliveries', 'remove'] as const)(
    'goes on where a crash before «%s» left it, under the same name',
    async (step) => {
      const crash = async () => {
        throw new Error('The power is gone.');
      };
      const broken = departures({
        ...(step === 'rename' ? { audit: { rename: crash } } : {}),
        ...(step === 'forgetDeliveries' ? { forgetDeliveries: crash } : {}),
        ...(step === 'remove' ? { citizens: { remove: crash } } : {}),
      });
      await expect(broken.leave(PERSON)).rejects.toThrow('power');
      clock.advance(61_000);
      expect(await departures({ drawWord: () => 'another' }).finish()).toBe(1);
      expect(await everything()).not.toContain(PERSON);
      expect(await requests.naming('gone:word')).toHaveLength(2);
      expect(await departures().finish()).toBe(0);
    },
  );

  it('treats a person who comes back as a new one, who loses nothing to the old departure', async () => {
    await departures().leave(PERSON);
    await citizens.meet({ messenger: TELEGRAM, userId: Number(PERSON), locale: 'fa' });
    const code = await filed(PERSON);
    clock.advance(61_000);
    await departures().finish();
    expect((await requests.find(code))?.request.citizen).toBe(PERSON);
    expect(await citizens.find(PERSON)).toMatchObject({ requests: [], following: [] });
  });
});

describe('a number', () => {
  const claim = () => createPhoneClaim({ citizens, requests });
  const caller = `phone:${PHONE}`;

  it('brings its person what was asked for by phone from it, however often it is proved', async () => {
    await citizens.meetCaller({ phone: PHONE, locale: 'fa' });
    const code = await filed(caller);
    expect(await claim().prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' })).toBe(1);
    expect(await claim().prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' })).toBe(0);
    expect((await requests.find(code))?.request.citizen).toBe(PERSON);
    expect(await citizens.find(PERSON)).toMatchObject({ phone: PHONE, requests: [code] });
  });

  it('leads a later call to the person', async () => {
    await claim().prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' });
    expect((await citizens.meetCaller({ phone: PHONE, locale: 'fa' }))._id).toBe(PERSON);
  });

  it('is finished after a crash in the middle of it', async () => {
    const code = await filed(caller);
    const broken = createPhoneClaim({
      citizens: {
        ...citizens,
        update: async () => {
          throw new Error('The power is gone.');
        },
      },
      requests,
    });
    await expect(broken.prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' })).rejects.toThrow('power');
    await claim().prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' });
    expect(await citizens.find(PERSON)).toMatchObject({ phone: PHONE, requests: [code] });
  });

  it('belongs to the person who proved it last', async () => {
    await claim().prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' });
    await claim().prove({ _id: OTHER }, { phone: PHONE, locale: 'fa' });
    expect((await citizens.find(PERSON))?.phone).toBeUndefined();
    expect((await citizens.meetCaller({ phone: PHONE, locale: 'fa' }))._id).toBe(OTHER);
  });

  it('that is removed leads to nobody, and its requests stay where they are', async () => {
    const code = await filed(caller);
    await claim().prove({ _id: PERSON }, { phone: PHONE, locale: 'fa' });
    await claim().remove({ _id: PERSON, phone: PHONE });
    expect(await everything()).not.toContain(PHONE);
    expect((await citizens.find(PERSON))?.requests).toEqual([code]);
  });
});
