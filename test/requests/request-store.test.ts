import { createManualClock, type MovableClock } from '../../src/clock.js';
import type { RequestChange } from '../../src/requests/request-store.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { citizen, codeOf, type OpenRequests, openRequests, operator } from './open-requests.js';

const HOUR = 3_600_000;
const START = new Date('2026-11-24T05:30:00Z');
const [FIRST, SECOND, THIRD] = [codeOf(1), codeOf(2), codeOf(3)];

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(START);
  requests = openRequests({ connection: database.connection, clock });
});
afterAll(() => database.close());

const at = (hours: number) => new Date(START.getTime() + hours * HOUR);

async function stored(code = FIRST) {
  const found = await requests.store.find(code);
  if (found === undefined) throw new Error('There is no such request.');
  return found;
}

/** A change that adds no event and only moves the next action. */
async function changeTo(nextActionAt: Date | undefined): Promise<RequestChange> {
  return { request: (await stored()).request, events: [], nextActionAt };
}

it('gives a request back as it was kept, with its times as times', async () => {
  const result = await requests.file(FIRST);
  const { request, events, rev, undelivered } = await stored();
  expect(result).toMatchObject({ ok: true, request, events });
  expect(request.filedAt).toEqual(START);
  expect({ rev, undelivered }).toEqual({ rev: 1, undelivered: [1, 2] });
});

it('does not take a code twice', async () => {
  await requests.file(FIRST);
  const before = await stored();
  expect(await requests.store.insert(await changeTo(undefined))).toBe(false);
  expect(await stored()).toEqual(before);
});

it('records nothing that was decided on an older revision', async () => {
  await requests.file(FIRST);
  expect(await requests.store.update(1, await changeTo(at(1)))).toBe(true);
  expect(await requests.store.update(1, await changeTo(at(2)))).toBe(false);
  expect((await stored()).rev).toBe(2);
  expect(await requests.store.due(at(1), 10)).toEqual([FIRST]);
});

it('lets exactly one of many changes on the same revision through', async () => {
  await requests.file(FIRST);
  const change = await changeTo(at(1));
  const results = await Promise.all(Array.from({ length: 20 }, () => requests.store.update(1, change)));
  expect(results.filter(Boolean)).toHaveLength(1);
  expect((await stored()).rev).toBe(2);
});

it('reads many again after whatever changes one of them, and not before', async () => {
  let reads = 0;
  const listen = ({ commandName, command }: { commandName: string; command: { readonly find?: string } }) => {
    if (commandName === 'find' && command.find === 'requests') reads += 1;
  };
  requests = openRequests({ connection: database.connection, clock, alonePeriod: () => 1 });
  await requests.file(FIRST);
  await requests.file(SECOND);
  const { request } = await stored();
  const look = () => requests.store.findMany([SECOND, FIRST, THIRD]);
  const client = database.connection.getClient().on('commandStarted', listen);
  const readAfter = async (change: () => Promise<unknown>) => {
    await change();
    await look();
    await requests.store.findMany([FIRST]);
    reads = 0;
    const seen = await requests.store.findMany([FIRST]);
    return [seen.map((one) => one.citizen ?? 'gone'), reads];
  };
  await look();
  expect((await look()).map(({ code }) => code)).toEqual([SECOND, FIRST]);
  const change = { request: { ...request, citizen: 'zahra' }, events: [], nextActionAt: undefined };
  expect(await readAfter(() => requests.store.update(1, change))).toEqual([['zahra'], 0]);
  expect(await readAfter(() => requests.store.renameCitizen(FIRST, 'zahra', 'reza'))).toEqual([['reza'], 0]);
  expect(await readAfter(() => requests.store.remove(FIRST))).toEqual([[], 1]);
  client.off('commandStarted', listen);
});

it('changes nothing of a request that is not there', async () => {
  await requests.file(FIRST);
  const change = await changeTo(at(1));
  const unknown = { ...change, request: { ...change.request, code: SECOND } };
  expect(await requests.store.update(1, unknown)).toBe(false);
  expect(await requests.store.find(SECOND)).toBeUndefined();
});

describe.each([
  ['by an index', true],
  ['by what the process remembers', false],
])('what is due, found %s,', (_, hasIndexes) => {
  beforeEach(async () => {
    requests = openRequests({ connection: database.connection, clock, hasIndexes });
    for (const code of [FIRST, SECOND, THIRD]) await requests.file(code);
    await requests.store.reschedule(FIRST, 1, at(3));
    await requests.store.reschedule(SECOND, 1, at(1));
    await requests.store.reschedule(THIRD, 1, at(2));
  });

  it('is what has been filed, changed and moved since it was last asked for', async () => {
    await requests.store.due(at(0), 10);
    await requests.file(codeOf(4));
    await requests.store.reschedule(FIRST, 1, at(0.5));
    await requests.store.update(1, {
      ...(await changeTo(at(0.25))),
      request: (await stored(SECOND)).request,
    });
    expect(await requests.store.due(at(0.75), 10)).toEqual([SECOND, FIRST]);
    expect(await requests.store.due(at(1_000), 10)).toEqual([SECOND, FIRST, THIRD, codeOf(4)]);
  });

  it('comes the longest overdue first', async () => {
    expect(await requests.store.due(at(3), 10)).toEqual([SECOND, THIRD, FIRST]);
  });

  it('is no more than was asked for', async () => {
    expect(await requests.store.due(at(3), 2)).toEqual([SECOND, THIRD]);
  });

  it('is due at its moment and not a millisecond before', async () => {
    expect(await requests.store.due(new Date(at(1).getTime() - 1), 10)).toEqual([]);
    expect(await requests.store.due(at(1), 10)).toEqual([SECOND]);
  });

  it('is nothing for which no time is set', async () => {
    await requests.store.reschedule(SECOND, 1, undefined);
    expect(await requests.store.due(at(1_000), 10)).toEqual([THIRD, FIRST]);
  });

  it('is not moved by a writer who has seen an older revision', async () => {
    await requests.execute(SECOND, operator, { type: 'note', text: 'تماس گرفت' }, 'note');
    const before = await requests.store.due(at(1_000), 10);
    await requests.store.reschedule(SECOND, 1, undefined);
    expect(await requests.store.due(at(1_000), 10)).toEqual(before);
  });
});

describe('events without planned deliveries', () => {
  it('are planned event by event: later ones stay', async () => {
    await requests.file(FIRST);
    await requests.execute(FIRST, operator, { type: 'note', text: 'تماس گرفت' }, 'note');
    await requests.store.markPlanned(FIRST, [1, 2]);
    expect((await stored()).undelivered).toEqual([3]);
    expect(await requests.store.unplanned(10)).toEqual([FIRST]);
    await requests.store.markPlanned(FIRST, [3]);
    expect(await requests.store.unplanned(10)).toEqual([]);
  });

  it('may be marked twice, and changes no revision', async () => {
    await requests.file(FIRST);
    await requests.store.markPlanned(FIRST, [1, 2]);
    await requests.store.markPlanned(FIRST, [1, 2]);
    expect(await stored()).toMatchObject({ undelivered: [], rev: 1 });
  });

  it('is no more than was asked for', async () => {
    for (const code of [FIRST, SECOND, THIRD]) await requests.file(code);
    expect(await requests.store.unplanned(2)).toHaveLength(2);
  });
});

it('finds several requests in the order of their codes, and leaves out what it does not know', async () => {
  await requests.file(FIRST);
  await requests.file(THIRD);
  const found = await requests.store.findMany([THIRD, SECOND, FIRST]);
  expect(found.map(({ code }) => code)).toEqual([THIRD, FIRST]);
  expect(await requests.store.findMany([])).toEqual([]);
});

it('shows the requests filed last, the newest first', async () => {
  for (const code of [FIRST, SECOND, THIRD]) {
    await requests.file(code);
    clock.advance(HOUR);
  }
  expect((await requests.store.latest(2)).map(({ code }) => code)).toEqual([THIRD, SECOND]);
});

/** What somebody else files at the place of the tests' potholes would be about the same thing. */
const there = async (since = at(-1)) => {
  const { category, place } = (await stored()).request;
  const subject = {
    ...(category === undefined ? {} : { category }),
    ...(place === undefined ? {} : { place }),
  };
  return (await requests.store.near(subject, since, 10)).map(({ code }) => code);
};
const PLACE = { latitude: 36.3, longitude: 59.5, district: 'd1' };

it('finds nearby what is in hand and was filed since, the newest first', async () => {
  await requests.file(FIRST, { place: PLACE });
  clock.advance(HOUR);
  await requests.file(SECOND, { place: { ...PLACE, latitude: 36.3005 } });
  await requests.file(THIRD, { place: { ...PLACE, latitude: 36.31 } });
  for (const code of [FIRST, SECOND, THIRD]) await requests.store.keepNearby((await stored(code)).request);
  expect(await there()).toEqual([SECOND, FIRST]);
  expect(await there(at(0.5))).toEqual([SECOND]);

  await requests.execute(SECOND, citizen, { type: 'withdraw' }, 'take back');
  expect(await there()).toEqual([FIRST]);
});
