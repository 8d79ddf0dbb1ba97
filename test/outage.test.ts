import { BotError, type Context, GrammyError, HttpError } from 'grammy';
import mongoose from 'mongoose';
import { TelegramError } from 'telegraf';
import { isOutage } from '../src/outage.js';

const { mongo } = mongoose;

/** The same answer of the Bot API as each library throws it, and as a bot of grammY passes it on. */
function thrown(error_code: number, description: string): readonly Error[] {
  const grammy = new GrammyError('Call failed!', { ok: false, error_code, description }, 'sendMessage', {});
  // A BotError only hands its context on.
  return [grammy, new TelegramError({ error_code, description }), new BotError(grammy, {} as Context)];
}

/** An error of a server that is on its way out. */
function steppingDown(): Error {
  const error = new mongo.MongoServerError({ message: 'not primary', code: 10107 });
  error.addErrorLabel('RetryableWriteError');
  return error;
}

describe('an outage', () => {
  it.each([
    [429, 'Too Many Requests: retry after 5'],
    [500, 'Internal Server Error'],
    [502, 'Bad Gateway'],
    [401, 'Unauthorized'],
  ])('is what Telegram says with %i', (code, description) => {
    for (const error of thrown(code, description)) expect(isOutage(error)).toBe(true);
  });

  it('is a network without Telegram', () => {
    expect(isOutage(new HttpError("Network request for 'getMe' failed!", new Error('connect')))).toBe(true);
    expect(isOutage(Object.assign(new Error('request failed'), { name: 'FetchError' }))).toBe(true);
  });

  it.each<[string, Error]>([
    ['cannot be reached', new mongo.MongoNetworkError('connection refused')],
    ['cannot be found', Object.assign(new Error('no server'), { name: 'MongooseServerSelectionError' })],
    ['steps down', steppingDown()],
  ])('is a database that %s', (_what, error) => {
    expect(isOutage(error)).toBe(true);
    expect(isOutage(new Error('handling failed', { cause: error }))).toBe(true);
  });
});

describe('no outage', () => {
  it.each([
    [400, 'Bad Request: chat not found'],
    [400, "Bad Request: can't parse entities"],
    [403, 'Forbidden: bot was blocked by the user'],
  ])('is what Telegram says with %i: %s', (code, description) => {
    for (const error of thrown(code, description)) expect(isOutage(error)).toBe(false);
  });

  it.each<[string, unknown]>([
    ['a mistake of ours', new TypeError('x is not a function')],
    ['a document that the schema refuses', new mongoose.Error('Cast to Number failed')],
    ['a key that is taken', new mongo.MongoServerError({ message: 'E11000', code: 11000 })],
    ['something that is no error', 'MongoNetworkError'],
    ['nothing', undefined],
  ])('is %s', (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });

  it('is an error that wraps itself', () => {
    const error = new Error('round and round');
    error.cause = error;
    expect(isOutage(error)).toBe(false);
  });
});
