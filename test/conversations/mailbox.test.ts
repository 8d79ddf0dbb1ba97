import { pino } from 'pino';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import {
  type ChatStore,
  type Conversation,
  createChatStore,
  type IncomingUpdate,
} from '../../src/conversations/chat-store.js';
import { createMailbox, type Mailbox, type MailboxOptions } from '../../src/conversations/mailbox.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const CHAT = 42;
const logger = pino({ level: 'silent' });

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

function message(updateId: number, text = 'x', chat = CHAT) {
  return { update_id: updateId, message: { chat: { id: chat }, text } };
}

function openMailbox(options: Partial<MailboxOptions> = {}): Mailbox {
  const mailbox = createMailbox({ store, clock, logger, processId: `p${mailboxes.length}`, ...options });
  mailboxes.push(mailbox);
  return mailbox;
}

/** A bot that notes what it handled and can be held up or made to fail. */
function createBot(act: (id: number) => Promise<void> = async () => undefined) {
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

/** A bot that is held up until it is let go. */
function createHeldBot() {
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { bot: createBot(() => held), letGo };
}

async function conversationOf(key: string): Promise<unknown> {
  const chat = await database.connection.collection('chats').findOne({ _id: key as never });
  return chat?.['conversation'];
}

it('G1 handles an update once when it is received again, at the same time and later', async () => {
  const bot = createBot();
  const [one, other] = [openMailbox(), openMailbox()];
  one.connect('citizen', bot);
  other.connect('citizen', bot);

  const results = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? one : other).receive('citizen', message(7))),
  );
  await eventually(async () => (await one.isQuiet()) && (await other.isQuiet()));
  const again = await one.receive('citizen', message(7));

  expect(results.filter((result) => result === 'stored')).toHaveLength(1);
  expect(again).toBe('known');
  expect(bot.handled).toEqual([7]);
});

it('G2 handles the same update id of the other bot, and of another chat', async () => {
  const [citizen, staff] = [createBot(), createBot()];
  const mailbox = openMailbox();
  mailbox.connect('citizen', citizen);
  mailbox.connect('staff', staff);

  await mailbox.receive('citizen', message(7));
  await mailbox.receive('staff', message(7));
  await mailbox.receive('citizen', message(7, 'x', 43));
  await eventually(() => mailbox.isQuiet());

  expect(citizen.handled).toEqual([7, 7]);
  expect(staff.handled).toEqual([7]);
});

it('G6 handles the updates of a chat one after the other, also from two processes, and loses no state', async () => {
  let inside = 0;
  let most = 0;
  const bot = createBot(async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  });
  const both = [openMailbox(), openMailbox()];
  for (const mailbox of both) mailbox.connect('citizen', bot);

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => both[index % 2]?.receive('citizen', message(index + 1))),
  );
  await eventually(async () => (await both[0]?.isQuiet()) === true && (await both[1]?.isQuiet()) === true);

  expect(most).toBe(1);
  expect([...bot.handled].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(await conversationOf('citizen:42')).toMatchObject({ data: { count: 20 } });
});

it('G7 takes messages of 200 people, forty at a time, none held up by one whose handling takes long', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const bot = createBot((id) => (id === 1 ? held : Promise.resolve()));
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);
  const waiting = Array.from({ length: 200 }, (_, index) => index + 1);
  const connection = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      await mailbox.receive('citizen', message(id, 'چاله', 1_000 + id));
    }
  };
  await Promise.all(Array.from({ length: 40 }, connection));
  await eventually(() => bot.handled.length === 199);
  release();
  await eventually(() => mailbox.isQuiet());

  expect(bot.handled).toHaveLength(200);
});

it('G9 takes ids that jump and such that come out of their order', async () => {
  const bot = createBot();
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);
  for (const id of [900_000_123, 7, 2_000_000_000, 8]) {
    expect(await mailbox.receive('citizen', message(id))).toBe('stored');
    await eventually(() => mailbox.isQuiet());
  }
  expect(bot.handled).toEqual([900_000_123, 7, 2_000_000_000, 8]);
});

it('handles different chats side by side', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const bot = createBot((id) => (id === 1 ? held : Promise.resolve()));
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);

  await mailbox.receive('citizen', message(1, 'x', 100));
  await mailbox.receive('citizen', message(2, 'x', 200));
  await eventually(async () => bot.handled.includes(2));

  expect(bot.handled).toEqual([2]);
  release();
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual([2, 1]);
});

it('takes up what a crashed process left, once its lease is over', async () => {
  // A process that is gone notices no timeout either.
  const crashed = openMailbox({ handlerTimeoutMs: 10 * 60_000 });
  crashed.connect(
    'citizen',
    createBot(() => new Promise(() => undefined)),
  );
  await crashed.receive('citizen', message(1));
  mailboxes.splice(mailboxes.indexOf(crashed), 1);
  const bot = createBot();
  const next = openMailbox();
  next.connect('citizen', bot);

  expect(await next.resume()).toBe(0);
  clock.advance(90_000);
  expect(await next.resume()).toBe(1);
  await eventually(() => next.isQuiet());
  expect(bot.handled).toEqual([1]);
});

it('lets a holder that outlived its lease change nothing', async () => {
  let release: () => void = () => undefined;
  const frozenBot = createBot(
    () =>
      new Promise((resolve) => {
        release = resolve;
      }),
  );
  const frozen = openMailbox({ handlerTimeoutMs: 10 * 60_000 });
  frozen.connect('citizen', frozenBot);
  await frozen.receive('citizen', message(1));
  clock.advance(90_000);
  const awake = openMailbox();
  awake.connect('citizen', createBot());
  await awake.resume();
  await eventually(() => store.isEmpty());

  release();
  await eventually(() => frozen.isQuiet());
  expect(await conversationOf('citizen:42')).toMatchObject({ data: { count: 1 } });
});

it('G5 tries a failing update again, sets it aside after five times, tells the person and goes on', async () => {
  const attempts: number[] = [];
  const bot = createBot(async (id) => {
    attempts.push(id);
    if (id === 1) throw new Error('poison');
  });
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);
  await mailbox.receive('citizen', message(1));
  await mailbox.receive('citizen', message(2));

  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await eventually(async () => attempts.filter((id) => id === 1).length === attempt);
    await eventually(async () => (await store.abandoned(clock.now(), 1)).length === 1);
    clock.advance(60_000);
  }
  await eventually(() => mailbox.isQuiet());

  expect(attempts).toEqual([1, 1, 1, 1, 1, 2]);
  expect(bot.handled).toEqual([2]);
  expect(bot.apologies).toEqual([CHAT]);
  const letters = await database.connection.collection('deadLetters').find().toArray();
  expect(letters).toMatchObject([{ _id: 'citizen:42:1', chat: 'citizen:42' }]);
});

it('G3 counts a handler that hangs as failed', async () => {
  let calls = 0;
  const bot = createBot(() => {
    calls += 1;
    return calls === 1 ? new Promise(() => undefined) : Promise.resolve();
  });
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);
  await mailbox.receive('citizen', message(1));
  await eventually(async () => calls === 1);

  clock.advance(50_000);
  await eventually(async () => (await store.abandoned(clock.now(), 1)).length === 1);
  clock.advance(1_000);
  await eventually(() => mailbox.isQuiet());

  expect(bot.handled).toEqual([1]);
});

it('ignores an update that belongs to no chat', async () => {
  const mailbox = openMailbox();
  mailbox.connect('citizen', createBot());
  expect(await mailbox.receive('citizen', { update_id: 1 })).toBe('ignored');
  expect(await store.isEmpty()).toBe(true);
});

it('remembers the last 64 updates of a chat and keeps no more', async () => {
  const bot = createBot();
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);
  for (let id = 1; id <= 70; id += 1) await mailbox.receive('citizen', message(id));
  await eventually(() => mailbox.isQuiet());

  const chat = await database.connection.collection('chats').findOne({ _id: 'citizen:42' as never });
  expect(chat?.['seen']).toEqual(Array.from({ length: 64 }, (_, index) => index + 7));
  expect(chat?.['pending']).toEqual([]);
});

describe('an unfinished conversation', () => {
  const TOMORROW = new Date('2026-11-25T10:40:00Z');
  const expiring = { flow: 'test', step: 'asked', version: 1, data: {}, expiresAt: TOMORROW };

  /** A bot whose conversation expires tomorrow; `word` says that it is given up. */
  function createPatientBot(word: () => Promise<void>) {
    const before: (Conversation | null)[] = [];
    const bot = {
      before,
      async handle(_update: IncomingUpdate, conversation: Conversation | null) {
        before.push(conversation);
        return expiring;
      },
      apologise: async () => undefined,
      giveUp: word,
    };
    return bot;
  }

  it('is given up once, by one of two processes, when its time has come and not before', async () => {
    let words = 0;
    const bot = createPatientBot(async () => {
      words += 1;
    });
    const both = [openMailbox(), openMailbox()];
    for (const mailbox of both) mailbox.connect('citizen', bot);
    await both[0]?.receive('citizen', message(1));
    await eventually(async () => (await both[0]?.isQuiet()) === true);

    await both[0]?.giveUpExpired(new Date(TOMORROW.getTime() - 1));
    await Promise.all([0, 1, 0, 1].map((index) => both[index]?.giveUpExpired(TOMORROW)));
    await eventually(async () => (await both[0]?.isQuiet()) === true && (await both[1]?.isQuiet()) === true);
    await both[1]?.giveUpExpired(TOMORROW);

    expect(words).toBe(1);
    expect(await conversationOf('citizen:42')).toBeNull();
  });

  it('stays when the word could not be said, and what comes meanwhile is handled afterwards', async () => {
    let isAway = true;
    let during: () => Promise<unknown> = async () => undefined;
    const bot = createPatientBot(async () => {
      await during();
      if (isAway) throw new Error('away');
    });
    const mailbox = openMailbox();
    mailbox.connect('citizen', bot);
    await mailbox.receive('citizen', message(1));
    await eventually(() => mailbox.isQuiet());

    await mailbox.giveUpExpired(TOMORROW);
    await eventually(() => mailbox.isQuiet());
    expect(await conversationOf('citizen:42')).toMatchObject({ step: 'asked' });

    isAway = false;
    during = () => mailbox.receive('citizen', message(2));
    await mailbox.giveUpExpired(TOMORROW);
    await eventually(() => mailbox.isQuiet());
    expect(bot.before).toEqual([null, null]);
  });
});

it('takes two commands for an update that comes while another one of its chat is in hand', async () => {
  const commands: string[] = [];
  database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (command[commandName] === 'chats' && commandName !== 'find') commands.push(commandName);
  });
  const { bot, letGo } = createHeldBot();
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);

  await mailbox.receive('citizen', message(7));
  await mailbox.receive('citizen', message(8));
  letGo();
  await eventually(() => mailbox.isQuiet());

  expect(bot.handled).toEqual([7, 8]);
  expect(commands).toHaveLength(4);
});

it('knows an update that came while it is in hand itself', async () => {
  const { bot, letGo } = createHeldBot();
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);

  await mailbox.receive('citizen', message(7));
  expect(await mailbox.receive('citizen', message(7))).toBe('known');
  letGo();
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual([7]);
});

it('renews a lease that has grown old while its update waited to be begun', async () => {
  const waiting: (() => void)[] = [];
  const bot = createBot(() => new Promise((resolve) => waiting.push(resolve)));
  const mailbox = openMailbox();
  mailbox.connect('citizen', bot);
  for (let chat = 1; chat <= 8; chat += 1) await mailbox.receive('citizen', message(chat, 'x', chat));
  await mailbox.receive('citizen', message(9));
  const leaseUntil = async () => {
    const chat = await database.connection.collection('chats').findOne({ _id: 'citizen:42' as never });
    return Number(chat?.['leaseUntil']) - clock.now().getTime();
  };

  clock.advance(40_000);
  await eventually(async () => waiting.length >= 8);
  expect(await leaseUntil()).toBe(50_000);
  waiting.shift()?.();
  await eventually(async () => (await leaseUntil()) === 90_000);
  await eventually(async () => {
    for (const end of waiting.splice(0)) end();
    return bot.handled.length === 9;
  });
});
