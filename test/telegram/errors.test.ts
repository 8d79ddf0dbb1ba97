import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { GrammyError } from 'grammy';
import { TelegramError } from 'telegraf';
import { createClient } from '../../bots/staff/client/client.js';
import { systemClock } from '../../src/clock.js';
import { createApi } from '../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { classifyFailure, type Failure } from '../../src/telegram/errors.js';
import { createRateLimiter } from '../../src/telegram/rate-limiter.js';

const TOKEN = '1234567890:AAHabcdefghijklmnopqrstuvwxyz';

interface Answer {
  readonly error_code: number;
  readonly description: string;
  readonly parameters?: { readonly retry_after?: number };
}

/** The same answer of the Bot API as each library throws it. */
function thrown(answer: Answer): readonly Error[] {
  return [
    new GrammyError('Call failed!', { ok: false, ...answer }, 'sendMessage', {}),
    new TelegramError(answer),
  ];
}

/** What both libraries' errors come to; it must be the same. */
function meaning(answer: Answer): Failure {
  const [first, second] = thrown(answer).map(classifyFailure);
  expect(first).toEqual(second);
  if (first === undefined) throw new Error('There is no meaning.');
  return first;
}

describe('an answer of the Bot API', () => {
  it.each<[number, string, Failure['kind']]>([
    [401, 'Unauthorized', 'unauthorized'],
    [401, 'Unauthorized: invalid token specified', 'unauthorized'],
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [400, 'Bad Request: USER_IS_BLOCKED', 'blocked'],
    [403, 'Forbidden: user is deactivated', 'deactivated'],
    [400, 'Bad Request: INPUT_USER_DEACTIVATED', 'deactivated'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'unreachable'],
    [403, 'Forbidden: bot was kicked from the group chat', 'unreachable'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'unreachable'],
    [403, 'Forbidden: bot is not a member of the channel chat', 'unreachable'],
    [403, 'Forbidden: the group chat was deleted', 'unreachable'],
    [403, 'Forbidden: something new', 'unreachable'],
    [400, 'Bad Request: chat not found', 'unreachable'],
    [400, 'Bad Request: private chat not found', 'unreachable'],
    [400, 'Bad Request: PEER_ID_INVALID', 'unreachable'],
    [400, 'Bad Request: have no rights to send a message', 'unreachable'],
    [400, 'Bad Request: CHAT_WRITE_FORBIDDEN', 'unreachable'],
    [
      400,
      'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      'notModified',
    ],
    [400, 'Bad Request: message to edit not found', 'messageGone'],
    [400, 'Bad Request: there is no text in the message to edit', 'messageGone'],
    [400, "Bad Request: message can't be edited", 'messageGone'],
    [400, 'Bad Request: MESSAGE_ID_INVALID', 'messageGone'],
    [400, 'Bad Request: message to delete not found', 'messageGone'],
    [400, "Bad Request: message can't be deleted for everyone", 'messageGone'],
    [400, 'Bad Request: can\'t parse entities: Unsupported start tag "b2" at byte offset 0', 'markup'],
    [400, 'Bad Request: message is too long', 'permanent'],
    [400, 'Bad Request: message caption is too long', 'permanent'],
    [400, 'Bad Request: message text is empty', 'permanent'],
    [400, 'Bad Request: reply markup is too long', 'permanent'],
    [400, 'Bad Request: BUTTON_DATA_INVALID', 'permanent'],
    [400, 'Bad Request: message to be replied not found', 'permanent'],
    [400, 'Bad Request: query is too old and response timeout expired or query ID is invalid', 'permanent'],
    [400, 'Bad Request: file is too big', 'permanent'],
    [400, 'Bad Request: wrong file_id or the file is temporarily unavailable', 'fileUnavailable'],
    [404, 'Not Found: method not found', 'permanent'],
    [404, 'Not Found', 'unauthorized'],
    [421, 'Misdirected Request: unallowed token specified', 'unauthorized'],
    [
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      'retry',
    ],
    [
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      'retry',
    ],
    [500, 'Internal Server Error: restart', 'retry'],
    [502, 'Bad Gateway', 'retry'],
    [504, 'Gateway Timeout', 'retry'],
  ])('%i «%s» means %s', (error_code, description, kind) => {
    expect(meaning({ error_code, description })).toEqual({ kind });
    expect(meaning({ error_code, description: description.toUpperCase() })).toEqual({ kind });
  });

  it('gives up a group that has become a supergroup: the product leaves every group and writes to none', () => {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat';
    expect(meaning({ error_code: 400, description })).toEqual({ kind: 'permanent' });
  });

  it('429 tells how many seconds to wait', () => {
    const answer = { error_code: 429, description: 'Too Many Requests: retry after 7' };
    expect(meaning({ ...answer, parameters: { retry_after: 7 } })).toEqual({ kind: 'wait', seconds: 7 });
    expect(meaning(answer)).toEqual({ kind: 'wait', seconds: 1 });
  });
});

describe('something that is no error', () => {
  it.each([undefined, null, 'boom', 42, {}, { error_code: 'many' }, { response: null }])(
    'counts as lost: %j',
    (value) => {
      expect(classifyFailure(value)).toEqual({ kind: 'ambiguous' });
    },
  );
});

describe('a call without an answer of the Bot API', () => {
  let server: Server;
  let onConnection: (socket: Socket) => void;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    if (!server.listening) return;
    server.close();
    await once(server, 'close');
  });

  function rootWith(scheme: string): string {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return `${scheme}://127.0.0.1:${address.port}`;
  }

  /** What a call at this root comes to in each library; it must be the same. */
  async function meaningOf(root: string): Promise<Failure> {
    const rateLimiter = createRateLimiter({ clock: systemClock, ...TELEGRAM_CAPABILITIES.pace });
    const calls = [
      createApi({ token: TOKEN, apiRoot: root }).sendMessage(1, 'x'),
      createClient({ token: TOKEN, apiRoot: root, rateLimiter, clock: systemClock }).sendMessage(1, 'x'),
    ];
    const [first, second] = await Promise.all(
      calls.map((call) =>
        call.then(() => {
          throw new Error('The call succeeded.');
        }, classifyFailure),
      ),
    );
    expect(first).toEqual(second);
    if (first === undefined) throw new Error('There is no meaning.');
    return first;
  }

  /** Answers each request with these words and ends. */
  function answer(status: string, body: string, type = 'text/html') {
    return (socket: Socket) =>
      socket.once('data', () =>
        socket.end(
          `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
        ),
      );
  }

  it('may be made again when nobody listened', async () => {
    const root = rootWith('http');
    server.close();
    await once(server, 'close');
    expect(await meaningOf(root)).toEqual({ kind: 'retry' });
  });

  it('may be made again when the name of the server is not known', async () => {
    expect(await meaningOf('http://telegram.invalid')).toEqual({ kind: 'retry' });
  });

  it('may be made again when the line was cut before it was secure, as a filter does', async () => {
    onConnection = (socket) => socket.once('data', () => socket.destroy());
    expect(await meaningOf(rootWith('https'))).toEqual({ kind: 'retry' });
  });

  it('may be made again when a gateway answered with a page', async () => {
    onConnection = answer('502 Bad Gateway', '<html><h1>502</h1></html>');
    expect(await meaningOf(rootWith('http'))).toEqual({ kind: 'retry' });
  });

  it('may have been carried out when the line was cut afterwards', async () => {
    onConnection = (socket) => socket.once('data', () => socket.destroy());
    expect(await meaningOf(rootWith('http'))).toEqual({ kind: 'ambiguous' });
  });

  it('may have been carried out when its answer was cut short', async () => {
    onConnection = answer('200 OK', '{"ok":true,"result":{"mess', 'application/json');
    expect(await meaningOf(rootWith('http'))).toEqual({ kind: 'ambiguous' });
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('may be made again when the certificate was refused (%s)', (code) => {
    const cause = Object.assign(new Error('certificate refused'), { code });
    expect(classifyFailure(new Error('fetch failed', { cause }))).toEqual({ kind: 'retry' });
  });

  it('may have been carried out when reading the answer took too long', () => {
    expect(classifyFailure(Object.assign(new Error('read ETIMEDOUT'), { code: 'ETIMEDOUT' }))).toEqual({
      kind: 'ambiguous',
    });
    expect(classifyFailure(Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }))).toEqual({
      kind: 'retry',
    });
  });
});
