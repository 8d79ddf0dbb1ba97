import type { mongo } from 'mongoose';
import type { ChatStore } from '../../src/mailbox/chat-store.js';
import type { Mailbox, MailboxBot } from '../../src/mailbox/mailbox.js';
import { openReply } from '../../src/mailbox/update-reply.js';
import { eventually } from '../support/eventually.js';
import { CHAT, createBot, createHeldBot, message, useMailboxes } from './mailboxes.js';

const KEY = `citizen:${CHAT}`;
const TWO_SECONDS_MS = 2_000;

const mail = useMailboxes();
let commands: string[] = [];

beforeAll(() => {
  mail.database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (command[commandName] === 'chats') commands.push(commandName);
  });
});

/** A mailbox of a process that is alone, with a bot. */
function openAlone(bot: MailboxBot, store: Partial<ChatStore> = {}): Mailbox {
  const mailbox = mail.openMailbox({ alonePeriod: () => 1, store: { ...mail.store, ...store } });
  mailbox.connect('citizen', bot);
  return mailbox;
}

async function stored(): Promise<mongo.BSON.Document | null> {
  return mail.database.connection.collection('chats').findOne({ _id: KEY as never });
}

/** What somebody else does to the chat, as a process that takes itself to be alone as well. */
async function changeBehindItsBack(update: object): Promise<void> {
  await mail.database.connection.collection('chats').updateOne({ _id: KEY as never }, update);
}

it('consumes the update of a chat that it remembers by one write, and only then says that it has it', async () => {
  let whileHandled: mongo.BSON.Document | null = null;
  const mailbox = openAlone(
    createBot(async (id) => {
      if (id === 2) whileHandled = await stored();
    }),
  );
  await mailbox.receive('citizen', message(1));
  commands = [];
  expect(await mailbox.receive('citizen', message(2))).toBe('stored');

  expect(commands.filter((command) => command !== 'find')).toEqual(['update']);
  expect(whileHandled).toMatchObject({ pending: [], seen: [1], leaseOwner: null });
  expect(await stored()).toMatchObject({ pending: [], seen: [1, 2], rev: 2, leaseOwner: null });
  expect(await mail.conversationOf(KEY)).toMatchObject({ data: { count: 2 } });
});

it('hands the reply to the bot, unless the update is stored before it is handled', async () => {
  const replies: unknown[] = [];
  const bot = createBot();
  const mailbox = openAlone({
    ...bot,
    async handle(...handed) {
      replies.push(handed[4]);
      return bot.handle(handed[0], handed[1]);
    },
  });
  const reply = openReply();
  await mailbox.receive('citizen', message(1), { reply });
  await mailbox.receive('citizen', message(2), { reply, storedWithinMs: 0 });
  await eventually(() => mailbox.isQuiet());
  expect(replies).toEqual([reply, undefined]);
});

it('reads the chat of somebody whom it does not remember, and writes it once', async () => {
  await openAlone(createBot()).receive('citizen', message(1));
  const other = openAlone(createBot());
  commands = [];
  await other.receive('citizen', message(2));
  await other.receive('citizen', message(3, 'x', CHAT + 1));
  expect(commands).toEqual(['find', 'update', 'find', 'insert']);
});

it('handles once what arrives again, during the handling and after it', async () => {
  const { bot, letGo } = createHeldBot();
  const mailbox = openAlone(bot);
  const results = [mailbox.receive('citizen', message(1)), mailbox.receive('citizen', message(1))];
  letGo();
  expect(await Promise.all(results)).toEqual(['stored', 'stored']);
  expect(await mailbox.receive('citizen', message(1))).toBe('known');
  expect(await openAlone(bot).receive('citizen', message(1))).toBe('known');
  expect(bot.handled).toEqual([1]);
});

it('handles what arrives at once one after the other, and of different chats beside each other', async () => {
  const begun: number[] = [];
  const waiting: (() => void)[] = [];
  const bot = createBot((id) => {
    begun.push(id);
    return new Promise((resolve) => waiting.push(resolve));
  });
  const mailbox = openAlone(bot);
  const results = [
    mailbox.receive('citizen', message(1)),
    mailbox.receive('citizen', message(2)),
    mailbox.receive('citizen', message(3, 'x', CHAT + 1)),
  ];
  await eventually(() => begun.length === 2);
  expect(begun.toSorted()).toEqual([1, 3]);
  for (const end of waiting.splice(0)) end();
  await eventually(() => waiting.length === 1);
  waiting.shift()?.();
  await Promise.all(results);
  expect(await mail.conversationOf(KEY)).toMatchObject({ data: { count: 2 } });
});

it('stores first what takes longer than two seconds, and what arrives meanwhile behind it', async () => {
  const { bot, letGo, begun } = createHeldBot();
  const outer = createBot(async (id) => {
    if (id === 1) await bot.handle(message(1), null);
  });
  const mailbox = openAlone(outer);
  const first = mailbox.receive('citizen', message(1));
  const second = mailbox.receive('citizen', message(2));
  await begun;
  mail.clock.advance(TWO_SECONDS_MS);
  expect(await Promise.all([first, second])).toEqual(['stored', 'stored']);
  expect(await stored()).toMatchObject({ pending: [{ id: 1 }, { id: 2 }], leaseOwner: /^p0:/ });

  letGo();
  await eventually(() => mailbox.isQuiet());
  expect(outer.handled).toEqual([1, 2]);
  expect(await stored()).toMatchObject({ pending: [], seen: [1, 2], leaseOwner: null });
});

it('stores what failed, and tries it again before what arrives behind it', async () => {
  let isBroken = true;
  const bot = createBot(async () => {
    if (isBroken) throw new Error('broken');
  });
  const mailbox = openAlone(bot);
  expect(await mailbox.receive('citizen', message(1))).toBe('stored');
  expect(await stored()).toMatchObject({ pending: [{ id: 1, attempts: 1 }], leaseOwner: null });
  isBroken = false;
  expect(await mailbox.receive('citizen', message(2))).toBe('stored');
  await eventually(async () => (await stored())?.['leaseOwner'] === null);
  mail.clock.advance(1_000);
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual([1, 2]);
});

it('rejects what it cannot write down with whatever came behind, and handles it when it comes again', async () => {
  let isAway = true;
  const { bot, letGo } = createHeldBot();
  const mailbox = openAlone(bot, {
    async consume(...consumed) {
      if (isAway) throw new Error('The database is away.');
      return mail.store.consume(...consumed);
    },
  });
  const results = [mailbox.receive('citizen', message(1)), mailbox.receive('citizen', message(2))];
  letGo();
  expect((await Promise.allSettled(results)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(bot.handled).toEqual([1]);
  isAway = false;
  await mailbox.receive('citizen', message(1));
  await mailbox.receive('citizen', message(2));
  expect(bot.handled).toEqual([1, 1, 2]);
  expect(await mail.conversationOf(KEY)).toMatchObject({ data: { count: 2 } });
});

it('knows an update whose write was done and whose answer was lost', async () => {
  let isLost = true;
  const bot = createBot();
  const mailbox = openAlone(bot, {
    async consume(...consumed) {
      const isConsumed = await mail.store.consume(...consumed);
      if (isLost) throw new Error('The connection broke before the answer came.');
      return isConsumed;
    },
  });
  await expect(mailbox.receive('citizen', message(1))).rejects.toThrow('before the answer');
  isLost = false;
  expect(await mailbox.receive('citizen', message(1))).toBe('known');
  expect(bot.handled).toEqual([1]);
});

it('takes up a lease that it does not know it holds of an update that takes long', async () => {
  const { bot, letGo, begun: isBegun } = createHeldBot();
  const mailbox = openAlone(bot, {
    async storeBegun(...begun) {
      await mail.store.storeBegun(...begun);
      throw new Error('The connection broke before the answer came.');
    },
    async consume() {
      throw new Error('The database is away.');
    },
  });
  const first = mailbox.receive('citizen', message(1));
  await isBegun;
  mail.clock.advance(TWO_SECONDS_MS);
  await expect(first).rejects.toThrow('before the answer');
  letGo();
  expect(await mailbox.receive('citizen', message(1))).toBe('known');
  await eventually(() => mailbox.isQuiet());
  expect(await stored()).toMatchObject({ pending: [], seen: [1], leaseOwner: null });
});

it.each([
  ['has consumed another update', { $inc: { rev: 1 }, $push: { seen: 9 } }, [1, 2, 2], 'stored'],
  ['has consumed the same update', { $inc: { rev: 1 }, $push: { seen: 2 } }, [1, 2], 'known'],
])('writes nothing over what somebody else %s', async (_title, change, handled, result) => {
  let isBehind = false;
  const bot = createBot(async (id) => {
    if (id !== 2 || isBehind) return;
    isBehind = true;
    await changeBehindItsBack({ ...change, $set: { conversation: { flow: 'other', data: { count: 40 } } } });
  });
  const mailbox = openAlone(bot);
  await mailbox.receive('citizen', message(1));
  expect(await mailbox.receive('citizen', message(2))).toBe(result);
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual(handled);
  const isHandledAgain = handled.length === 3;
  expect(await mail.conversationOf(KEY)).toMatchObject({ data: { count: isHandledAgain ? 41 : 40 } });
});

it('leaves an update to somebody else who has taken a lease meanwhile, behind what waits there', async () => {
  const bot = createBot(async (id) => {
    if (id !== 2) return;
    await changeBehindItsBack({
      $set: { leaseOwner: 'other:1', leaseUntil: new Date(mail.clock.now().getTime() + 90_000) },
      $push: { pending: { id: 8, update: message(8), attempts: 0, retryAt: new Date(0) } },
    });
  });
  const mailbox = openAlone(bot);
  await mailbox.receive('citizen', message(1));
  expect(await mailbox.receive('citizen', message(2))).toBe('stored');
  expect(await stored()).toMatchObject({ pending: [{ id: 8 }, { id: 2 }], leaseOwner: 'other:1', seen: [1] });
});

it('stores first while it is not alone, and reads anew what it remembers from before', async () => {
  let period: number | undefined = 1;
  const mailbox = mail.openMailbox({ alonePeriod: () => period });
  const bot = createBot();
  mailbox.connect('citizen', bot);
  await mailbox.receive('citizen', message(1));
  period = undefined;
  commands = [];
  await mailbox.receive('citizen', message(2));
  await eventually(() => mailbox.isQuiet());
  expect(commands.filter((command) => command !== 'find')).toEqual(['findAndModify', 'findAndModify']);
  await changeBehindItsBack({ $set: { 'conversation.data.count': 70 } });
  period = 2;
  await mailbox.receive('citizen', message(3));
  expect(await mail.conversationOf(KEY)).toMatchObject({ data: { count: 71 } });
});

it('stores first what must be stored at once', async () => {
  const { bot, letGo } = createHeldBot();
  const mailbox = openAlone(bot);
  expect(await mailbox.receive('citizen', message(1), { storedWithinMs: 0 })).toBe('stored');
  expect(bot.handled).toEqual([]);
  letGo();
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual([1]);
});

it('hands to an update the buttons that were delivered since the one before', async () => {
  const delivered: unknown[] = [];
  const bot = createBot();
  const mailbox = mail.openMailbox({ alonePeriod: () => 1 });
  mailbox.connect('citizen', {
    ...bot,
    async handle(update, conversation, _personCache, memory) {
      delivered.push(memory?.delivered);
      return bot.handle(update, conversation);
    },
  });
  const buttons = { messageId: 7, at: mail.clock.now(), buttons: [{ label: 'x', data: 'x' }] };
  await mailbox.receive('citizen', message(1));
  await mail.store.noteDelivered({ bot: 'citizen', chatId: CHAT }, buttons);
  await mailbox.receive('citizen', message(2));
  expect(delivered).toMatchObject([[], [{ messageId: 7 }]]);
});

it('gives up an expired conversation only when no update of the chat is in hand', async () => {
  const given: number[] = [];
  const { bot: held, letGo } = createHeldBot();
  const expiresAt = new Date(mail.clock.now().getTime() + 1_000);
  const mailbox = mail.openMailbox({ alonePeriod: () => 1 });
  mailbox.connect('citizen', {
    ...held,
    async handle(update, conversation) {
      if (update.update_id !== 1) return held.handle(update, conversation);
      return { ...(await createBot().handle(update, conversation)), expiresAt };
    },
    giveUp: async (chat) => void given.push(chat),
  });
  await mailbox.receive('citizen', message(1));
  mail.clock.advance(1_000);
  const second = mailbox.receive('citizen', message(2));
  expect(await mailbox.giveUpExpired(mail.clock.now())).toBe(1);
  letGo();
  await second;
  await eventually(() => mailbox.isQuiet());
  expect(given).toEqual([]);
  expect(await mail.conversationOf(KEY)).toMatchObject({ data: { count: 2 } });
});

it('does not remove a chat of which an update is in hand', async () => {
  const { bot, letGo, begun } = createHeldBot();
  const mailbox = openAlone(bot);
  const moments = { now: mail.clock.now(), shownUntil: mail.clock.now() };
  const first = mailbox.receive('citizen', message(1));
  await begun;
  expect(await mail.store.remove({ bot: 'citizen', chatId: CHAT }, moments)).toBe(false);
  letGo();
  await first;
  expect(await mail.store.remove({ bot: 'citizen', chatId: CHAT }, moments)).toBe(true);
});
