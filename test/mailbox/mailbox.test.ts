import { createLogger } from '../../src/logger.js';
import { eventually } from '../support/eventually.js';
import { createBot, createHeldBot, message, useMailboxes } from './mailboxes.js';

const mail = useMailboxes();

it('handles an update once when it is received again, at the same time and later', async () => {
  const bot = createBot();
  const [one, other] = [mail.openMailbox(), mail.openMailbox()];
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

it('handles the same update id of the other bot, and of another chat', async () => {
  const [citizen, staff] = [createBot(), createBot()];
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', citizen);
  mailbox.connect('staff', staff);

  await mailbox.receive('citizen', message(7));
  await mailbox.receive('staff', message(7));
  await mailbox.receive('citizen', message(7, 'x', 43));
  await eventually(() => mailbox.isQuiet());

  expect(citizen.handled).toEqual([7, 7]);
  expect(staff.handled).toEqual([7]);
});

it('handles the updates of a chat one after the other, also from two processes, and loses no state', async () => {
  let inside = 0;
  let most = 0;
  const bot = createBot(async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  });
  const both = [mail.openMailbox(), mail.openMailbox()];
  for (const mailbox of both) mailbox.connect('citizen', bot);

  await Promise.all(
    Array.from({ length: 20 }, (_, index) => both[index % 2]?.receive('citizen', message(index + 1))),
  );
  await eventually(async () => (await both[0]?.isQuiet()) === true && (await both[1]?.isQuiet()) === true);

  expect(most).toBe(1);
  expect([...bot.handled].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(await mail.conversationOf('citizen:42')).toMatchObject({ data: { count: 20 } });
});

it('takes messages of 200 people, forty at a time, none held up by one whose handling takes long', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const bot = createBot((id) => (id === 1 ? held : Promise.resolve()));
  const mailbox = mail.openMailbox();
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

it('takes ids that jump and such that come out of their order', async () => {
  const bot = createBot();
  const mailbox = mail.openMailbox();
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
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);

  await mailbox.receive('citizen', message(1, 'x', 100));
  await mailbox.receive('citizen', message(2, 'x', 200));
  await eventually(async () => bot.handled.includes(2));

  expect(bot.handled).toEqual([2]);
  release();
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual([2, 1]);
});

it('ignores an update that belongs to no chat, and logs of what it consists and nothing more', async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } });
  const mailbox = mail.openMailbox({ logger });
  mailbox.connect('citizen', createBot());
  const update = { update_id: 1, message: { from: { id: 137_137 }, text: 'سلام' } };
  expect(await mailbox.receive('citizen', update)).toBe('ignored');
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ event: 'updateWithoutChat', bot: 'citizen', updateId: 1, fields: ['message'] }),
  ]);
  expect(lines.join()).not.toMatch(/137137|سلام/);
  expect(await mail.store.isEmpty()).toBe(true);
});

it('remembers the last 64 updates of a chat and forgets older ones', async () => {
  const bot = createBot();
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);
  for (let id = 1; id <= 70; id += 1) await mailbox.receive('citizen', message(id));
  await eventually(() => mailbox.isQuiet());

  const chat = await mail.database.connection.collection('chats').findOne({ _id: 'citizen:42' as never });
  expect(chat?.['seen']).toEqual(Array.from({ length: 64 }, (_, index) => index + 7));
  expect(chat?.['pending']).toEqual([]);
});

it('takes two commands for an update that comes while another one of its chat is in hand', async () => {
  const commands: string[] = [];
  mail.database.connection.getClient().on('commandStarted', ({ commandName, command }) => {
    if (command[commandName] === 'chats' && commandName !== 'find') commands.push(commandName);
  });
  const { bot, letGo } = createHeldBot();
  const mailbox = mail.openMailbox();
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
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', bot);

  await mailbox.receive('citizen', message(7));
  expect(await mailbox.receive('citizen', message(7))).toBe('known');
  letGo();
  await eventually(() => mailbox.isQuiet());
  expect(bot.handled).toEqual([7]);
});
