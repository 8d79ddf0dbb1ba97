import { openChats } from '../../src/mailbox/chat-collection.js';
import type { RememberedChat } from '../../src/mailbox/remembered-chats.js';
import { type Consumption, createWriteTogether } from '../../src/mailbox/write-together.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let commands: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (command[commandName] === 'chats') commands.push(commandName);
  });
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  commands = [];
});
afterAll(() => database.close());

const together = () => createWriteTogether(openChats(database.connection).atOnce.chats);

const chat = (chatId: number): RememberedChat => ({
  _id: `citizen:${chatId}`,
  bot: 'citizen',
  chatId,
  pending: [],
  seen: [chatId],
  conversation: null,
  leaseOwner: null,
  leaseUntil: new Date(0),
  rev: 1,
});

/** The consumption of an update of a chat as it was left by its first one. */
function second(chatId: number): Consumption {
  const updateId = 10 + chatId;
  return {
    updateId,
    filter: { _id: `citizen:${chatId}`, rev: 1, seen: { $ne: updateId } },
    update: { $push: { seen: updateId }, $inc: { rev: 1 } },
  };
}

async function seenIn(chatId: number): Promise<readonly number[]> {
  const stored = await openChats(database.connection).chats.findOne({ _id: `citizen:${chatId}` });
  return stored?.seen ?? [];
}

it('writes chats of the same moment by one command, new ones and known ones', async () => {
  const { consume, insert } = together();
  expect(await Promise.all([1, 2, 3].map((chatId) => insert(chat(chatId))))).toEqual([true, true, true]);
  expect(await Promise.all([1, 2, 3].map((chatId) => consume(second(chatId))))).toEqual(
    Array(3).fill('written'),
  );
  expect(commands).toEqual(['insert', 'update']);
  expect(await seenIn(3)).toEqual([3, 13]);
});

it('finds out which are consumed where somebody else has changed one of the chats', async () => {
  const { consume, insert } = together();
  await Promise.all([1, 2, 3, 4].map((chatId) => insert(chat(chatId))));
  const chats = database.connection.collection<RememberedChat>('chats');
  await chats.updateOne({ _id: 'citizen:2' }, { $inc: { rev: 1 } });
  // The other process has consumed the same update.
  await chats.updateOne({ _id: 'citizen:3' }, { $inc: { rev: 1 }, $push: { seen: 13 } });
  expect(await Promise.all([1, 2, 3, 4].map((chatId) => consume(second(chatId))))).toEqual([
    'seen',
    'not',
    'seen',
    'seen',
  ]);
  expect(await Promise.all([1, 2, 3, 4].map(seenIn))).toEqual([[1, 11], [2], [3, 13], [4, 14]]);
});

it('inserts what is new beside what is there', async () => {
  const { insert } = together();
  await insert(chat(2));
  expect(await Promise.all([1, 2, 3].map((chatId) => insert({ ...chat(chatId), rev: 9 })))).toEqual([
    true,
    false,
    true,
  ]);
  expect(await insert(chat(2))).toBe(false);
  expect(await openChats(database.connection).chats.findOne({ _id: 'citizen:2' })).toMatchObject({ rev: 1 });
});
