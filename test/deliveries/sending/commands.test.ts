import { createManualClock } from '../../../src/clock.js';
import { createDeliveryStore } from '../../../src/deliveries/delivery-store.js';
import type { Deliveries } from '../../../src/deliveries/index.js';
import { eventually } from '../../support/eventually.js';
import { buttonsOf, HEAD, openWorld, type World } from './world.js';

const NOW = new Date('2026-11-24T10:40:00Z');

let world: World;
let commands: string[] = [];
beforeEach(async () => {
  world = await openWorld();
  commands = [];
  world.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    commands.push(`${commandName} ${command[commandName]}`);
  });
});
afterEach(() => world.close());

/** A process whose machine's clock stands still: it queries nothing by itself, and what was written stays recent. */
const still = () => ({
  machineClock: createManualClock(new Date('2026-11-24T06:40:00Z')),
  alonePeriod: () => 1,
});

/** What was asked of the database but for leases, the city and the looks for what is due, in the order of the names. */
function counted(): readonly string[] {
  return commands.filter((command) => !/ (leases|organization)$|^find deliveries$/.test(command)).sort();
}

/** Waits, without a query, until everything has gone that was planned for the head. */
async function told(deliveries: Deliveries, cards: number): Promise<void> {
  await eventually(
    async () => (await world.texts(HEAD.person, 'staff')).length === cards && deliveries.isIdle(),
  );
}

it('tells a citizen and a manager of a request without loading it again', async () => {
  const deliveries = await world.send(still());
  const citizen = await world.citizen();
  commands = [];
  await world.file(citizen);
  await told(deliveries, 1);
  expect(await world.texts(citizen, 'citizen')).toHaveLength(1);
  const counts: Record<string, number> = {};
  for (const command of counted()) counts[command] = (counts[command] ?? 0) + 1;
  expect(Object.keys(counts)).toEqual([
    'find citizens',
    'find staff',
    'findAndModify cardsOfRequests',
    'insert deliveries',
    'insert requests',
    'update cards',
    'update chats',
    'update citizenNotices',
    'update deliveries',
    'update neighbourhoods',
    'update requests',
    'update waitingRequests',
  ]);
  // The news of the citizen, to whom it goes, and whether the card offers a number; nobody has changed any of that.
  expect(counts['find citizens']).toBe(1);
  // Both claims and both ends.
  expect(counts['update deliveries']).toBeLessThanOrEqual(4);
  const once = Object.keys(counts).filter(
    (command) => !/ (citizens|deliveries|chats|neighbourhoods)$/.test(command),
  );
  expect(once.map((command) => counts[command])).toEqual(once.map(() => 1));
});

it('claims in one lot what goes at the same moment, and tries alone what somebody has tried before', async () => {
  const citizens = [await world.citizen(), await world.citizen(), await world.citizen()];
  for (const citizen of citizens) await world.file(citizen);
  await world.openProcess().planLeftOvers();
  const store = createDeliveryStore(world.connection);
  const [first, second, ...others] = await store.due('citizen', world.clock.now(), { limit: 9, except: [] });
  if (first === undefined || second === undefined) throw new Error('Nothing is due.');
  await store.claim(first, 'before');
  await store.postpone(first._id, 'before', world.clock.now(), true);
  await store.claim(second, 'somebody else');
  commands = [];

  const claimed = await Promise.all([first, second, ...others].map((one) => store.claim(one, 'mine')));
  expect(claimed.map((one) => one && [one.status, one.attempts, one.ambiguous])).toEqual([
    ['sending', 2, 1],
    undefined,
    ...others.map(() => ['sending', 1, 0]),
  ]);
  expect(commands).toEqual([
    'update deliveries',
    'find deliveries',
    ...Array(2).fill('findAndModify deliveries'),
  ]);

  commands = [];
  await Promise.all(
    [first, ...others].map(({ _id }) => store.finish(_id, 'mine', { status: 'sent', at: NOW })),
  );
  await store.finish(second._id, 'mine', { status: 'sent', at: NOW });
  expect(commands).toEqual(Array(2).fill('update deliveries'));
  const states = await store.interrupted('citizen');
  expect(states.map(({ _id }) => _id)).toEqual([second._id]);
});

it('claims again under the same claim what it claimed without learning of it', async () => {
  await world.file(await world.citizen());
  await world.openProcess().planLeftOvers();
  const store = createDeliveryStore(world.connection);
  const [first] = await store.due('citizen', world.clock.now(), { limit: 1, except: [] });
  if (first === undefined) throw new Error('Nothing is due.');
  await store.claim(first, 'mine');
  expect(await store.claim(first, 'mine')).toMatchObject({ status: 'sending', attempts: 1 });
  expect(await store.claim(first, 'another')).toBeUndefined();
});

it('composes nothing from a request that was rewritten since', async () => {
  const deliveries = await world.send(still());
  const caller = await world.citizen();
  const code = await world.file(caller);
  await told(deliveries, 1);
  const person = await world.citizen();
  await world.requests.renameCitizen(code, String(caller), String(person));
  await deliveries.tellAnew(String(person), code, 1);
  await eventually(async () => (await world.texts(person, 'citizen')).length === 1 && deliveries.isIdle());
  const [notice] = await world.messages(person, 'citizen');
  // Only whoever it belongs to may withdraw it.
  expect(buttonsOf(notice).length).toBeGreaterThan(1);
});
