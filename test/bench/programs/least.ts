import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import mongoose from 'mongoose';
import { Pool } from 'undici';
import { say } from '../filing-words.js';
import { managerId } from '../people.js';

/**
 * The least that must happen for an update: one durable write, guarded by the revision of its chat, and as many calls to
 * Telegram as the product makes for a filing. It has no library for bots, knows no rules and keeps every chat in memory:
 * no program that forgets nothing can be faster.
 */
const {
  CITIZEN_BOT_TOKEN = '',
  STAFF_BOT_TOKEN = '',
  TELEGRAM_API_ROOT = '',
  MONGODB_URI = '',
  CALLS = '0',
  MANAGERS = '1',
} = process.env;
/** Calls that the conversation itself takes: two of the four answers are to a press, which is answered as well. */
const CALLS_OF_CONVERSATION = 6;
/** Connections, as many as the product opens. */
const CONNECTIONS = 64;
const SEEN = 50;

interface Chat {
  readonly rev: number;
  readonly words?: string;
  readonly place?: object;
}
interface Update {
  readonly update_id: number;
  readonly message?: {
    readonly chat: { readonly id: number };
    readonly text?: string;
    readonly location?: object;
  };
  readonly callback_query?: {
    readonly id: string;
    readonly from: { readonly id: number };
    readonly data: string;
  };
}

const connection = await mongoose.createConnection(MONGODB_URI).asPromise();
const stored = connection.collection<{ readonly _id: number; readonly rev: number }>('leastChats');
const root = new URL(TELEGRAM_API_ROOT);
const pool = new Pool(root.origin, { connections: CONNECTIONS });
const chats = new Map<number, Chat>();

async function call(token: string, method: string, parameters: object): Promise<void> {
  const { body } = await pool.request({
    method: 'POST',
    path: `${root.pathname}/bot${token}/${method}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  });
  await body.dump();
}

const toCitizen = (parameters: object) => call(CITIZEN_BOT_TOKEN, 'sendMessage', parameters);
const button = (text: string, data: string) => ({ inline_keyboard: [[{ text, callback_data: data }]] });

/** Stores what is new in a chat, with the request that it may have become. */
async function write(
  id: number,
  update: number,
  changes: Omit<Chat, 'rev'>,
  request?: object,
): Promise<void> {
  const before = chats.get(id) ?? { rev: 0 };
  const chat = { ...before, ...changes, rev: before.rev + 1 };
  await stored.updateOne(
    { _id: id, rev: before.rev },
    {
      $set: changes,
      $inc: { rev: 1 },
      $push: {
        seen: { $each: [update], $slice: -SEEN },
        ...(request === undefined ? {} : { requests: request }),
      },
    },
    { upsert: before.rev === 0 },
  );
  chats.set(id, chat);
}

/** Writes what an update changes; resolves to the calls that answer it. */
async function handle(update: Update): Promise<readonly Promise<void>[]> {
  const { update_id, message, callback_query: press } = update;
  const id = press?.from.id ?? message?.chat.id ?? 0;
  if (press !== undefined) {
    const answered = { callback_query_id: press.id };
    const isRegistering = press.data === 'register';
    const { words, place } = chats.get(id) ?? {};
    await write(id, update_id, {}, isRegistering ? { words, place } : undefined);
    return [
      call(CITIZEN_BOT_TOKEN, 'answerCallbackQuery', answered),
      toCitizen({ chat_id: id, text: isRegistering ? say.registered : say.where }),
      ...(isRegistering ? tellOthers(id, words) : []),
    ];
  }
  if (message?.location !== undefined) {
    await write(id, update_id, { place: message.location });
    return [toCitizen({ chat_id: id, text: 'آماده', reply_markup: button(say.register, 'register') })];
  }
  await write(id, update_id, { words: message?.text ?? '' });
  return [toCitizen({ chat_id: id, text: 'آیا می‌پذیرید؟', reply_markup: button(say.agree, 'agree') })];
}

function tellOthers(from: number, words = ''): readonly Promise<void>[] {
  const count = Math.max(0, Number(CALLS) - CALLS_OF_CONVERSATION);
  const manager = managerId(from % Number(MANAGERS));
  return Array.from({ length: count }, () =>
    call(STAFF_BOT_TOKEN, 'sendMessage', { chat_id: manager, text: words }),
  );
}

async function read(request: IncomingMessage): Promise<Update> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  // The simulator is ours and its tests hold it to the shape of an update.
  return JSON.parse(Buffer.concat(chunks).toString()) as Update;
}

const server = createServer(async (request, response) => {
  const calls = await handle(await read(request));
  response.writeHead(200).end();
  await Promise.all(calls);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
// A server that listens on a port has an address with one.
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
await call(CITIZEN_BOT_TOKEN, 'setWebhook', { url: `${address}/webhook` });
process.stdout.write(`The least is ready at ${address}\n`);
