import express from 'express';
import { Bot, InlineKeyboard, webhookCallback } from 'grammy';
import { Markup, Telegraf } from 'telegraf';
import { close, listen, type RunningSimulator, runSimulator, TOKENS, until } from './harness.js';

let running: RunningSimulator;
beforeEach(async () => {
  running = await runSimulator();
});
afterEach(() => running.stop());

function createEchoBot(): Bot {
  const bot = new Bot(TOKENS.citizen, { client: { apiRoot: `${running.address}/telegram` } });
  bot.command('start', (ctx) => ctx.reply(`سلام <b>${ctx.from?.first_name}</b>`, { parse_mode: 'HTML' }));
  bot.on('message:text', (ctx) =>
    ctx.reply(`شنیدم: ${ctx.msg.text}`, { reply_markup: new InlineKeyboard().text('ثبت نهایی', 'save:1') }),
  );
  bot.callbackQuery(/^save:/, async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'ثبت شد', show_alert: true });
    await ctx.editMessageText('تمام');
  });
  return bot;
}

function createTelegrafBot(): Telegraf {
  const bot = new Telegraf(TOKENS.citizen, {
    telegram: { apiRoot: `${running.address}/telegram`, webhookReply: false },
  });
  bot.command('start', (ctx) => ctx.replyWithHTML(`سلام <b>${ctx.from.first_name}</b>`));
  bot.on('text', (ctx) =>
    ctx.reply(
      `شنیدم: ${ctx.message.text}`,
      Markup.inlineKeyboard([Markup.button.callback('ثبت نهایی', 'save:1')]),
    ),
  );
  bot.action(/^save:/, async (ctx) => {
    await ctx.answerCbQuery('ثبت شد', { show_alert: true });
    await ctx.editMessageText('تمام');
  });
  return bot;
}

async function talk(): Promise<void> {
  const { body } = await running.control('POST', '/people', { name: 'سارا نوری' });
  const { id } = body as { id: number };
  const path = `/people/${id}`;
  expect(await running.control('POST', `${path}/messages`, { bot: 'citizen', text: '/start' })).toMatchObject(
    { status: 201, body: { messageId: 1 } },
  );
  await running.control('POST', '/idle');
  await running.control('POST', `${path}/messages`, { bot: 'citizen', text: 'چاله' });
  await running.control('POST', '/idle');
  const messages = await running.chat(id);
  expect(messages.map(({ from, text }) => [from, text])).toEqual([
    ['person', '/start'],
    ['bot', 'سلام سارا'],
    ['person', 'چاله'],
    ['bot', 'شنیدم: چاله'],
  ]);
  expect(messages[1]?.html).toBe('سلام <b>سارا</b>');
  expect(messages[3]?.keyboard).toEqual([[{ text: 'ثبت نهایی', data: 'save:1' }]]);
  const press = await running.control('POST', `${path}/presses`, {
    bot: 'citizen',
    messageId: 4,
    button: 'ثبت',
  });
  expect(press).toEqual({ status: 200, body: { answer: { text: 'ثبت شد', showAlert: true } } });
  const edited = await until(async () => (await running.chat(id)).find((message) => message.edited));
  expect(edited).toMatchObject({ messageId: 4, text: 'تمام' });
  expect(edited.keyboard).toBeUndefined();
}

describe('a bot on the simulator', () => {
  it('talks with a person over long polling', async () => {
    const bot = createEchoBot();
    const polling = bot.start({ timeout: 30 });
    try {
      await talk();
    } finally {
      await bot.stop();
      await polling;
    }
  });

  it('talks with a person over long polling of the other library', async () => {
    const bot = createTelegrafBot();
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

  it('talks with a person over a webhook with its secret', async () => {
    const bot = createEchoBot();
    const app = express();
    app.use(express.json());
    app.post('/hook', webhookCallback(bot, 'express', { secretToken: 'a-secret' }));
    const { server, address } = await listen(app);
    try {
      await bot.init();
      await bot.api.setWebhook(`${address}/hook`, { secret_token: 'a-secret' });
      await talk();
      expect(await bot.api.getWebhookInfo()).toMatchObject({ pending_update_count: 0 });
    } finally {
      await bot.api.deleteWebhook();
      await close(server);
    }
  });
});
