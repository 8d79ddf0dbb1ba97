import { TELEGRAM } from '../../src/channel/bot.js';
import { createCitizenStore } from '../../src/citizens/citizen-store.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const CODE = '1234567894' as TrackingCode;

let database: TestDatabase;
let commands: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (command[commandName] === 'citizens') commands.push(commandName);
  });
});
afterAll(() => database.close());

/** What one person's update has cached of them. */
function visitOf(id: string) {
  const kept: object[] = [];
  const personCache = { known: undefined, keep: (known: object) => kept.push(known), kept: () => undefined };
  return { kept, store: createCitizenStore(database.connection).inVisitOf(id, personCache) };
}

it('meets and changes people of the same moment together, and knows each as they are then', async () => {
  const citizens = createCitizenStore(database.connection);
  const meet = (userId: number) => citizens.meet({ messenger: TELEGRAM, userId, locale: 'fa' });
  const known = await meet(1);
  await citizens.update(known._id, { name: 'زهرا' });

  commands = [];
  const met = await Promise.all([1, 2, 3].map(meet));
  expect(commands).toEqual(['update', 'find']);
  expect(met).toMatchObject([
    { _id: '1', name: 'زهرا', reachable: 'yes' },
    { _id: '2', chatId: 2, locale: 'fa', requests: [] },
    { _id: '3', chatId: 3, locale: 'fa', requests: [] },
  ]);
});

it('has one person alone by one command, and their cache as they have become', async () => {
  const { store, kept } = visitOf('2');
  await store.meet({ messenger: TELEGRAM, userId: 2, locale: 'fa' });
  commands = [];
  await store.addRequest('2', CODE);
  expect(commands).toEqual(['findAndModify']);
  expect(kept).toMatchObject([{ _id: '2', requests: [CODE] }]);
});

it('adds nobody who is gone by changing them', async () => {
  const { store, kept } = visitOf('9');
  await Promise.all([1, 2, 3].map(() => store.addRequest('9', CODE)));
  expect(kept).toEqual([]);
  expect(await store.find('9')).toBeUndefined();
});
