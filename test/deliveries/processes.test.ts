import { createManualClock, createMovableClock } from '../../src/clock.js';
import type { StoredDelivery } from '../../src/deliveries/delivery.js';
import { createDeliveryStore } from '../../src/deliveries/delivery-store.js';
import { eventually } from '../support/eventually.js';
import { asManager, HEAD, openWorld, type World } from './sending/world.js';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const ofCitizen = async (world: World, code: Parameters<World['planned']>[0]) =>
  (await world.planned(code)).filter(({ bot }) => bot === 'citizen');

function known(delivery: StoredDelivery | undefined): StoredDelivery {
  if (delivery === undefined) throw new Error('There is no such delivery.');
  return delivery;
}

it('plans and sends what a crash left unplanned', async () => {
  const citizen = await world.citizen();
  const code = await world.file(citizen);

  const deliveries = await world.send();
  expect(await deliveries.isQuiet()).toBe(false);
  expect(await deliveries.planLeftOvers()).toBe(1);
  expect(await deliveries.planLeftOvers()).toBe(0);
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
  expect(await world.codesAt(HEAD.position)).toEqual([code]);
});

it('plans nothing twice when a crash came between planning and noting it', async () => {
  const citizen = await world.citizen();
  const deliveries = await world.send();
  const code = await world.file(citizen);
  await world.quiet();

  await world.connection
    .collection('requests')
    .updateOne({ _id: code as never }, { $set: { undelivered: [1, 2] } });
  expect(await deliveries.planLeftOvers()).toBe(1);
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
  expect(await world.texts(HEAD.person, 'staff')).toHaveLength(1);
});

it('sends once, and counts, what a crash interrupted between the claim and the mark', async () => {
  const citizen = await world.citizen();
  const code = await world.file(citizen);
  await world.openProcess().planLeftOvers();
  const [first] = (await ofCitizen(world, code)).filter(({ seq }) => seq === 1);
  await createDeliveryStore(world.connection).claim(known(first), 'a process that crashed');

  await world.send();
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
  const sent = (await ofCitizen(world, code)).map(({ seq, status, ambiguous }) => ({
    seq,
    status,
    ambiguous,
  }));
  expect(sent).toEqual([{ seq: 1, status: 'sent', ambiguous: 1 }]);
});

it('gives up what crashes have interrupted twice', async () => {
  const citizen = await world.citizen();
  const code = await world.file(citizen);
  await world.answer(code);
  await world.openProcess().planLeftOvers();
  const store = createDeliveryStore(world.connection);
  const [first] = (await ofCitizen(world, code)).filter(({ seq }) => seq === 1);
  await store.claim(known(first), 'one');
  await store.recover(first?._id ?? '', { status: 'planned', ambiguous: true, at: world.clock.now() });
  await store.claim(known(first), 'two');

  await world.send();
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toEqual([expect.stringContaining('پاسخ رئیس')]);
  expect((await ofCitizen(world, code)).find(({ seq }) => seq === 1)).toMatchObject({ status: 'unsure' });
});

it('sends once with two processes at work', async () => {
  const citizens = [await world.citizen(), await world.citizen(), await world.citizen()];
  const other = world.openProcess();
  await other.start();
  await world.send();

  for (const citizen of citizens) await world.file(citizen);
  await Promise.all([other.planLeftOvers(), other.planLeftOvers()]);
  await world.quiet();

  for (const citizen of citizens) expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
  expect(await world.texts(HEAD.person, 'staff')).toHaveLength(3);
});

it('tells what another process has changed right after this one', async () => {
  // What this process has written stays as new as it was.
  const deliveries = await world.send({ machineClock: createManualClock(new Date()) });
  const citizen = await world.citizen();
  const code = await world.file(citizen);
  await world.quiet();
  world.forgetToPlan();
  await world.does(code, { type: 'ask', question: 'کدام پلاک؟' }, asManager(HEAD));
  await deliveries.planLeftOvers();
  await world.quiet(deliveries);
  expect((await world.texts(citizen, 'citizen')).at(-1)).toContain('کدام پلاک؟');
});

it('leaves the sending to another process once the lease is over', async () => {
  const machineClock = createMovableClock();
  const frozen = world.openProcess({ machineClock: createManualClock(new Date()) });
  await frozen.start();
  await eventually(async () => (await world.connection.collection('leases').countDocuments()) === 2);
  await world.send({ machineClock });
  const citizen = await world.citizen();

  await world.file(citizen);
  await eventually(async () => (await world.requests.unplanned(1)).length === 0);
  expect(await world.texts(citizen, 'citizen')).toEqual([]);

  machineClock.advance(31_000);
  await world.quiet();
  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
});

it('takes over at once from a crashed process when it is alone', async () => {
  const now = new Date();
  await world.connection.collection('leases').insertMany(
    ['sender:citizen', 'sender:staff'].map((_id) => ({
      _id: _id as never,
      owner: 'crashed',
      until: new Date(now.getTime() + 30_000),
    })),
  );
  const deliveries = world.openProcess();
  await deliveries.takeOverLeases();

  const citizen = await world.citizen();
  await world.file(citizen);
  await deliveries.planLeftOvers();
  await deliveries.start();
  await world.quiet(deliveries);

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
});

it('hands over to the next process when it stops', async () => {
  const first = await world.send();
  await eventually(async () => (await world.connection.collection('leases').countDocuments()) === 2);
  await first.stop();
  await world.send();
  const citizen = await world.citizen();

  await world.file(citizen);
  await world.quiet();

  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
});

it('stops before a slow answer comes, and remembers that the message may be out', async () => {
  const citizen = await world.citizen();
  await world.fault({ kind: 'slow', bot: 'citizen', retryAfter: 20, times: 1 });
  const deliveries = await world.send();
  const code = await world.file(citizen);
  // One of them is the card of the manager, which nothing holds up.
  await eventually(async () => (await world.calls('sendMessage')) === 2);

  await deliveries.stop();

  expect((await ofCitizen(world, code)).filter(({ ambiguous }) => ambiguous === 1)).toEqual([
    expect.objectContaining({ status: 'planned', seq: 1 }),
  ]);
});

it('finds by itself what another process has planned', async () => {
  await world.send();
  await world.quiet();
  world.forgetToPlan();
  const citizen = await world.citizen();

  await world.file(citizen);
  await world.openProcess().planLeftOvers();
  await eventually(async () => (await world.texts(citizen, 'citizen')).length === 1);
});
