import { Bot, InlineKeyboard } from 'grammy';
import { Markup, Telegraf } from 'telegraf';
import { BALE } from '../../src/channel/bot.js';
import {
  type RunningSimulator,
  runSimulator,
  TOKENS,
  until,
  type ViewedMessage,
} from '../simulator/harness.js';

const PERSON = 4_503_599_627_370_495;
let running: RunningSimulator;
let apiRoot: string;

beforeEach(async () => {
  running = await runSimulator({ hasBale: true });
  running.simulator.addPerson({ id: PERSON, name: 'سارا نوری', bot: 'citizen' }, BALE);
  apiRoot = `${running.address}/bale`;
});
afterEach(() => running.stop());

async function control<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${running.address}/simulator/bale/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as Answer;
}

async function chat(): Promise<readonly ViewedMessage[]> {
  return (await control<{ messages: ViewedMessage[] }>(`/people/${PERSON}/chats/citizen`)).messages;
}

/** A library of Telegram as a bot on Bale: nothing but the root is another, and texts are in Bale's Markdown. */
async function talk(): Promise<void> {
  await control(`/people/${PERSON}/messages`, { bot: 'citizen', text: '/start' });
  await until(async () => (await chat()).length === 2);
  const [, answer] = await chat();
  expect(answer).toMatchObject({ html: 'سلام <b>سارا</b>', keyboard: [[{ text: 'ثبت', data: 'save' }]] });
  const press = await control(`/people/${PERSON}/presses`, { bot: 'citizen', messageId: 2, button: 'ثبت' });
  expect(press).toEqual({ answer: { text: 'ثبت شد', showAlert: false } });
  await until(async () => (await chat()).find(({ edited }) => edited === true));
}

it('talks with grammY', async () => {
  const bot = new Bot(TOKENS.citizen, { client: { apiRoot } });
  bot.command('start', (ctx) =>
    ctx.reply(`سلام *${ctx.from?.first_name}* `, { reply_markup: new InlineKeyboard().text('ثبت', 'save') }),
  );
  bot.callbackQuery('save', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'ثبت شد' });
    await ctx.editMessageText('تمام');
  });
  const polling = bot.start({ timeout: 30 });
  try {
    await talk();
  } finally {
    await bot.stop();
    await polling;
  }
});

it('talks with Telegraf', async () => {
  const bot = new Telegraf(TOKENS.citizen, { telegram: { apiRoot: `${apiRoot}/`, webhookReply: false } });
  bot.command('start', (ctx) =>
    ctx.reply(
      `سلام *${ctx.from.first_name}* `,
      Markup.inlineKeyboard([Markup.button.callback('ثبت', 'save')]),
    ),
  );
  bot.action('save', async (ctx) => {
    await ctx.answerCbQuery('ثبت شد');
    await ctx.editMessageText('تمام');
  });
  let wasLaunched = false;
  const polling = bot.launch(() => {
    wasLaunched = true;
  });
  await until(() => wasLaunched);
  try {
    await talk();
  } finally {
    bot.stop();
    await polling;
  }
});
