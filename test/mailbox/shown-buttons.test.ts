import type { SentMessage, ShownButtons } from '../../src/mailbox/chat.js';
import type { ButtonMemory, MailboxBot } from '../../src/mailbox/mailbox-bot.js';
import { eventually } from '../support/eventually.js';
import { CHAT, message, useMailboxes } from './mailboxes.js';

const ADDRESS = { bot: 'citizen', chatId: CHAT } as const;
const AT = new Date('2026-11-24T10:40:00Z');

const mail = useMailboxes();

function shown(messageId: number, at = AT): ShownButtons {
  return { messageId, at, buttons: [{ label: 'بله', data: `yes:${messageId}` }] };
}

/** A bot that notes what it is handed of the buttons, and shows what it is told. */
function createShowingBot() {
  const handed: Pick<ButtonMemory, 'shown' | 'delivered'>[] = [];
  let next: readonly ShownButtons[] | undefined;
  const bot: MailboxBot = {
    async handle(_update, conversation, _personCache, buttons) {
      if (buttons !== undefined) handed.push({ shown: buttons.shown, delivered: buttons.delivered });
      if (next !== undefined) buttons?.keep(next);
      next = undefined;
      return conversation;
    },
    apologise: async () => undefined,
  };
  return {
    bot,
    handed,
    shows(buttons: readonly ShownButtons[]) {
      next = buttons;
    },
  };
}

async function openChat() {
  const showing = createShowingBot();
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', showing.bot);
  let id = 0;
  return {
    ...showing,
    async receive() {
      id += 1;
      await mailbox.receive('citizen', message(id));
      await eventually(() => mailbox.isQuiet());
    },
  };
}

it('hands the buttons that an update left to those that follow, until others take their place', async () => {
  const chat = await openChat();
  chat.shows([shown(1)]);
  await chat.receive();
  await chat.receive();
  chat.shows([]);
  await chat.receive();
  await chat.receive();
  expect(chat.handed.map((one) => one.shown)).toEqual([[], [shown(1)], [shown(1)], []]);
});

it('keeps what is delivered while an update is in hand apart from what that leaves', async () => {
  const chat = await openChat();
  await chat.receive();
  await mail.store.noteDelivered(ADDRESS, shown(5));
  chat.shows([shown(4)]);
  await chat.receive();
  await mail.store.changeDelivered(ADDRESS, { messageId: 5, buttons: [] });
  await chat.receive();
  expect(chat.handed.slice(1)).toEqual([
    { shown: [], delivered: [shown(5)] },
    { shown: [shown(4)], delivered: [{ ...shown(5), buttons: [] }] },
  ]);
});

it('remembers three of the delivered messages, and none of anybody without a chat', async () => {
  const chat = await openChat();
  await mail.store.noteDelivered(ADDRESS, shown(1));
  await chat.receive();
  for (const messageId of [2, 3, 4, 5]) await mail.store.noteDelivered(ADDRESS, shown(messageId));
  await chat.receive();
  expect(chat.handed[1]?.delivered).toEqual([shown(3), shown(4), shown(5)]);
});

it('forgets old buttons', async () => {
  const chat = await openChat();
  chat.shows([shown(1), shown(2, new Date('2026-11-25T10:40:00Z'))]);
  await chat.receive();
  await mail.store.noteDelivered(ADDRESS, shown(3));
  await mail.store.forgetButtons(new Date('2026-11-25T00:00:00Z'));
  await chat.receive();
  expect(chat.handed[1]).toEqual({ shown: [shown(2, new Date('2026-11-25T10:40:00Z'))], delivered: [] });
});

it('hands what the person has sent to the updates that follow, and forgets it when it is old', async () => {
  const [old, young] = [1, 2].map(
    (day): SentMessage => ({ messageId: day, as: 'note', code: 'A', at: new Date(AT.getTime() + day) }),
  );
  const handed: (readonly SentMessage[] | undefined)[] = [];
  const mailbox = mail.openMailbox();
  mailbox.connect('citizen', {
    async handle({ update_id: id }, conversation, _personCache, memory) {
      handed.push(memory?.sent);
      if (id === 1) memory?.keepSent([old, young].filter((one) => one !== undefined));
      return conversation;
    },
    apologise: async () => undefined,
  });
  const receive = async (id: number) => {
    await mailbox.receive('citizen', message(id));
    await eventually(() => mailbox.isQuiet());
  };
  await receive(1);
  await receive(2);
  await mail.store.forgetButtons(young?.at ?? AT);
  await receive(3);
  expect(handed).toEqual([[], [old, young], [young]]);
});
