import { Bot, InlineKeyboard } from 'grammy';
import { Markup, Telegraf } from 'telegraf';
import { type RunningSimulator, runSimulator, TOKENS, until } from '../simulator/harness.js';
import { type Conversation, startConversation } from './conversation.js';

let running: RunningSimulator;
let conversation: Conversation;

beforeEach(async () => {
  running = await runSimulator({ hasBale: true });
  conversation = startConversation(running);
});
afterEach(() => running.stop());

// Nothing but the root is another than on Telegram, and texts are in Bale's Markdown.
it('talks with grammY', async () => {
  const bot = new Bot(TOKENS.citizen, { client: { apiRoot: conversation.apiRoot } });
  bot.command('start', (ctx) =>
    ctx.reply(`سلام *${ctx.from?.first_name}* `, { reply_markup: new InlineKeyboard().text('ثبت', 'save') }),
  );
  bot.callbackQuery('save', async (ctx) => {
    await ctx.answerCallbackQuery({ text: 'ثبت شد' });
    await ctx.editMessageText('تمام');
  });
  const polling = bot.start({ timeout: 30 });
  try {
    await conversation.talk();
  } finally {
    await bot.stop();
    await polling;
  }
});

it('talks with Telegraf', async () => {
  const bot = new Telegraf(TOKENS.citizen, {
    telegram: { apiRoot: `${conversation.apiRoot}/`, webhookReply: false },
  });
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
    await conversation.talk();
  } finally {
    bot.stop();
    await polling;
  }
});
