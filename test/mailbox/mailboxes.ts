import { createManualClock, type MovableClock } from '../../src/clock.js';
import {
  type ChatStore,
  type Conversation,
  createChatStore,
  type IncomingUpdate,
} from '../../src/mailbox/chat-store.js';
import { createMailbox, type Mailbox, type MailboxOptions } from '../../src/mailbox/mailbox.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

/** The chat of which most is told. */
export const CHAT = 42;

/** What the tests of a file have: an empty database and a clock that stands still for each, and mailboxes that end. */
export function useMailboxes() {
  let database: TestDatabase;
  let store: ChatStore;
  let clock: MovableClock;
  const mailboxes: Mailbox[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    await database.connection.dropDatabase();
    store = createChatStore(database.connection);
    clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  });
  afterEach(async () => {
    await Promise.all(mailboxes.splice(0).map((mailbox) => mailbox.stop()));
  });
  afterAll(() => database.close());

  return {
    get database() {
      return database;
    },
    get store() {
      return store;
    },
    get clock() {
      return clock;
    },
    openMailbox(options: Partial<MailboxOptions> = {}): Mailbox {
      const processId = `p${mailboxes.length}`;
      const mailbox = createMailbox({ store, clock, logger: SILENT, processId, ...options });
      mailboxes.push(mailbox);
      return mailbox;
    },
    /** Takes a mailbox for one whose process is gone: it does not end what it has begun. */
    abandon(mailbox: Mailbox): void {
      mailboxes.splice(mailboxes.indexOf(mailbox), 1);
    },
    /** The conversation that lies in a chat. */
    async conversationOf(key: string): Promise<unknown> {
      const chat = await database.connection.collection('chats').findOne({ _id: key as never });
      return chat?.['conversation'];
    },
  };
}

/** An update with a message to the citizen bot. */
export function message(updateId: number, text = 'x', chat = CHAT) {
  return { update_id: updateId, message: { chat: { id: chat }, text } };
}

/** A bot that notes what it handled and can be held up or made to fail. */
export function createBot(act: (id: number) => Promise<void> = async () => undefined) {
  const handled: number[] = [];
  const apologies: number[] = [];
  return {
    handled,
    apologies,
    async handle(update: IncomingUpdate, conversation: Conversation | null): Promise<Conversation> {
      await act(update.update_id);
      handled.push(update.update_id);
      const before = typeof conversation?.data['count'] === 'number' ? conversation.data['count'] : 0;
      return { flow: 'test', step: 'counting', version: 1, data: { count: before + 1 } };
    },
    async apologise(chatId: number) {
      apologies.push(chatId);
    },
  };
}

/** A bot that is held up until it is let go, and says when it has begun. */
export function createHeldBot() {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let begin: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const bot = createBot(() => {
    begin();
    return held;
  });
  return { bot, letGo, begun };
}
