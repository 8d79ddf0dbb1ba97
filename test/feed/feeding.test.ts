import { createManualClock, systemClock } from '../../src/clock.js';
import { createFeedStore } from '../../src/feed/feed-store.js';
import { createFeeder } from '../../src/feed/feeder.js';
import { createFeed, type Feed } from '../../src/feed/index.js';
import type { UnfedEvents } from '../../src/requests/unfed-events.js';
import { citizen, codeOf, openRequests } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const START = new Date('2026-11-24T05:30:00Z');
const [FIRST, SECOND, THIRD] = [codeOf(1), codeOf(2), codeOf(3)];

let database: TestDatabase;
let requests: ReturnType<typeof openRequests>;
let feeds: Feed[];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  requests = openRequests({
    connection: database.connection,
    clock: createManualClock(START),
  });
  feeds = [];
});
afterEach(async () => {
  await Promise.all(feeds.map((feed) => feed.stop()));
});
afterAll(() => database.close());

const store = () => createFeedStore(database.connection);
const openFeeder = (of: UnfedEvents = requests.store) =>
  createFeeder({ store: store(), requests: of, logger: SILENT });
const note = (code = FIRST, id = 'note') =>
  requests.execute(code, citizen, { type: 'add', text: 'هنوز همان است.', attachments: [] }, id);

function openFeed(processId = 'alone'): Feed {
  const feed = createFeed({
    connection: database.connection,
    requests: requests.store,
    clock: systemClock,
    machineClock: systemClock,
    logger: SILENT,
    processId,
    epoch: () => 1,
    pollMs: 10,
    gatherMs: 1,
  });
  feeds.push(feed);
  return feed;
}

/** What the feed has, as code and number within the request. */
async function fed(): Promise<readonly string[]> {
  return (await store().after(0, 100)).map(({ code, seq }) => `${code}:${seq}`);
}

it('has every event once, those of a request in their order, numbered without a gap', async () => {
  await requests.file(FIRST);
  await requests.file(SECOND);
  const feeder = openFeeder();
  await feeder.feed();
  await note();
  await feeder.feed([FIRST, SECOND]);
  await feeder.feed();
  expect(await fed()).toEqual([`${FIRST}:1`, `${FIRST}:2`, `${SECOND}:1`, `${SECOND}:2`, `${FIRST}:3`]);
  expect((await store().after(3, 100)).map(({ number }) => number)).toEqual([4, 5]);
  expect(await requests.store.unfed(10)).toEqual([]);
});

it('says nothing of what anybody has said', async () => {
  await requests.file(FIRST);
  await openFeeder().feed();
  const [entry] = await store().after(0, 1);
  expect(Object.keys(entry ?? {}).sort()).toEqual(['at', 'code', 'number', 'seq', 'type']);
});

it('adds nothing twice when a crash came between adding and taking the marks away', async () => {
  await requests.file(FIRST);
  const crash = new Error('The process has ended.');
  const crashing = openFeeder({ ...requests.store, markFed: () => Promise.reject(crash) });
  await expect(crashing.feed()).rejects.toThrow();
  // The first feed of an empty one has no marks to take away, so that the crash comes behind the addition.
  expect((await requests.store.unfed(10)).length).toBe(2);
  await note();
  await openFeeder().feed();
  expect(await fed()).toEqual([`${FIRST}:1`, `${FIRST}:2`, `${FIRST}:3`]);
  expect(await requests.store.unfed(10)).toEqual([]);
});

it('lets one of two that feed at the same time begin anew, and neither adds what the other has', async () => {
  await requests.file(FIRST);
  const [awake, frozen] = [openFeeder(), openFeeder()];
  await awake.feed();
  await frozen.feed();
  // Both know the same end; one falls asleep with what it has read, the other goes on.
  await requests.file(SECOND);
  await awake.feed();
  await requests.file(THIRD);
  expect(await frozen.feed()).toEqual({ added: 0, hasMore: true });
  await frozen.feed();
  await awake.feed();
  expect(await fed()).toEqual([FIRST, SECOND, THIRD].flatMap((code) => [`${code}:1`, `${code}:2`]));
});

it('keeps what is added while it is read out of a page that has a gap before it', async () => {
  await requests.file(FIRST);
  await requests.file(SECOND);
  await openFeeder().feed();
  await database.connection.collection('feed').deleteOne({ seq: 1, code: SECOND });
  expect((await store().after(1, 10)).map(({ number }) => number)).toEqual([2]);
});

it('feeds by itself what changes in this process, and what another has left', async () => {
  await requests.file(FIRST);
  const feed = openFeed();
  feed.start();
  await eventually(async () => (await fed()).length === 2);
  await requests.file(SECOND);
  for (const stored of requests.announced) feed.onChanged(stored);
  await eventually(async () => (await fed()).length === 4);
});

it('is fed by one process, and by another once that has stopped', async () => {
  const [first, second] = [openFeed('first'), openFeed('second')];
  first.start();
  await requests.file(FIRST);
  await eventually(async () => (await fed()).length === 2);
  second.start();
  await first.stop();
  await requests.file(SECOND);
  await eventually(async () => (await fed()).length === 4);
  expect(await fed()).toEqual([FIRST, SECOND].flatMap((code) => [`${code}:1`, `${code}:2`]));
});

it('says of a place that is not kept any more where it goes on, and of one that never was that it is ahead', async () => {
  await requests.file(FIRST);
  await requests.file(SECOND);
  await openFeeder().feed();
  const feed = openFeed();
  expect(await feed.readAfter(2, 1)).toMatchObject({ kind: 'page', entries: [{ number: 3 }] });
  expect(await feed.readAfter(4, 10)).toEqual({ kind: 'page', entries: [] });
  expect(await feed.readAfter(5, 10)).toEqual({ kind: 'ahead', latest: 4 });
  expect(await store().removeOld(new Date('2030-01-01T00:00:00Z'), 1)).toBe(3);
  expect(await feed.readAfter(0, 10)).toEqual({ kind: 'removed', first: 4 });
  expect(await feed.latest()).toBe(4);
});

it('finds where a moment begins, also among events that were added late', async () => {
  const feed = store();
  const minute = (number: number) => new Date(START.getTime() + number * 60_000);
  const at = [1, 2, 3, 7, 4, 5, 6, 8, 9, 12, 10, 11, 13];
  await feed.append(
    0,
    at.map((number) => ({ code: codeOf(1), seq: number, type: 'noted', at: minute(number) })),
  );
  expect(
    await Promise.all([0, 3, 5, 7, 12, 13, 14].map((number) => feed.firstSince(minute(number)))),
  ).toEqual([1, 3, 4, 4, 10, 13, undefined]);
  await feed.removeOld(minute(4), 0);
  expect(await feed.firstSince(minute(0))).toBe(4);
});

it('keeps its end whatever is removed, since the next number follows from it', async () => {
  await requests.file(FIRST);
  await openFeeder().feed();
  expect(await openFeed().removeOld(new Date('2030-01-01T00:00:00Z'))).toBe(0);
});

it('begins with what happens from now on where a request was kept by an earlier version', async () => {
  await requests.file(FIRST);
  await database.connection
    .collection('requests')
    .updateOne({ _id: FIRST as never }, { $unset: { unfed: 1 } });
  await note();
  await openFeeder().feed();
  expect(await fed()).toEqual([`${FIRST}:3`]);
});
