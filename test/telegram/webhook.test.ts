import { connect } from 'node:net';
import { baleCapabilities } from '../../src/bale/capabilities.js';
import type { BotKey, BotRole } from '../../src/channel/bot.js';
import { systemClock } from '../../src/clock.js';
import { createLogger } from '../../src/logger.js';
import type { IncomingUpdate } from '../../src/mailbox/chat-store.js';
import type { UpdateReply } from '../../src/mailbox/update-reply.js';
import { type Api, createApi } from '../../src/telegram/api.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { createWebhookAddress, createWebhookRouter, webhookSecrets } from '../../src/telegram/webhook.js';
import { createWebApp } from '../../src/web/app.js';
import { type RunningServer, startServer } from '../../src/web/server.js';
import { runSimulator, TOKENS } from '../simulator/harness.js';
import { eventually } from '../support/eventually.js';

const UPDATE = { update_id: 7, message: { message_id: 1, chat: { id: 5 }, text: 'Hole in the road' } };
const MB = 1024 * 1024;

let server: RunningServer;
let received: [BotKey, IncomingUpdate][];
/** What the mailbox does before it takes an update. */
let beforeReceiving: () => void;
/** What the bot does with the update while its messenger waits. */
let handle: (reply: UpdateReply | undefined) => Promise<void>;
let log: string[];

beforeEach(async () => {
  received = [];
  log = [];
  beforeReceiving = () => undefined;
  handle = async () => undefined;
  const logger = createLogger({ level: 'trace', destination: { write: (line) => log.push(line) } });
  const mailbox = {
    async receive(bot: BotKey, update: IncomingUpdate, { reply }: { readonly reply?: UpdateReply } = {}) {
      beforeReceiving();
      received.push([bot, update]);
      await handle(reply);
      return 'stored' as const;
    },
  };
  const { app, mount } = createWebApp({
    readiness: async () => ({ ready: true, database: 'test', messenger: 'telegram' }),
    logger,
  });
  const connections = {
    citizen: { token: TOKENS.citizen },
    staff: { token: TOKENS.staff },
    'bale:citizen': { token: TOKENS.citizen },
  };
  mount(
    createWebhookRouter({
      connections,
      capabilities: {
        citizen: TELEGRAM_CAPABILITIES,
        staff: { ...TELEGRAM_CAPABILITIES, takesCallsInAnswers: false },
        'bale:citizen': baleCapabilities({ blockedTexts: [] }),
      },
      mailbox,
      logger,
    }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

interface Delivery {
  readonly bot?: BotRole;
  readonly path?: string;
  readonly secret?: string | undefined;
  readonly method?: string;
  readonly body?: string;
}

/** Delivers an update as Telegram does, or with what is given instead. */
async function deliver(delivery: Delivery = {}) {
  const { bot = 'citizen', method = 'POST' } = delivery;
  const secrets = webhookSecrets(TOKENS[bot]);
  const { path = `/webhook/${bot}/${secrets.path}` } = delivery;
  const secret = 'secret' in delivery ? delivery.secret : secrets.secret;
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret }),
    },
    ...(method === 'GET' ? {} : { body: delivery.body ?? JSON.stringify(UPDATE) }),
  });
  return {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    body: await response.text(),
  };
}

describe('an update of Bale', () => {
  const { path } = webhookSecrets(TOKENS.citizen);
  const post = (type: string, body: string, at = path) =>
    fetch(`${server.url}/webhook/bale/citizen/${at}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
  const form = (fields: Readonly<Record<string, unknown>>) =>
    new URLSearchParams(
      Object.entries(fields).map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
    ).toString();
  const FORM = 'application/x-www-form-urlencoded';

  it.each([
    ['as JSON', 'application/json', JSON.stringify(UPDATE)],
    ['as a form with a field for each part', FORM, form(UPDATE)],
    ['as a form with one field', FORM, form({ update: UPDATE })],
  ])('comes without a secret header, %s', async (_how, type, body) => {
    expect((await post(type, body)).status).toBe(200);
    expect(received).toEqual([['bale:citizen', UPDATE]]);
  });

  it('is known by the secret in its path alone', async () => {
    expect((await post('application/json', JSON.stringify(UPDATE), 'of-somebody-else')).status).toBe(404);
    expect((await post(FORM, 'update_id=many')).status).toBe(400);
    expect((await post('text/plain', JSON.stringify(UPDATE))).status).toBe(400);
    expect(received).toEqual([]);
  });
});

describe('an update', () => {
  it.each(['citizen', 'staff'] as const)(
    'of the %s bot is stored as it came and then answered with 200',
    async (bot) => {
      expect(await deliver({ bot })).toEqual({ status: 200, retryAfter: null, body: '' });
      expect(received).toEqual([[bot, UPDATE]]);
    },
  );

  it('is answered with the call that the bot has put there, where the messenger carries that out', async () => {
    const call = { method: 'answerCallbackQuery', callback_query_id: '7' };
    const put: (boolean | undefined)[] = [];
    handle = async (reply) => {
      put.push(reply?.put(call), reply?.put(call));
    };
    expect(JSON.parse((await deliver()).body)).toEqual(call);
    expect((await deliver({ bot: 'staff' })).body).toBe('');
    expect(put).toEqual([true, false, undefined, undefined]);
  });

  it('has the same answer when it is brought again while it is in hand, and none once that has gone', async () => {
    const call = { method: 'answerCallbackQuery', callback_query_id: '7' };
    const replies: (UpdateReply | undefined)[] = [];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    handle = (reply) => {
      replies.push(reply);
      return held;
    };
    const answers = [deliver(), deliver()];
    await eventually(() => replies.length === 2);
    expect(replies[0]?.put(call)).toBe(true);
    letGo();
    for (const answer of answers) expect(JSON.parse((await answer).body)).toEqual(call);
    expect(replies[1]?.put(call)).toBe(false);
  });

  it('is answered with 503 and Retry-After while the database does not take it, and with 200 later', async () => {
    beforeReceiving = () => {
      throw new Error('The database is away.');
    };
    expect(await deliver()).toEqual({ status: 503, retryAfter: '5', body: '' });
    beforeReceiving = () => undefined;
    expect(await deliver()).toMatchObject({ status: 200 });
    expect(received).toHaveLength(1);
  });

  it('of a kind that nobody knows yet is accepted', async () => {
    expect(await deliver({ body: '{"update_id":8,"telepathy":{"from":1}}' })).toMatchObject({ status: 200 });
    expect(received).toEqual([['citizen', { update_id: 8, telepathy: { from: 1 } }]]);
  });

  it('in letters of every script arrives unharmed', async () => {
    const update = { update_id: 9, message: { chat: { id: 5 }, text: 'می‌خواهم 🔴 ⁨۱۲۳⁩' } };
    await deliver({ body: JSON.stringify(update) });
    expect(received).toEqual([['citizen', update]]);
  });
});

describe('somebody else', () => {
  it.each([
    ['no secret', undefined],
    ['an empty secret', ''],
    ['a wrong secret', 'x'.repeat(64)],
    ['a secret that begins rightly', webhookSecrets(TOKENS.citizen).secret.slice(0, 63)],
    ['a secret with something behind it', `${webhookSecrets(TOKENS.citizen).secret}0`],
    ['the secret of the other bot', webhookSecrets(TOKENS.staff).secret],
    ['the token', TOKENS.citizen],
  ])('with %s is turned away with 401', async (_what, secret) => {
    expect(await deliver({ secret })).toEqual({ status: 401, retryAfter: null, body: '' });
    expect(received).toEqual([]);
  });

  it('with the right secret at a guessed address finds nothing', async () => {
    for (const path of ['/webhook/citizen', `/webhook/citizen/${'0'.repeat(32)}`]) {
      expect(await deliver({ path })).toMatchObject({ status: 404 });
    }
    const { path } = webhookSecrets(TOKENS.staff);
    expect(await deliver({ path: `/webhook/citizen/${path}` })).toMatchObject({ status: 404 });
    expect(received).toEqual([]);
  });

  it.each(['GET', 'PUT', 'DELETE'])('with %s finds nothing', async (method) => {
    expect(await deliver({ method })).toMatchObject({ status: 404 });
    expect(received).toEqual([]);
  });

  it('with a wrong secret is turned away before the body is read', async () => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    const { path } = webhookSecrets(TOKENS.citizen);
    socket.write(
      `POST /webhook/citizen/${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${50 * MB}\r\n\r\n{`,
    );
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    );
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });
});

describe('a body', () => {
  it.each([
    ['without an update', '{}'],
    ['that is a list', '[]'],
    ['that is a word', '"update"'],
    ['with an id that is no number', '{"update_id":"7"}'],
    ['with an id that is no whole number', '{"update_id":7.5}'],
    ['that is no JSON', '{"update_id":7'],
    ['that is empty', ''],
  ])('%s is refused with 400', async (_what, body) => {
    const answer = await deliver({ body });
    expect(answer.status).toBe(400);
    expect(answer.body).not.toMatch(/ at |node_modules/);
    expect(received).toEqual([]);
  });

  it('of two megabytes is refused with 413, and the next one is taken', async () => {
    const body = JSON.stringify({ ...UPDATE, filler: 'x'.repeat(2 * MB) });
    expect(await deliver({ body })).toMatchObject({ status: 413 });
    expect(await deliver()).toMatchObject({ status: 200 });
    expect(received).toHaveLength(1);
  });
});

describe('the log', () => {
  it('tells that an update was not stored, and reveals neither its contents nor the secrets', async () => {
    beforeReceiving = () => {
      throw new Error(`The database is away: ${TOKENS.citizen}`);
    };
    await deliver();
    await deliver({ secret: 'wrong' });
    await deliver({ body: '{"text":"Hole in the road' });
    const { path, secret } = webhookSecrets(TOKENS.citizen);
    expect(log.join('')).toContain('updateNotStored');
    for (const hidden of ['Hole', path, secret, TOKENS.citizen]) expect(log.join('')).not.toContain(hidden);
  });
});

describe('the secrets', () => {
  it('are the same in every process and different for each bot and use', () => {
    const [citizen, staff] = [webhookSecrets(TOKENS.citizen), webhookSecrets(TOKENS.staff)];
    expect(webhookSecrets(TOKENS.citizen)).toEqual(citizen);
    expect(
      new Set([citizen.path, citizen.secret.slice(0, 32), staff.path, staff.secret.slice(0, 32)]).size,
    ).toBe(4);
  });

  it('are what Telegram takes: a header of up to 256 letters, digits and hyphens, at least 32', () => {
    expect(webhookSecrets(TOKENS.citizen).secret).toMatch(/^[A-Za-z0-9_-]{32,256}$/);
    expect(webhookSecrets(TOKENS.citizen).path).toMatch(/^[a-z0-9]{32}$/);
  });

  it('are what Telegram is told, so that it reaches us with what waited', async () => {
    const telegram = await runSimulator();
    try {
      const person = await telegram.startedPerson();
      await telegram.control('POST', `/people/${person}/messages`, { bot: 'citizen', text: 'پیش از آن' });
      const api = createApi({ token: TOKENS.citizen, apiRoot: `${telegram.address}/telegram` });
      await createAddress(api).start();
      await telegram.control('POST', `/people/${person}/messages`, { bot: 'citizen', text: 'پس از آن' });
      await eventually(() => received.length === 2);
      expect(received).toMatchObject([
        ['citizen', { message: { text: 'پیش از آن' } }],
        ['citizen', { message: { text: 'پس از آن' } }],
      ]);
    } finally {
      await telegram.stop();
    }
  });

  it('are told as soon as Telegram answers, when it does not at the start', async () => {
    const telegram = await runSimulator();
    const api = createApi({ token: TOKENS.citizen, apiRoot: `${telegram.address}/telegram` });
    const address = createAddress(api);
    try {
      await telegram.control('POST', '/faults', { method: 'setWebhook', kind: '500', times: 1 });
      await address.start();
      const url = async () => {
        const { result } = (await telegram.call('citizen', 'getWebhookInfo')).body;
        return (result as { url: string }).url;
      };
      expect(await url()).toBe('');
      await eventually(async () => (await url()).startsWith(server.url));
    } finally {
      await address.stop();
      await telegram.stop();
    }
  });
});

function createAddress(api: Api) {
  const logger = createLogger({ level: 'silent' });
  return createWebhookAddress({
    bot: 'citizen',
    api,
    token: TOKENS.citizen,
    publicUrl: server.url,
    clock: systemClock,
    logger,
  });
}
