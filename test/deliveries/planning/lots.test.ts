import { createCartableStore } from '../../../src/cartables/cartable-store.js';
import { createCitizenNoticeStore } from '../../../src/deliveries/citizen-notice-store.js';
import { createChatStore } from '../../../src/mailbox/chat-store.js';
import type { Request } from '../../../src/requests/lifecycle/request.js';
import { createNeighbourhoods } from '../../../src/requests/neighbourhoods.js';
import { NOW, POSITION, REFERRAL, requestIn } from '../../messages/samples.js';
import { codeOf } from '../../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

let database: TestDatabase;
let commands: string[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    commands.push(`${commandName} ${command[commandName]}`);
  });
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  commands = [];
});
afterAll(() => database.close());

/** Does something for three requests at the same moment; resolves to what was asked of the database. */
async function forThree(act: (number: number) => Promise<unknown>): Promise<readonly string[]> {
  commands = [];
  await Promise.all([1, 2, 3].map(act));
  return commands;
}

const waiting = (number: number): Request => ({
  ...requestIn({ status: 'referred', referral: { ...REFERRAL, level: 1, position: POSITION } }),
  code: codeOf(number),
});

it('writes down in one command each what several requests leave at the same moment', async () => {
  const { connection } = database;
  const cartables = createCartableStore(connection, async () => []);
  const neighbourhoods = createNeighbourhoods(connection);
  const notices = createCitizenNoticeStore(connection);
  const chats = createChatStore(connection);
  const chat = (chatId: number) => ({ bot: 'citizen', chatId }) as const;

  expect(await forThree((number) => cartables.follow(waiting(number)))).toEqual(['update waitingRequests']);
  expect(await forThree((number) => neighbourhoods.add(['here', `${number}`], codeOf(number)))).toEqual([
    'update neighbourhoods',
  ]);
  const sent = (chatId: number) => ({ code: codeOf(chatId), person: `${chatId}`, chatId, seq: 0, piece: 0 });
  const told = (chatId: number) => [1, 2].map((messageId) => ({ ...sent(chatId), messageId }));
  expect(await forThree((chatId) => notices.rememberAll(told(chatId)))).toEqual(['update citizenNotices']);
  const message = { messageId: 5, buttons: [], at: NOW };
  expect(await forThree((chatId) => chats.noteDelivered(chat(chatId), message))).toEqual(['update chats']);

  expect(await neighbourhoods.codesAt(['here'])).toEqual([1, 2, 3].map(codeOf));
  expect(await neighbourhoods.codesAt(['2'])).toEqual([codeOf(2)]);
  expect(await notices.findByMessage({ person: '3', chatId: 3, messageId: 2 })).toMatchObject({
    code: codeOf(3),
    person: '3',
  });
});

it('keeps what was written later, and writes all the same what is new beside it', async () => {
  const cartables = createCartableStore(database.connection, async () => []);
  const neighbourhoods = createNeighbourhoods(database.connection);
  const later = { ...waiting(1), lastSeq: 99 };
  await cartables.follow(later);
  await neighbourhoods.add(['here'], codeOf(1));

  await Promise.all([waiting(1), waiting(2)].map(cartables.follow));
  await Promise.all([1, 2].map((number) => neighbourhoods.add(['here', 'there'], codeOf(number))));

  const documents = database.connection.collection('waitingRequests').find().sort({ seq: -1 });
  expect((await documents.toArray()).map(({ _id, seq }) => [String(_id), seq])).toEqual([
    [codeOf(1), 99],
    [codeOf(2), waiting(2).lastSeq],
  ]);
  expect(await neighbourhoods.codesAt(['here'])).toEqual([1, 2].map(codeOf));
  expect(await neighbourhoods.codesAt(['there'])).toEqual([1, 2].map(codeOf));
});
