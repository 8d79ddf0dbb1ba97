import { Telegram } from 'telegraf';
import { createChatWriter as createCitizenChatWriter } from '../../bots/citizen/chat-writer.js';
import { createChatWriter as createStaffChatWriter } from '../../bots/staff/client/chat-writer.js';
import { TELEGRAM } from '../../src/channel/bot.js';
import { createApi } from '../../src/telegram/api.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../simulator/harness.js';

let running: RunningSimulator;
beforeEach(async () => {
  running = await runSimulator();
});
afterEach(() => running.stop());

const nobodyIsLost = { setReachable: async () => undefined };

/** The chat writer of each bot on the simulated Telegram. */
function chatWriterOf(bot: 'citizen' | 'staff') {
  const logger = SILENT;
  const apiRoot = `${running.address}/telegram`;
  if (bot === 'citizen') {
    return createCitizenChatWriter({
      api: createApi({ token: TOKENS.citizen, apiRoot }),
      identity: { messenger: TELEGRAM, role: 'citizen' },
      citizens: nobodyIsLost,
      noteMarkup: () => undefined,
      logger,
    });
  }
  const telegram = new Telegram(TOKENS.staff, { apiRoot });
  return createStaffChatWriter({
    telegram,
    identity: { messenger: TELEGRAM, role: 'staff' },
    people: nobodyIsLost,
    noteMarkup: () => undefined,
    logger,
  });
}

it.each(['citizen', 'staff'] as const)(
  'lets the words of the %s bot arrive, sent and changed, where Telegram cannot read their HTML',
  async (bot) => {
    const person = await running.startedPerson(bot);
    await running.control('POST', '/faults', { kind: 'unparsable', chatId: person });
    const chatWriter = chatWriterOf(bot);
    const sent = await chatWriter.send(person, '<b>سلام</b>');
    expect(await running.chat(person, bot)).toMatchObject([{ text: 'سلام' }]);
    expect(await chatWriter.edit(person, Number(sent), '<b>چه شده است؟</b>')).toBe(true);
    expect(await running.chat(person, bot)).toMatchObject([{ text: 'چه شده است؟' }]);
  },
);
