import { createManualClock, type MovableClock, systemClock } from '../../src/clock.js';
import {
  type Consumer,
  type ConsumerDefinition,
  type Handled,
  startConsumer,
} from '../../src/feed/consumer.js';
import { createConsumerStore } from '../../src/feed/consumer-store.js';
import { createFeedStore, type FeedEntry } from '../../src/feed/feed-store.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { codeOf } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const START = new Date('2026-11-24T05:30:00Z');
const HOUR = 3_600_000;
const DONE: Handled = { kind: 'done' };
const [FIRST, SECOND, THIRD] = [codeOf(1), codeOf(2), codeOf(3)];

let database: TestDatabase;
let clock: MovableClock;
let last: number;
let told: string[];
let consumers: Consumer[];
/** What becomes of an entry; the test changes it. */
let answer: (entry: FeedEntry) => Handled | Promise<Handled>;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(START);
  last = 0;
  told = [];
  consumers = [];
  answer = () => DONE;
});
afterEach(async () => {
  await Promise.all(consumers.map((consumer) => consumer.stop()));
});
afterAll(() => database.close());

const store = () => createConsumerStore(database.connection);
const nameOf = ({ code, seq }: Pick<FeedEntry, 'code' | 'seq'>) => `${code}:${seq}`;

/** Adds events of these requests to the feed: the n-th of a request has the number n. */
async function happen(...codes: readonly TrackingCode[]): Promise<void> {
  const feed = createFeedStore(database.connection);
  const before = await feed.after(0, 1_000);
  const seqs = new Map<TrackingCode, number>();
  const seqOf = (code: TrackingCode) => {
    seqs.set(code, (seqs.get(code) ?? 0) + 1);
    return seqs.get(code) ?? 0;
  };
  for (const { code } of before) seqOf(code);
  await feed.append(
    before.length,
    codes.map((code) => ({ code, seq: seqOf(code), type: 'noted', at: clock.now() })),
  );
  last = before.length + codes.length;
  for (const consumer of consumers) consumer.wake();
}

function start(definition: Partial<ConsumerDefinition> = {}): Consumer {
  const consumer = startConsumer({
    definition: {
      name: 'somebody',
      startsAt: 'beginning',
      wants: () => true,
      async handle(entry) {
        const handled = await answer(entry);
        told.push(`${nameOf(entry)}${handled.kind === 'done' ? '' : '!'}`);
        return handled;
      },
      ...definition,
    },
    feed: createFeedStore(database.connection),
    store: store(),
    last: () => last,
    mayWork: () => true,
    clock,
    machineClock: systemClock,
    logger: SILENT,
  });
  consumers.push(consumer);
  return consumer;
}

const state = async () => (await store().find('somebody'))?.state;
const settledTo = (number: number) => eventually(async () => (await state())?.cursor === number);

it('tells of each event, those of a request in their order, and remembers how far it has got', async () => {
  await happen(FIRST, SECOND, FIRST, FIRST);
  const consumer = start();
  await settledTo(4);
  await happen(SECOND);
  await settledTo(5);
  expect(told.filter((name) => name.startsWith(FIRST))).toEqual([1, 2, 3].map((seq) => `${FIRST}:${seq}`));
  await consumer.stop();
  start();
  await happen(THIRD);
  await settledTo(6);
  expect(told).toHaveLength(6);
});

it('goes past what it does not want', async () => {
  await happen(FIRST, SECOND, FIRST);
  start({ wants: ({ code }) => code === SECOND });
  await settledTo(3);
  expect(told).toEqual([`${SECOND}:1`]);
});

it('begins with what happens from now on, where it wants no history', async () => {
  await happen(FIRST, FIRST);
  const consumer = start({ startsAt: 'now' });
  await settledTo(2);
  await happen(FIRST);
  await settledTo(3);
  expect(told).toEqual([`${FIRST}:3`]);
  expect(consumer.isIdle()).toBe(true);
});

it('holds up the request of what failed and no other, and tries it again in order', async () => {
  answer = ({ code }) => (code === FIRST ? { kind: 'failed', because: 'refused' } : DONE);
  start({ retryAt: ({ failedAt }) => new Date(failedAt.getTime() + HOUR) });
  await happen(FIRST, SECOND, FIRST, SECOND);
  await settledTo(4);
  await happen(FIRST, SECOND);
  await settledTo(6);
  expect(told.filter((name) => name.startsWith(FIRST))).toEqual([`${FIRST}:1!`]);
  expect(told.filter((name) => name.startsWith(SECOND))).toHaveLength(3);
  expect(await state()).toMatchObject({
    parked: [{ code: FIRST, numbers: [1, 3, 5], because: 'refused', failures: 1 }],
    lastFailure: { because: 'refused' },
  });
  answer = () => DONE;
  clock.advance(HOUR);
  await eventually(async () => (await state())?.parked.length === 0);
  expect(told.filter((name) => name.startsWith(FIRST))).toEqual(
    ['1!', '1', '2', '3'].map((seq) => `${FIRST}:${seq}`),
  );
});

it('goes on after a crash with what was parked, and repeats at most what it had not stored', async () => {
  answer = ({ code }) => (code === FIRST ? { kind: 'failed', because: 'refused' } : DONE);
  const retryAt = ({ failedAt }: { failedAt: Date }) => new Date(failedAt.getTime() + HOUR);
  const consumer = start({ retryAt });
  await happen(FIRST, SECOND, FIRST);
  await settledTo(3);
  await consumer.stop();
  told = [];
  answer = () => DONE;
  start({ retryAt });
  clock.advance(HOUR);
  await eventually(async () => (await state())?.parked.length === 0);
  expect(told).toEqual([`${FIRST}:1`, `${FIRST}:2`]);
});

it('tries somebody who is away with one event at a time, and tells everything once they are back', async () => {
  answer = () => ({ kind: 'failed', because: 'away' });
  start({ atOnce: 1 });
  const codes = Array.from({ length: 30 }, (_, index) => codeOf(index + 1));
  await happen(...codes);
  await eventually(async () => (await state())?.failures === 5);
  expect(told).toHaveLength(5);
  clock.advance(5_000);
  await eventually(async () => (await state())?.failures === 6);
  expect(told).toHaveLength(6);
  answer = () => DONE;
  clock.advance(HOUR);
  await settledTo(30);
  await eventually(async () => (await state())?.parked.length === 0);
  expect(new Set(told.filter((name) => !name.endsWith('!'))).size).toBe(30);
  expect(await state()).toMatchObject({ failures: 0, givenUp: [] });
});

it('rests as long as the other side asks for', async () => {
  answer = () => ({ kind: 'failed', because: 'tooFast', restsUntil: new Date(START.getTime() + 2 * HOUR) });
  start();
  await happen(FIRST);
  await settledTo(1);
  answer = () => DONE;
  clock.advance(HOUR);
  await happen(SECOND);
  clock.advance(HOUR);
  await settledTo(2);
  await eventually(async () => (await state())?.parked.length === 0);
  expect([...told].sort()).toEqual([`${FIRST}:1!`, `${FIRST}:1`, `${SECOND}:1`].sort());
});

it('gives up what failed until no attempt was left, and goes on with what waited behind it', async () => {
  answer = ({ seq, code }) => (code === FIRST && seq === 1 ? { kind: 'failed', because: 'bad' } : DONE);
  start({ retryAt: ({ failures, now }) => (failures > 1 ? undefined : now) });
  await happen(FIRST, FIRST);
  await eventually(async () => (await state())?.givenUp.length === 1);
  await eventually(async () => (await state())?.parked.length === 0);
  expect(told).toEqual([`${FIRST}:1!`, `${FIRST}:1!`, `${FIRST}:2`]);
  expect(await state()).toMatchObject({ givenUp: [{ number: 1, code: FIRST, because: 'bad' }] });
});

it('stops where the other side wants nothing more, tells that once, and keeps its place', async () => {
  const stopped: string[] = [];
  const onStopped = async (because: string) => {
    stopped.push(because);
  };
  answer = () => ({ kind: 'stop', because: 'gone' });
  const consumer = start({ onStopped });
  await happen(FIRST, FIRST);
  await eventually(async () => (await state())?.stopped !== undefined);
  await consumer.stop();
  start({ onStopped });
  await happen(FIRST);
  expect(stopped).toEqual(['gone']);
  expect(told).toEqual([`${FIRST}:1!`]);
  expect(await state()).toMatchObject({ cursor: 0, stopped: { because: 'gone' } });
});

it('stops after days without a success', async () => {
  answer = () => ({ kind: 'failed', because: 'away' });
  start({ stopsAfterMs: 24 * HOUR });
  await happen(FIRST);
  await eventually(async () => (await state())?.failures === 1);
  clock.advance(24 * HOUR);
  await eventually(async () => (await state())?.stopped?.because === 'failing');
});

it('counts what a handler throws as a failure', async () => {
  answer = ({ code }) => {
    if (code === FIRST) throw new Error('Something is wrong.');
    return DONE;
  };
  start();
  await happen(FIRST, SECOND);
  await settledTo(2);
  expect(await state()).toMatchObject({ parked: [{ code: FIRST, because: 'error' }] });
});

it('leaves the work to another process whose progress it finds', async () => {
  const consumer = start();
  await happen(FIRST);
  await settledTo(1);
  const stored = await store().find('somebody');
  if (stored === undefined) throw new Error('Nothing is stored.');
  // Another process has gone on meanwhile, as far as the third entry.
  await store().save('somebody', stored.rev, { ...stored.state, cursor: 3 });
  await happen(FIRST, FIRST, FIRST);
  await settledTo(4);
  expect(told.at(-1)).toBe(`${FIRST}:4`);
  await consumer.stop();
});

it('goes on with the first entry that is still kept, where it was away for longer', async () => {
  await happen(FIRST, FIRST, SECOND);
  await createFeedStore(database.connection).removeOld(new Date(START.getTime() + HOUR), 1);
  start();
  await settledTo(3);
  expect(told).toEqual([`${SECOND}:1`]);
});
