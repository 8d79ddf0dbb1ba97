import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Api, BotError, type Context, GrammyError, HttpError } from 'grammy';
import mongoose from 'mongoose';
import { Telegram, TelegramError } from 'telegraf';
import { isOutage } from '../src/outage.js';
import { bulkError, endedBulk } from './support/bulk-error.js';

/** The driver's own list of what passes: it is no part of what it exports. */
const { MONGODB_ERROR_CODES, isRetryableReadError } = createRequire(import.meta.url)(
  'mongodb/lib/error.js',
) as {
  readonly MONGODB_ERROR_CODES: Readonly<Record<string, number>>;
  readonly isRetryableReadError: (error: Error) => boolean;
};

const { mongo } = mongoose;

/** The same answer of the Bot API as each library throws it, and as a bot of grammY passes it on. */
function thrown(error_code: number, description: string): readonly Error[] {
  const grammy = new GrammyError('Call failed!', { ok: false, error_code, description }, 'sendMessage', {});
  // A BotError only hands its context on.
  return [grammy, new TelegramError({ error_code, description }), new BotError(grammy, {} as Context)];
}

/** What a server answers with that code, without a label. */
function serverError(code: number): mongoose.mongo.MongoServerError {
  return new mongo.MongoServerError({ message: 'refused', code });
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

  it('is every answer of a server after which the driver would try again, with its label or without', () => {
    const codes = Object.values(MONGODB_ERROR_CODES);
    const retried = codes.filter((code) => isRetryableReadError(serverError(code)));
    const missed = retried.filter((code) => !isOutage(serverError(code)));
    expect(retried.length).toBeGreaterThan(10);
    expect(missed).toEqual([]);
  });

  it('is a bulk write with one part put off, whatever became of the first', () => {
    expect(isOutage(bulkError([11000, 16500]))).toBe(true);
    expect(isOutage(bulkError([11000, 11000]))).toBe(false);
  });

  it('is a bulk write that the network interrupted, and not one that a mistake of ours ended', () => {
    expect(isOutage(endedBulk(new mongo.MongoNetworkError('server monitor timeout')))).toBe(true);
    expect(isOutage(endedBulk(new TypeError('x is not a function')))).toBe(false);
  });

  it.each(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ERR_STREAM_WRITE_AFTER_END'])(
    'is a socket that fails with %s, alone or as the cause of something else',
    (code) => {
      const error = Object.assign(new Error('This socket has been ended by the other party'), { code });
      expect(isOutage(error)).toBe(true);
      expect(isOutage(new Error('It was not written.', { cause: error }))).toBe(true);
    },
  );

  it('is no file that is not there, and no name for the wrong code', () => {
    expect(isOutage(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false);
    expect(isOutage(Object.assign(new Error('ENOTFOUND'), { code: 42 }))).toBe(false);
  });

  it('is a client whose connections are set up anew', () => {
    const error = Object.assign(new Error('closed'), { name: 'MongoClientClosedError' });
    expect(isOutage(error)).toBe(true);
  });

  it('is a Telegram that takes a call and never answers, for either library', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const root = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    const failure = (call: Promise<unknown>) =>
      call.then(
        () => undefined,
        (error: unknown) => error,
      );
    const soon = { signal: AbortSignal.timeout(50) } as unknown as Parameters<Telegram['callApi']>[2];
    const telegraf = new Telegram('1:token', { apiRoot: `${root}/`, webhookReply: false });
    const grammy = new Api('1:token', { apiRoot: root, timeoutSeconds: 0.05 });
    const failures = [await failure(telegraf.callApi('getMe', {}, soon)), await failure(grammy.getMe())];
    server.closeAllConnections();
    server.close();
    expect(failures.map(isOutage)).toEqual([true, true]);
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
