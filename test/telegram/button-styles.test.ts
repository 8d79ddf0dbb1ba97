import { InputFile } from 'grammy';
import { createClient } from '../../bots/staff/client/client.js';
import { systemClock } from '../../src/clock.js';
import { createApi } from '../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { createRateLimiter } from '../../src/telegram/rate-limiter.js';
import { type RunningSimulator, runSimulator, TOKENS } from '../simulator/harness.js';

const PIXEL = Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64');
const reply_markup = {
  inline_keyboard: [
    [
      { text: 'ویرایش', callback_data: 'change:1234567894' },
      { text: 'ارسال', callback_data: 'send:1234567894' },
    ],
    [{ text: 'لغو', callback_data: 'cancel' }],
    [{ text: 'پیوند', url: 'https://example.org/' }],
  ],
};

let running: RunningSimulator;
let person: number;
beforeAll(async () => {
  running = await runSimulator();
  person = await running.startedPerson('staff');
});
afterAll(() => running.stop());

/** A client of either bot, for a messenger with colours or without them. */
function clients(buttonStyles: boolean) {
  const rateLimiter = createRateLimiter({ clock: systemClock, ...TELEGRAM_CAPABILITIES.pace });
  const apiRoot = `${running.address}/telegram`;
  const options = { token: TOKENS.staff, apiRoot, rateLimiter, clock: systemClock, buttonStyles };
  return { grammY: createApi(options), Telegraf: createClient(options) };
}

/** The colours of the buttons of the newest message, row by row. */
async function colours(): Promise<unknown> {
  const { keyboard = [] } = (await running.chat(person, 'staff')).at(-1) ?? {};
  return keyboard.map((row) => row.map((button) => ('style' in button ? button.style : 'none')));
}
const COLOURED = [['none', 'success'], ['danger'], ['none']];

it('makes green what sends, red what gives up, and leaves the rest, in both libraries', async () => {
  const { grammY, Telegraf } = clients(TELEGRAM_CAPABILITIES.buttonStyles);
  await grammY.sendMessage(person, 'پیش‌نمایش', { reply_markup });
  expect(await colours()).toEqual(COLOURED);
  await Telegraf.sendMessage(person, 'پیش‌نمایش', { reply_markup });
  expect(await colours()).toEqual(COLOURED);
});

it('does so where a file goes along, and in edits', async () => {
  const { grammY, Telegraf } = clients(true);
  const { message_id } = await grammY.sendDocument(person, new InputFile(PIXEL, 'a.gif'), { reply_markup });
  expect(await colours()).toEqual(COLOURED);
  await Telegraf.editMessageReplyMarkup(person, message_id, undefined, {
    inline_keyboard: [[{ text: 'لغو', callback_data: 'cancel' }]],
  });
  expect(await colours()).toEqual([['danger']]);
});

it('colours nothing on a messenger that has no colours', async () => {
  const { grammY, Telegraf } = clients(false);
  await grammY.sendMessage(person, 'پیش‌نمایش', { reply_markup });
  expect(await colours()).toEqual([['none', 'none'], ['none'], ['none']]);
  await Telegraf.sendMessage(person, 'پیش‌نمایش', { reply_markup });
  expect(await colours()).toEqual([['none', 'none'], ['none'], ['none']]);
});
