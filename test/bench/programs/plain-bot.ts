import { randomInt } from 'node:crypto';
import { MongoDBAdapter } from '@grammyjs/storage-mongodb';
import express from 'express';
import {
  Bot,
  type Context,
  InlineKeyboard,
  Keyboard,
  type SessionFlavor,
  session,
  webhookCallback,
} from 'grammy';
import mongoose from 'mongoose';
import { listen } from '../../simulator/harness.js';
import { say } from '../filing-words.js';

/**
 * What the product is held against: a bot as such bots are usually written, for the same conversation. Its session
 * lies in MongoDB, a handler reads it, answers, and at the end inserts what was filed. What comes twice is handled
 * twice, and what was being handled when it ends is lost.
 */
interface Draft {
  step: 'words' | 'consent' | 'place' | 'review';
  words?: string;
  place?: { latitude: number; longitude: number };
}
type PlainContext = Context & SessionFlavor<Draft>;

const { CITIZEN_BOT_TOKEN = '', TELEGRAM_API_ROOT = '', MONGODB_URI = '' } = process.env;
const connection = await mongoose.createConnection(MONGODB_URI).asPromise();
// The embedded server finds a session by its key only with a unique index: without it the bot would only be slower.
await connection.collection('sessions').createIndex({ key: 1 }, { unique: true });

const bot = new Bot<PlainContext>(CITIZEN_BOT_TOKEN, { client: { apiRoot: TELEGRAM_API_ROOT } });
bot.use(
  session({
    initial: (): Draft => ({ step: 'words' }),
    // The package brings its own copy of the driver's types, which the compiler takes for others.
    storage: new MongoDBAdapter<Draft>({ collection: connection.collection('sessions') as never }),
  }),
);

bot.callbackQuery('agree', async (ctx) => {
  ctx.session.step = 'place';
  await ctx.answerCallbackQuery();
  await ctx.editMessageText('سپاس.');
  await ctx.reply(say.where, { reply_markup: new Keyboard().requestLocation('فرستادن مکان من').resized() });
});

bot.on('message:location', async (ctx) => {
  const { latitude, longitude } = ctx.message.location;
  ctx.session.place = { latitude, longitude };
  ctx.session.step = 'review';
  await ctx.reply('درخواست شما آماده است.', { reply_markup: { remove_keyboard: true } });
  await ctx.reply(`${ctx.session.words}\n${latitude}, ${longitude}`, {
    reply_markup: new InlineKeyboard().text(say.register, 'register'),
  });
});

bot.callbackQuery('register', async (ctx) => {
  await ctx.answerCallbackQuery();
  const code = String(randomInt(1e9, 1e10));
  const { words, place } = ctx.session;
  await connection
    .collection('plainRequests')
    .insertOne({ code, chat: ctx.chatId, words, place, at: new Date() });
  ctx.session = { step: 'words' };
  await ctx.reply(`${say.registered}. کد پیگیری: ${code}`, { reply_markup: { remove_keyboard: true } });
});

bot.on('message:text', async (ctx) => {
  ctx.session.words = ctx.message.text;
  ctx.session.step = 'consent';
  await ctx.reply('آیا می‌پذیرید که این اطلاعات نگه داشته شود؟', {
    reply_markup: new InlineKeyboard().text(say.agree, 'agree'),
  });
});

const app = express();
app.use(express.json());
app.post('/webhook', webhookCallback(bot, 'express'));
await bot.init();
const { address } = await listen(app);
await bot.api.setWebhook(`${address}/webhook`);
process.stdout.write(`The plain bot is ready at ${address}\n`);
