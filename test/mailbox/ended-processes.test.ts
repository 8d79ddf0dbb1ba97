import { eventually } from '../support/eventually.js';
import { CHAT, createBot, message, useMailboxes } from './mailboxes.js';

const mail = useMailboxes();
const OTHER = 43;
/** The update with which each process ends that handles it. */
const FATAL = 1;

/** A process that ends with the fatal update: from then on nothing that it has begun goes on. */
async function runUntilEnd(act: (id: number) => Promise<void> = async () => undefined) {
  let isEnded = false;
  const begun: number[] = [];
  const mailbox = mail.openMailbox({ handlerTimeoutMs: 10 * 60_000 });
  mailbox.connect(
    'citizen',
    createBot(async (id) => {
      begun.push(id);
      if (id === FATAL) isEnded = true;
      if (isEnded) await new Promise(() => undefined);
      await act(id);
    }),
  );
  await mail.store.freeAll();
  await mailbox.resume();
  return { mailbox, begun, hasEnded: () => isEnded };
}

it('sets an update aside with which three processes ended, tells the person, and goes on', async () => {
  for (let end = 1; end <= 3; end += 1) {
    const { mailbox, hasEnded } = await runUntilEnd();
    if (end === 1) {
      await mailbox.receive('citizen', message(FATAL));
      await mailbox.receive('citizen', message(2));
    }
    await eventually(async () => hasEnded());
    mail.abandon(mailbox);
  }
  const bot = createBot();
  const last = mail.openMailbox();
  last.connect('citizen', bot);
  await mail.store.freeAll();
  await last.resume();
  await eventually(() => last.isQuiet());
  expect(bot.apologies).toEqual([CHAT]);
  expect(bot.handled).toEqual([2]);
  expect(await mail.store.letters(10)).toMatchObject([{ error: 'EndedProcess' }]);
});

it('serves others meanwhile, also those whose update was in hand at each end', async () => {
  const first = await runUntilEnd();
  await first.mailbox.receive('citizen', message(FATAL));
  await eventually(async () => first.hasEnded());
  await first.mailbox.receive('citizen', message(7, 'x', OTHER));
  await eventually(async () => first.begun.includes(7));
  mail.abandon(first.mailbox);

  const handled: number[] = [];
  for (let end = 2; end <= 3 && !handled.includes(7); end += 1) {
    const next = await runUntilEnd(async (id) => void handled.push(id));
    await eventually(async () => next.hasEnded() || handled.includes(7));
    mail.abandon(next.mailbox);
  }
  const bot = createBot();
  const last = mail.openMailbox();
  last.connect('citizen', bot);
  await mail.store.freeAll();
  await last.resume();
  await eventually(() => last.isQuiet());
  expect([...handled, ...bot.handled]).toContain(7);
  expect(bot.apologies).not.toContain(OTHER);
});

it('counts no end where handling only fails', async () => {
  const first = await runUntilEnd();
  await first.mailbox.receive('citizen', message(FATAL));
  await eventually(async () => first.hasEnded());
  mail.abandon(first.mailbox);

  const FAILURES = 5;
  let attempts = 0;
  const bot = createBot(async () => {
    attempts += 1;
    if (attempts <= FAILURES) throw new Error('away');
  });
  const next = mail.openMailbox({ isOutage: () => true, outageRetryMs: 1_000 });
  next.connect('citizen', bot);
  await mail.store.freeAll();
  await next.resume();
  for (let attempt = 1; attempt <= FAILURES; attempt += 1) {
    await eventually(async () => attempts === attempt);
    await eventually(async () => (await mail.store.abandoned(mail.clock.now(), 1)).length === 1);
    mail.clock.advance(1_000);
  }
  await eventually(() => next.isQuiet());
  expect(bot.handled).toEqual([FATAL]);
  expect(bot.apologies).toEqual([]);
});
