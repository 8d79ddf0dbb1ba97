import { type Clock, createManualClock, systemClock } from '../../../src/clock.js';
import { createLease, createLeaseStore } from '../../../src/database/lease.js';
import type { Delivery } from '../../../src/deliveries/delivery.js';
import { createDeliveryStore, type DeliveryStore } from '../../../src/deliveries/delivery-store.js';
import type { Attempt } from '../../../src/deliveries/sending/send-delivery.js';
import { createSender } from '../../../src/deliveries/sending/sender.js';
import { ALONE } from '../../../src/watch/process-signs.js';
import { CODE, NOW } from '../../messages/samples.js';
import { SILENT } from '../../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';

/** What the sender brings with one look at least. */
const LOOK = 500;

let database: TestDatabase;
let store: DeliveryStore;
beforeEach(async () => {
  database = await openTestDatabase();
  store = createDeliveryStore(database.connection);
});
afterEach(() => database.close());

function delivery(person: string, index: number): Delivery {
  return {
    _id: `${CODE}:${index}:citizen:${person}`,
    bot: 'citizen',
    person,
    kind: 'notice',
    code: CODE,
    seq: index,
    part: 0,
    eventAt: new Date(NOW.getTime() + index),
    notBefore: NOW,
  };
}

const until = (signal: AbortSignal) => systemClock.sleep(60_000, signal);

/** A sender on the database of the test, which sends by `attempt`. */
function openSender(attempt: Attempt, machineClock: Clock = systemClock) {
  const lease = createLease({
    store: createLeaseStore(database.connection),
    name: 'sender:citizen',
    owner: 'this process',
    clock: systemClock,
    logger: SILENT,
    epoch: ALONE.epoch,
  });
  return createSender({
    bot: 'citizen',
    store,
    lease,
    attempt,
    clock: createManualClock(NOW),
    machineClock,
    logger: SILENT,
    pollMs: 50,
    stopping: new AbortController(),
    cutOff: new AbortController(),
  });
}

it('works off more than it holds of one person, in order and once, and lets the others pass him', async () => {
  const ofOne = Array.from({ length: 1.5 * LOOK }, (_, index) => delivery('one', index));
  const ofOthers = Array.from({ length: 60 }, (_, index) => delivery(`other ${index}`, ofOne.length + index));
  await store.insert([...ofOne, ...ofOthers]);
  const sent: string[] = [];
  const othersDone = new AbortController();
  const sender = openSender(async (next) => {
    const { _id, person } = next;
    if (person === 'one') await until(othersDone.signal);
    await store.claim(next, 'claim');
    await store.finish(_id, 'claim', { status: 'sent', at: NOW });
    sent.push(_id);
    if (sent.length === ofOthers.length) othersDone.abort();
    return { kind: 'ended' };
  });

  sender.start();
  try {
    await eventually(() => sent.length >= ofOne.length + ofOthers.length);
    await eventually(() => sender.isIdle());
  } finally {
    othersDone.abort();
    await sender.stop();
  }

  const ids = (deliveries: readonly Delivery[]) => deliveries.map(({ _id }) => _id);
  expect(sent.slice(0, ofOthers.length).toSorted()).toEqual(ids(ofOthers).toSorted());
  expect(sent.slice(ofOthers.length)).toEqual(ids(ofOne));
});

it('finds what comes after many chats that have to wait', async () => {
  const waiting = Array.from({ length: LOOK }, (_, index) => delivery(`waiting ${index}`, index));
  await store.insert([...waiting, delivery('last', LOOK)]);
  const tried = new Set<string>();
  const sender = openSender(async ({ person }) => {
    tried.add(person);
    return { kind: 'later', retryAt: new Date(NOW.getTime() + 3_600_000) };
  });

  sender.start();
  try {
    await eventually(() => tried.has('last'));
  } finally {
    await sender.stop();
  }
  expect(tried.size).toBe(LOOK + 1);
});

it('does not look at the database again while it has enough to send', async () => {
  await store.insert(Array.from({ length: 1.5 * LOOK }, (_, index) => delivery(`person ${index}`, index)));
  const machineClock = createManualClock(NOW);
  const lanes: AbortController[] = [];
  let looks = 0;
  database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (commandName === 'find' && command['filter'].notBefore?.$lte !== undefined) looks += 1;
  });
  const sender = openSender(async () => {
    const lane = new AbortController();
    lanes.push(lane);
    await until(lane.signal);
    return { kind: 'ended' };
  }, machineClock);

  sender.start();
  await eventually(() => lanes.length > 0);
  for (let time = 0; time < 10; time += 1) {
    sender.offer([delivery(`person ${time} later`, LOOK * 2 + time)]);
    sender.wake();
    machineClock.advance(60_000);
    // The next person is written to only after the sender has considered whether to look.
    const begun = lanes.length;
    lanes[time]?.abort();
    await eventually(() => lanes.length > begun);
  }
  const stopped = sender.stop();
  for (const lane of lanes) lane.abort();
  await stopped;

  expect(looks).toBe(1);
});
