import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { InputFile } from 'grammy';
import { createClient } from '../../bots/staff/client/client.js';
import { systemClock } from '../../src/clock.js';
import { isOutage } from '../../src/outage.js';
import { createApi } from '../../src/telegram/api.js';
import { createBotApiCalls } from '../../src/telegram/bot-api-calls.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { classifyFailure, type Failure } from '../../src/telegram/errors.js';
import { createRateLimiter } from '../../src/telegram/rate-limiter.js';
import { eventually } from '../support/eventually.js';

const TOKEN = '1234567890:AAHabcdefghijklmnopqrstuvwxyz';
const DONE = '{"ok":true,"result":{"message_id":7}}';

let server: Server;
let root: string;
let respond: (request: IncomingMessage, response: ServerResponse, body: string) => void;
const sockets = new Set<Socket>();

beforeEach(async () => {
  sockets.clear();
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    respond(request, response, Buffer.concat(parts).toString());
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a port has an address with a port.
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
});

const answer = (status: number, body: string) => (_request: IncomingMessage, response: ServerResponse) =>
  response.writeHead(status).end(body);

function callsAt(apiRoot: string, timeoutSeconds = 30) {
  return createBotApiCalls({ token: TOKEN, apiRoot, timeoutSeconds });
}

/** The clients of both bots, which make a call in the same way. */
function clients() {
  const rateLimiter = createRateLimiter({ clock: systemClock, ...TELEGRAM_CAPABILITIES.pace });
  const options = { token: TOKEN, apiRoot: root, rateLimiter, clock: systemClock };
  return { grammy: createApi(options), telegraf: createClient(options) };
}

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => {
      throw new Error('The call succeeded.');
    },
    (error: unknown) => error,
  );
}

/** What a call comes to in both bots; it must be the same, and never contain the token. */
async function meaning(): Promise<{ readonly failure: Failure; readonly isOutage: boolean }> {
  const { grammy, telegraf } = clients();
  const errors = [await failureOf(grammy.sendMessage(1, 'x')), await failureOf(telegraf.sendMessage(1, 'x'))];
  const [first, second] = errors.map((error) => ({
    failure: classifyFailure(error),
    isOutage: isOutage(error),
  }));
  expect(first).toEqual(second);
  for (const error of errors) expect(JSON.stringify(causesOf(error))).not.toContain(TOKEN);
  if (first === undefined) throw new Error('There is no meaning.');
  return first;
}

function causesOf(error: unknown): readonly string[] {
  return error instanceof Error ? [String(error.stack), ...causesOf(error.cause)] : [];
}

it('sends parameters as JSON, below the root and with the name and password that it has', async () => {
  const seen: unknown[] = [];
  respond = ({ method, url, headers }, response, body) => {
    seen.push([method, url, headers['content-type'], headers.authorization, JSON.parse(body)]);
    response.end(DONE);
  };
  const at = `${root.replace('//', '//city:p%40ss@')}/relay`;
  expect(
    await callsAt(at).call('sendMessage', { chat_id: 1, text: 'سلام', reply_markup: undefined }),
  ).toEqual({
    ok: true,
    result: { message_id: 7 },
  });
  expect(seen).toEqual([
    [
      'POST',
      `/relay/bot${TOKEN}/sendMessage`,
      'application/json',
      `Basic ${Buffer.from('city:p@ss').toString('base64')}`,
      { chat_id: 1, text: 'سلام' },
    ],
  ]);
});

it('gives the results and the refusals of the server, for either bot', async () => {
  const { grammy, telegraf } = clients();
  respond = answer(200, DONE);
  expect(await grammy.sendMessage(1, 'x')).toEqual({ message_id: 7 });
  expect(await telegraf.sendMessage(1, 'x')).toEqual({ message_id: 7 });
  respond = answer(400, '{"ok":false,"error_code":400,"description":"Bad Request: chat not found"}');
  expect(await meaning()).toEqual({ failure: { kind: 'unreachable' }, isOutage: false });
});

it.each<[string, number, string, Failure['kind']]>([
  ['a page of a gateway', 502, '<html><h1>502</h1></html>', 'retry'],
  ['a page of a filter that claims success', 200, '<html>blocked</html>', 'retry'],
  ['words of a gateway', 503, 'upstream connect error', 'retry'],
  ['nothing', 502, '', 'ambiguous'],
  ['half an answer', 200, '{"ok":true,"result":{"mess', 'ambiguous'],
  ['JSON of somebody else', 200, '{"message":"no such route"}', 'ambiguous'],
  ['a success without its result', 200, '{"ok":true}', 'ambiguous'],
  ['a refusal without a code', 400, '{"ok":false}', 'ambiguous'],
  ['nothing in JSON', 200, 'null', 'ambiguous'],
])('takes %s for an outage', async (_what, status, body, kind) => {
  respond = answer(status, body);
  expect(await meaning()).toEqual({ failure: { kind }, isOutage: true });
});

it('takes a line that is cut after the call for a call that may have been carried out', async () => {
  respond = ({ socket }) => socket.destroy();
  expect(await meaning()).toEqual({ failure: { kind: 'ambiguous' }, isOutage: true });
  respond = ({ socket }) => socket.resetAndDestroy();
  expect(await meaning()).toEqual({ failure: { kind: 'ambiguous' }, isOutage: true });
});

it('gives up what is not answered in time, and what its caller gives up', async () => {
  respond = () => undefined;
  const late = await failureOf(callsAt(root, 0.05).call('sendMessage', {}));
  expect([classifyFailure(late).kind, isOutage(late)]).toEqual(['ambiguous', true]);
  const stopping = new AbortController();
  respond = () => stopping.abort();
  const ended = await failureOf(callsAt(root).call('getUpdates', {}, stopping.signal));
  expect([classifyFailure(ended).kind, isOutage(ended)]).toEqual(['ambiguous', true]);
  expect(isOutage(await failureOf(callsAt(root).call('getUpdates', {}, stopping.signal)))).toBe(true);
});

it('gives up an answer whose rest does not come in time', async () => {
  respond = (_request, response) => response.writeHead(200).write('{"ok":true,');
  expect(classifyFailure(await failureOf(callsAt(root, 0.2).call('sendMessage', {}))).kind).toBe('ambiguous');
});

it('uses its connections again, which do not keep the process alive', async () => {
  server.on('connection', (socket) => socket.unref());
  respond = answer(200, DONE);
  const calls = callsAt(root);
  for (let call = 0; call < 20; call += 1) await calls.call('getMe', {});
  expect(sockets.size).toBeLessThan(20);
  // Those of this client and of other tests: only what keeps a process alive is named here.
  await eventually(() => !process.getActiveResourcesInfo().includes('TCPSocketWrap'));
  expect([...sockets].filter(({ destroyed }) => !destroyed)).not.toEqual([]);
});

it('opens 64 connections at most, and makes what is beyond them as soon as one is free', async () => {
  const waiting: ServerResponse[] = [];
  respond = (_request, response) => {
    waiting.push(response);
    if (waiting.length === 64) for (const each of waiting) each.end(DONE);
    if (waiting.length > 64) response.end(DONE);
  };
  const calls = callsAt(root);
  const answers = await Promise.all(Array.from({ length: 100 }, () => calls.call('getMe', {})));
  expect(answers).toHaveLength(100);
  expect(sockets.size).toBe(64);
});

it('uploads files as before, in either bot', async () => {
  const types: (string | undefined)[] = [];
  respond = ({ headers }, response, body) => {
    types.push(headers['content-type']?.split(';')[0]);
    expect(body).toContain('bytes of a file');
    response.end(DONE);
  };
  const { grammy, telegraf } = clients();
  const bytes = Buffer.from('bytes of a file');
  await grammy.sendDocument(1, new InputFile(bytes, 'a.txt'));
  await grammy.sendMediaGroup(1, [{ type: 'document', media: new InputFile(bytes, 'a.txt') }]);
  await telegraf.sendDocument(1, { source: bytes, filename: 'a.txt' });
  await telegraf.sendMediaGroup(1, [{ type: 'document', media: { source: bytes } }]);
  expect(types).toEqual(Array(4).fill('multipart/form-data'));
});
