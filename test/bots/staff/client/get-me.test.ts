import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient } from '../../../../bots/staff/client/client.js';
import { getMeWithRetries } from '../../../../bots/staff/client/get-me.js';
import { createManualClock, type MovableClock } from '../../../../src/clock.js';
import { createLogger } from '../../../../src/logger.js';
import { TELEGRAM_CAPABILITIES } from '../../../../src/telegram/capabilities.js';
import { createRateLimiter } from '../../../../src/telegram/rate-limiter.js';
import { eventually } from '../../../support/eventually.js';

const ME = { id: 137, is_bot: true, first_name: 'پاسخ ۱۳۷', username: 'mashhad_137_staff_bot' };
const OK = { status: 200, body: JSON.stringify({ ok: true, result: ME }) };
const GATEWAY = { status: 502, body: '<html>Bad Gateway</html>' };
const REFUSED = {
  status: 401,
  body: JSON.stringify({ ok: false, error_code: 401, description: 'Unauthorized' }),
};

let server: Server;
let clock: MovableClock;
let stopping: AbortController;
/** What Telegram answers, in order; the last answer to whatever comes after. */
let answers: { readonly status: number; readonly body: string }[];
let asked: string[];

beforeEach(async () => {
  asked = [];
  clock = createManualClock(new Date('2026-11-24T06:40:00Z'));
  stopping = new AbortController();
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? OK;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  stopping.abort();
  server.closeAllConnections();
  server.close();
});

function ask() {
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  const apiRoot = `http://127.0.0.1:${port}/telegram`;
  const telegram = createClient({
    token: '137:token',
    apiRoot,
    rateLimiter: createRateLimiter({ clock, ...TELEGRAM_CAPABILITIES.pace }),
    clock,
  });
  return getMeWithRetries({
    telegram,
    bot: 'staff',
    clock,
    logger: createLogger({ level: 'silent' }),
    signal: stopping.signal,
  });
}

it('asks below the root that it was given', async () => {
  answers = [OK];
  expect(await ask()).toEqual(ME);
  expect(asked).toEqual(['/telegram/bot137:token/getMe']);
});

it('asks again, later each time, until Telegram is back', async () => {
  answers = [GATEWAY, GATEWAY, OK];
  const me = ask();
  await eventually(() => asked.length === 1);
  clock.advance(999);
  expect(asked).toHaveLength(1);
  await eventually(() => {
    clock.advance(1);
    return asked.length === 2;
  });
  await eventually(() => {
    clock.advance(2_000);
    return asked.length === 3;
  });
  expect(await me).toEqual(ME);
});

it('gives up at once with a token that is wrong', async () => {
  answers = [REFUSED];
  await expect(ask()).rejects.toThrow('Unauthorized');
  expect(asked).toHaveLength(1);
});

it('gives up when the program stops', async () => {
  answers = [GATEWAY];
  const me = ask();
  await eventually(() => asked.length === 1);
  stopping.abort();
  await expect(me).rejects.toThrow();
});
