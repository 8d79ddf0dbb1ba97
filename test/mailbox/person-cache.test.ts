import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createChatStore } from '../../src/mailbox/chat-store.js';
import { createMailbox, type Mailbox } from '../../src/mailbox/mailbox.js';
import {
  createPersonCacheStore,
  type PersonCache,
  type PersonCacheStore,
} from '../../src/mailbox/person-cache.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const CHAT = { bot: 'citizen', chatId: 42 } as const;
const AS_READ = { name: 'شهروند', since: new Date('2026-11-20T08:00:00Z') };
const TEN_MINUTES_MS = 10 * 60_000;

let database: TestDatabase;
let clock: MovableClock;
let mailbox: Mailbox;
let personCaches: PersonCacheStore;
/** What the bot knew of the person at each update. */
let known: unknown[];
/** What the bot does with an update. */
let act: (personCache: PersonCache | undefined) => Promise<void>;
let updates = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  personCaches = createPersonCacheStore(database.connection);
  known = [];
  act = async (personCache) => {
    if (personCache?.known === undefined) personCache?.keep(AS_READ);
  };
  mailbox = createMailbox({
    store: createChatStore(database.connection),
    clock,
    logger: SILENT,
    processId: 'one',
  });
  mailbox.connect('citizen', {
    async handle(_update, conversation, personCache) {
      known.push(personCache?.known);
      await act(personCache);
      return conversation;
    },
    apologise: async () => undefined,
  });
});
afterEach(() => mailbox.stop());
afterAll(() => database.close());

async function receive(): Promise<void> {
  updates += 1;
  await mailbox.receive(CHAT.bot, { update_id: updates, message: { chat: { id: CHAT.chatId } } } as never);
  await eventually(() => mailbox.isQuiet());
}

it('hands the person whom an update kept to those that follow', async () => {
  await receive();
  await receive();
  await receive();
  expect(known).toEqual([undefined, AS_READ, AS_READ]);
});

it('does not know anymore who has changed since', async () => {
  await receive();
  await personCaches.end(CHAT);
  await receive();
  await receive();
  expect(known).toEqual([undefined, undefined, AS_READ]);
});

it('does not know who changed while he was being dealt with, after he had been read', async () => {
  act = async (personCache) => {
    personCache?.keep(AS_READ);
    await personCaches.end(CHAT);
  };
  await receive();
  await receive();
  expect(known).toEqual([undefined, undefined]);
});

it('reads a person again after ten minutes, whatever became of the word that he had changed', async () => {
  await receive();
  clock.advance(TEN_MINUTES_MS - 1);
  await receive();
  clock.advance(1);
  await receive();
  expect(known).toEqual([undefined, AS_READ, undefined]);
});

it('keeps nothing for people who have no chat', async () => {
  await personCaches.end(CHAT);
  expect(await database.connection.collection('chats').countDocuments()).toBe(0);
});
