import { createManualClock, type MovableClock } from '../../src/clock.js';
import { type ChatStore, createChatStore } from '../../src/mailbox/chat-store.js';
import { createMailbox, type Mailbox } from '../../src/mailbox/mailbox.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

let database: TestDatabase;
let clock: MovableClock;
let mailbox: Mailbox;
let handled: number[];
/** The write of which the next answer is lost, although it is done. */
let lost: 'receive' | 'take' | undefined;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  handled = [];
  lost = undefined;
  mailbox = createMailbox({
    store: withLostAnswers(createChatStore(database.connection)),
    clock,
    logger: SILENT,
    processId: 'one',
  });
  mailbox.connect('citizen', {
    async handle({ update_id: id }, conversation) {
      handled.push(id);
      return conversation;
    },
    apologise: async () => undefined,
  });
});
afterEach(() => mailbox.stop());
afterAll(() => database.close());

function withLostAnswers(store: ChatStore): ChatStore {
  const answering =
    <Arguments extends unknown[], Answer>(
      name: typeof lost,
      write: (...handed: Arguments) => Promise<Answer>,
    ) =>
    async (...handed: Arguments) => {
      const answer = await write(...handed);
      if (name !== lost) return answer;
      lost = undefined;
      throw new Error('The connection broke before the answer came.');
    };
  return {
    ...store,
    receive: answering('receive', store.receive),
    take: answering('take', store.take),
  };
}

function receive(id: number): ReturnType<Mailbox['receive']> {
  const update = { update_id: id, message: { chat: { id: 42 } } };
  return mailbox.receive('citizen', update);
}

it('takes up a lease that it does not know it holds, as soon as the update is delivered again', async () => {
  lost = 'receive';
  await expect(receive(1)).rejects.toThrow('before the answer');
  expect(await receive(1)).toBe('known');
  await eventually(() => mailbox.isQuiet());
  expect(handled).toEqual([1]);
});

it('takes it up as soon as the person sends something else', async () => {
  lost = 'receive';
  await expect(receive(1)).rejects.toThrow('before the answer');
  expect(await receive(2)).toBe('stored');
  await eventually(() => mailbox.isQuiet());
  expect(handled).toEqual([1, 2]);
});

it('takes it up at the next look at what is left, where nothing is delivered again', async () => {
  lost = 'receive';
  await expect(receive(1)).rejects.toThrow('before the answer');
  await mailbox.resume();
  await eventually(() => mailbox.isQuiet());
  expect(handled).toEqual([1]);
});

it('takes up a chat again after the answer to taking it up was lost', async () => {
  lost = 'receive';
  await expect(receive(1)).rejects.toThrow('before the answer');
  lost = 'take';
  await receive(1);
  await eventually(() => {
    clock.advance(1_000);
    return mailbox.isQuiet();
  });
  expect(lost).toBeUndefined();
  expect(handled).toEqual([1]);
});
