import type { Conversation, IncomingUpdate } from '../../src/mailbox/chat-store.js';
import { eventually } from '../support/eventually.js';
import { message, useMailboxes } from './mailboxes.js';

const mail = useMailboxes();

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
    const both = [mail.openMailbox(), mail.openMailbox()];
    for (const mailbox of both) mailbox.connect('citizen', bot);
    await both[0]?.receive('citizen', message(1));
    await eventually(async () => (await both[0]?.isQuiet()) === true);

    await both[0]?.giveUpExpired(new Date(TOMORROW.getTime() - 1));
    await Promise.all([0, 1, 0, 1].map((index) => both[index]?.giveUpExpired(TOMORROW)));
    await eventually(async () => (await both[0]?.isQuiet()) === true && (await both[1]?.isQuiet()) === true);
    await both[1]?.giveUpExpired(TOMORROW);

    expect(words).toBe(1);
    expect(await mail.conversationOf('citizen:42')).toBeNull();
  });

  it('stays when the word could not be said, and what comes meanwhile is handled afterwards', async () => {
    let isAway = true;
    let during: () => Promise<unknown> = async () => undefined;
    const bot = createPatientBot(async () => {
      await during();
      if (isAway) throw new Error('away');
    });
    const mailbox = mail.openMailbox();
    mailbox.connect('citizen', bot);
    await mailbox.receive('citizen', message(1));
    await eventually(() => mailbox.isQuiet());

    await mailbox.giveUpExpired(TOMORROW);
    await eventually(() => mailbox.isQuiet());
    expect(await mail.conversationOf('citizen:42')).toMatchObject({ step: 'asked' });

    isAway = false;
    during = () => mailbox.receive('citizen', message(2));
    await mailbox.giveUpExpired(TOMORROW);
    await eventually(() => mailbox.isQuiet());
    expect(bot.before).toEqual([null, null]);
  });
});
