import { Telegram } from 'telegraf';
import { createMessenger as createCitizenMessenger } from '../../bots/citizen/messenger.js';
import { createMessenger as createStaffMessenger } from '../../bots/staff/client/messenger.js';
import { TELEGRAM } from '../../src/channel/bot.js';
import { createApi } from '../../src/telegram/api.js';
import { type RunningSimulator, runSimulator, SILENT, TOKENS } from '../simulator/harness.js';

let running: RunningSimulator;
beforeEach(async () => {
  running = await runSimulator();
});
afterEach(() => running.stop());

const nobodyIsLost = { setReachable: async () => undefined };

/** The messenger of each bot on the simulated Telegram. */
function messengerOf(bot: 'citizen' | 'staff') {
  const logger = SILENT;
  const apiRoot = `${running.address}/telegram`;
  if (bot === 'citizen') {
    return createCitizenMessenger({
      api: createApi({ token: TOKENS.citizen, apiRoot }),
      identity: { messenger: TELEGRAM, role: 'citizen' },
      citizens: nobodyIsLost,
      noteMarkup: () => undefined,
      logger,
    });
  }
  const telegram = new Telegram(TOKENS.staff, { apiRoot });
  return createStaffMessenger({ telegram, people: nobodyIsLost, noteMarkup: () => undefined, logger });
}

it.each(['citizen', 'staff'] as const)(
  'lets the words of the %s bot arrive, sent and changed, where Telegram cannot read their HTML',
  async (bot) => {
    const person = await running.startedPerson(bot);
    await running.control('POST', '/faults', { kind: 'unparsable', chatId: person });
    const messenger = messengerOf(bot);
    const sent = await messenger.send(person, '<b>سلام</b>');
    expect(await running.chat(person, bot)).toMatchObject([{ text: 'سلام' }]);
    expect(await messenger.edit(person, Number(sent), '<b>چه شده است؟</b>')).toBe(true);
    expect(await running.chat(person, bot)).toMatchObject([{ text: 'چه شده است؟' }]);
  },
);
