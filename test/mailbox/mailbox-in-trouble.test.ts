import { eventually } from '../support/eventually.js';
import { CHAT, createBot, message, useMailboxes } from './mailboxes.js';

const mail = useMailboxes();

it('takes up what a crashed process left, once its lease is over', async () => {
  // A process that is gone notices no timeout either.
  const crashed = mail.openMailbox({ handlerTimeoutMs: 10 * 60_000 });
  crashed.connect(
    'citizen',
    createBot(() => new Promise(() => undefined)),
  );
  await crashed.receive('citizen', message(1));
  mail.abandon(crashed);
  const bot = createBot();
  const next = mail.openMailbox();
  next.connect('citizen', bot);

  expect(await next.resume()).toBe(0);
  mail.clock.advance(90_000);
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
  const frozen = mail.openMailbox({ handlerTimeoutMs: 10 * 60_000 });
  frozen.connect('citizen', frozenBot);
  await frozen.receive('citizen', message(1));
  mail.clock.advance(90_000);
  const awake = mail.openMailbox();
  awake.connect('citizen', createBot());
  await awake.resume();
  await eventually(() => mail.store.isEmpty());

  release();
  await eventually(() => frozen.isQuiet());
  expect(await mail.conversationOf('citizen:42')).toMatchObject({ data: { count: 1 } });
});

it('tries a failing update again, sets it aside after five times, tells the person and goes on', async () => {
  const attempts: number[] = [];
  const bot = createBot(async (id) => {
    attempts.push(id);
    if (id === 1) throw new Error('poison');
  });
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);
  await mailbox.receive('citizen', message(1));
  await mailbox.receive('citizen', message(2));

  for (let attempt = 1; attempt <= 4; attempt += 1) {
    await eventually(async () => attempts.filter((id) => id === 1).length === attempt);
    await eventually(async () => (await mail.store.abandoned(mail.clock.now(), 1)).length === 1);
    mail.clock.advance(60_000);
  }
  await eventually(() => mailbox.isQuiet());

  expect(attempts).toEqual([1, 1, 1, 1, 1, 2]);
  expect(bot.handled).toEqual([2]);
  expect(bot.apologies).toEqual([CHAT]);
  const letters = await mail.database.connection.collection('deadLetters').find().toArray();
  expect(letters).toMatchObject([{ _id: 'citizen:42:1', chat: 'citizen:42' }]);
});

it('counts a handler that hangs as failed', async () => {
  let calls = 0;
  const bot = createBot(() => {
    calls += 1;
    return calls === 1 ? new Promise(() => undefined) : Promise.resolve();
  });
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);
  await mailbox.receive('citizen', message(1));
  await eventually(async () => calls === 1);

  mail.clock.advance(50_000);
  await eventually(async () => (await mail.store.abandoned(mail.clock.now(), 1)).length === 1);
  mail.clock.advance(1_000);
  await eventually(() => mailbox.isQuiet());

  expect(bot.handled).toEqual([1]);
});

it('renews a lease that has grown old while its update waited to be begun', async () => {
  const waiting: (() => void)[] = [];
  const bot = createBot(() => new Promise((resolve) => waiting.push(resolve)));
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);
  for (let chat = 1; chat <= 8; chat += 1) await mailbox.receive('citizen', message(chat, 'x', chat));
  await mailbox.receive('citizen', message(9));
  const leaseUntil = async () => {
    const chat = await mail.database.connection.collection('chats').findOne({ _id: 'citizen:42' as never });
    return Number(chat?.['leaseUntil']) - mail.clock.now().getTime();
  };

  mail.clock.advance(40_000);
  await eventually(async () => waiting.length >= 8);
  expect(await leaseUntil()).toBe(50_000);
  waiting.shift()?.();
  await eventually(async () => (await leaseUntil()) === 90_000);
  await eventually(async () => {
    for (const end of waiting.splice(0)) end();
    return bot.handled.length === 9;
  });
});

it('takes up what a process left as soon as that counts as ended, and counts that end', async () => {
  const crashed = mail.openMailbox({ handlerTimeoutMs: 10 * 60_000, processId: 'crashed' });
  const living = mail.openMailbox({ handlerTimeoutMs: 10 * 60_000, processId: 'crashed2' });
  for (const mailbox of [crashed, living]) {
    mailbox.connect(
      'citizen',
      createBot(() => new Promise(() => undefined)),
    );
    mail.abandon(mailbox);
  }
  await crashed.receive('citizen', message(1));
  await living.receive('citizen', message(2, 'x', CHAT + 1));
  const bot = createBot();
  const next = mail.openMailbox();
  next.connect('citizen', bot);

  await mail.store.freeAllOf('crashed');
  expect(await next.resume()).toBe(1);
  await eventually(() => bot.handled.length > 0);
  expect(bot.handled).toEqual([1]);
});
