import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { Webhook } from 'standardwebhooks';
import { createApiRouter } from '../../src/api/api-router.js';
import { createCallStore } from '../../src/api/call-store.js';
import { eventOperations } from '../../src/api/event-operations.js';
import { sentEventSchema } from '../../src/api/event-schema.js';
import { createExternalIdStore } from '../../src/api/external-id-store.js';
import { createFindForClient } from '../../src/api/finding.js';
import { createRepeatCalls } from '../../src/api/repeatable.js';
import { webhookOperations } from '../../src/api/webhook-operations.js';
import { createAuthentication } from '../../src/clients/authentication.js';
import type { Client } from '../../src/clients/client.js';
import { createClientGate } from '../../src/clients/client-gate.js';
import { type ClientStore, createClientStore } from '../../src/clients/client-store.js';
import { createProblemHandler } from '../../src/clients/problem-handler.js';
import { createRateLimit } from '../../src/clients/rate-limit.js';
import { createManualClock, type MovableClock, systemClock } from '../../src/clock.js';
import { createFeed, type Feed } from '../../src/feed/index.js';
import { createOrganization } from '../../src/organization/organization.js';
import { type RunningServer, startServer } from '../../src/web/server.js';
import { allowAddresses } from '../../src/webhooks/allowed-addresses.js';
import { createEndpointStore } from '../../src/webhooks/endpoint-store.js';
import { createWebhooks, type Webhooks } from '../../src/webhooks/index.js';
import { createPost } from '../../src/webhooks/post.js';
import { CITY, citizen, codeOf, DONE, manager, openRequests } from '../requests/open-requests.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const START = new Date('2026-11-24T05:30:00Z');
const DAY = 24 * 3_600_000;
const [FIRST, SECOND] = [codeOf(1), codeOf(2)];

interface Received {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly message: {
    readonly type: string;
    readonly data: { readonly code: string; readonly seq: number; readonly request: Record<string, unknown> };
  };
}

let database: TestDatabase;
let clock: MovableClock;
let requests: ReturnType<typeof openRequests>;
let clients: ClientStore;
let feed: Feed;
let webhooks: Webhooks;
let post: ReturnType<typeof createPost>;
let server: RunningServer;
let receiver: Server;
let received: Received[];
let stopped: string[];
let fed: number;
/** How the receiver answers; the test changes it. */
let answer: (got: Received) => { status: number; headers?: Record<string, string> };

beforeAll(async () => {
  database = await openTestDatabase();
  receiver = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const got = { id: headers['webhook-id'] ?? '', headers, body, message: JSON.parse(body) };
    received.push(got);
    const { status, headers: more = {} } = answer(got);
    response.writeHead(status, more).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  [received, stopped, fed] = [[], [], 0];
  answer = () => ({ status: 204 });
  clock = createManualClock(START);
  const { connection } = database;
  requests = openRequests({ connection, clock });
  clients = createClientStore({ connection, random: randomBytes });
  const organization = createOrganization({ city: CITY, holdings: {}, defaultAnswerHours: 72 });
  feed = createFeed({
    connection,
    requests: requests.store,
    clock,
    machineClock: systemClock,
    logger: SILENT,
    processId: 'alone',
    epoch: () => 1,
    pollMs: 10,
    gatherMs: 1,
  });
  post = createPost({ addresses: allowAddresses(['127.0.0.0/8']), machineClock: systemClock });
  webhooks = createWebhooks({
    endpoints: createEndpointStore(connection),
    feed,
    clients,
    requests: requests.store,
    organization: { current: async () => organization },
    post,
    onStopped: async ({ id }, because) => void stopped.push(`${id} ${because}`),
    clock,
    machineClock: systemClock,
    timeZone: 'Asia/Tehran',
    random: () => 0,
    randomBytes,
    logger: SILENT,
    pollMs: 10,
  });
  const authentication = createAuthentication({
    store: clients,
    audit: { record: async () => undefined },
    clock,
    random: randomBytes,
    logger: SILENT,
  });
  const gate = createClientGate({ authentication, rateLimit: createRateLimit({ clock: systemClock }) });
  const shared = {
    webhooks,
    feed,
    requestStates: requests.store,
    organization: { current: async () => organization },
    timeZone: 'Asia/Tehran',
    find: createFindForClient({
      requests: requests.store,
      externalIds: createExternalIdStore(connection),
      authentication,
      organization: { current: async () => organization },
    }),
  };
  const app = express();
  app.use(
    createApiRouter({
      operations: [...eventOperations(shared), ...webhookOperations(shared)],
      gate,
      authentication,
      repeatCalls: createRepeatCalls({
        calls: createCallStore(connection),
        drawCode: () => codeOf(9),
        clock,
      }),
      handleProblems: createProblemHandler({ logger: SILENT, isOutage: () => false }),
      open: [],
      defaultLocale: 'fa',
      version: '1.0.0',
    }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
  feed.start();
  await webhooks.start();
});
afterEach(async () => {
  await webhooks.stop();
  await feed.stop();
  post.close();
  await server.stop();
});
afterAll(async () => {
  receiver.closeAllConnections();
  receiver.close();
  await database.close();
});

const address = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;

async function makeClient(facts: Partial<Client> = {}) {
  return clients.create({
    name: 'سامانه سجا',
    scopes: ['webhooks', 'events:read'],
    perMinute: 10_000,
    createdAt: START,
    createdBy: '7',
    ...facts,
  });
}

async function call(
  key: string,
  method: string,
  path: string,
  body?: object,
  idempotencyKey = randomBytes(8).toString('hex'),
) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

/** Has events of these requests happen, and waits until the feed has them. */
async function file(...codes: readonly ReturnType<typeof codeOf>[]): Promise<void> {
  for (const code of codes) await requests.file(code);
  fed += codes.length * 2;
  await eventually(async () => (await feed.latest()) === fed);
}

const progressOf = (id: string) => feed.progressOf(`webhook:${id}`);
const told = () => received.map(({ message: { type, data } }) => `${data.code} ${data.seq} ${type}`);

it('tells an address of each event, signed, and of nobody who asked', async () => {
  const { key } = await makeClient();
  const made = await call(key, 'POST', '/webhooks', { url: address() });
  expect(made).toMatchObject({ status: 201, body: { state: 'active', types: null } });
  await file(FIRST);
  await eventually(() => received.length === 2);
  expect(told()).toEqual([`${FIRST} 1 request.registered`, `${FIRST} 2 request.referred`]);
  const [first, second] = received;
  expect(new Webhook(made.body.secret).verify(first?.body ?? '', first?.headers ?? {})).toEqual(
    first?.message,
  );
  expect(second?.message).toMatchObject({
    timestamp: '2026-11-24T09:00:00+03:30',
    data: {
      id: second?.id,
      request: {
        status: 'referred',
        unit: 'd1',
        position: 'd1-roads',
        category: 'pothole',
        district: 'd1',
        lastSeq: 2,
      },
    },
  });
  for (const { message } of received) expect(sentEventSchema.parse(message)).toEqual(message);
  expect(received.map(({ body }) => body).join()).not.toMatch(/maryam|چاله|صیاد/);
});

it('tells each address what it wants, and each client of its units', async () => {
  const [all, others] = [await makeClient(), await makeClient({ units: ['city'] })];
  await call(all.key, 'POST', '/webhooks', { url: address(), types: ['request.referred'] });
  await call(others.key, 'POST', '/webhooks', { url: `${address()}?others` });
  await file(FIRST);
  await eventually(() => received.length === 1);
  for (const { id } of [all.client, others.client]) {
    const [endpoint] = await webhooks.ofClient(id);
    await eventually(async () => (await progressOf(endpoint?.id ?? ''))?.cursor === fed);
  }
  expect(told()).toEqual([`${FIRST} 2 request.referred`]);
});

it('tells a client of a few units also of what it has registered itself, wherever that is', async () => {
  const { client, key } = await makeClient({ units: ['city'] });
  await call(key, 'POST', '/webhooks', { url: address() });
  await requests.service.register({
    command: {
      type: 'register',
      code: FIRST,
      citizen: 'call:1',
      channel: 'api',
      text: 'چاله',
      attachments: [],
      place: { district: 'd1', address: 'صیاد شیرازی ۱۰' },
      category: 'pothole',
    },
    actor: { kind: 'client', client: client.id },
    commandId: 'api:1',
  });
  fed += 2;
  await file(SECOND);
  const own = [`${FIRST} 1 request.registered`, `${FIRST} 2 request.referred`];
  await eventually(() => received.length === 2);
  expect(told()).toEqual(own);
  const { events } = (await call(key, 'GET', '/events')).body;
  expect(events.map(({ type, data }: Received['message']) => `${data.code} ${data.seq} ${type}`)).toEqual(
    own,
  );
  expect((await call(key, 'GET', `/requests/${FIRST}/events`)).body.events).toEqual(events);
  expect((await call(key, 'GET', `/requests/${SECOND}/events`)).status).toBe(404);
});

it('makes an address once and renews a secret once, however often a call is repeated, also after a crash', async () => {
  const { client, key } = await makeClient();
  const made = await call(key, 'POST', '/webhooks', { url: address() }, 'first');
  expect(await call(key, 'POST', '/webhooks', { url: address() }, 'first')).toEqual(made);
  expect(await call(key, 'POST', '/webhooks', { url: `${address()}?other` }, 'first')).toMatchObject({
    status: 409,
    body: { code: 'keyUsedDifferently' },
  });
  const path = `/webhooks/${made.body.id}/secret`;
  const renewed = await call(key, 'POST', path, undefined, 'second');
  expect(await call(key, 'POST', path, undefined, 'second')).toEqual(renewed);
  // A crash came between what was done and the answer that would have been kept.
  await database.connection.collection('clientCalls').deleteMany({});
  expect((await call(key, 'POST', '/webhooks', { url: address() }, 'first')).body.id).toBe(made.body.id);
  expect((await call(key, 'POST', path, undefined, 'second')).body).toEqual(renewed.body);
  const [endpoint, ...others] = await webhooks.ofClient(client.id);
  expect(others).toEqual([]);
  expect(endpoint?.secrets.map(({ secret }) => secret)).toEqual([renewed.body.secret, made.body.secret]);
});

it('tells all of a day that the receiver was away, in order and with the ids of before', async () => {
  const { key } = await makeClient();
  await call(key, 'POST', '/webhooks', { url: address() });
  answer = () => ({ status: 500 });
  const codes = Array.from({ length: 20 }, (_, index) => codeOf(index + 1));
  await file(...codes);
  await requests.execute(FIRST, manager('d1-roads'), DONE, 'answer');
  const failing = async () => (await call(key, 'GET', '/webhooks')).body.webhooks[0];
  await eventually(async () => (await failing()).state === 'failing');
  clock.advance(DAY);
  await eventually(async () => received.length > 5);
  answer = () => ({ status: 200 });
  const before = received.length;
  await eventually(async () => {
    // What was under way when it came back may be noted as a failure only now, and is then tried after a while again.
    clock.advance(5 * 60_000);
    const { state, requestsWaiting, eventsBehind } = await failing();
    return state === 'active' && requestsWaiting === 0 && eventsBehind === 0;
  });
  const arrived = received.slice(before);
  for (const code of codes) {
    const seqs = arrived
      .filter(({ message }) => message.data.code === code)
      .map(({ message }) => message.data.seq);
    expect([code, [...new Set(seqs)]]).toEqual([code, code === FIRST ? [1, 2, 3] : [1, 2]]);
  }
  const retried = received.filter(({ message: { data } }) => data.code === FIRST && data.seq === 1);
  expect(new Set(retried.map(({ id }) => id)).size).toBe(1);
});

it('asks no more of a receiver that has gone, says so once, and goes on from there when it is resumed', async () => {
  const { key } = await makeClient();
  const { body } = await call(key, 'POST', '/webhooks', { url: address() });
  answer = () => ({ status: 410 });
  await file(FIRST);
  await eventually(() => stopped.length === 1);
  expect(stopped).toEqual([`${body.id} gone`]);
  await eventually(async () => (await call(key, 'GET', `/webhooks/${body.id}`)).body.state === 'stopped');
  expect((await call(key, 'GET', `/webhooks/${body.id}`)).body).toMatchObject({ stoppedBecause: 'gone' });
  received = [];
  answer = () => ({ status: 200 });
  await call(key, 'POST', `/webhooks/${body.id}/resume`);
  const second = `${FIRST} 2 request.referred`;
  await eventually(() => told().includes(second));
  // What was on its way when it was stopped may come once more, under the id by which a receiver knows it again.
  expect([...new Set(told())]).toEqual([`${FIRST} 1 request.registered`, second]);
  expect(new Set(received.map(({ id }) => id)).size).toBe(2);
});

it('rests for as long as a receiver asks', async () => {
  const { key } = await makeClient();
  const { body } = await call(key, 'POST', '/webhooks', { url: address() });
  answer = () => ({ status: 429, headers: { 'retry-after': '7200' } });
  await file(FIRST);
  await eventually(async () => (await progressOf(body.id))?.restsUntil !== undefined);
  expect((await progressOf(body.id))?.restsUntil).toEqual(new Date(START.getTime() + 7_200_000));
});

it('sends what was given up once more when it is asked to', async () => {
  const { key } = await makeClient();
  const { body } = await call(key, 'POST', '/webhooks', { url: address() });
  answer = ({ message: { data } }) => ({ status: data.code === FIRST && data.seq === 1 ? 400 : 200 });
  await file(FIRST);
  await eventually(async () => (await progressOf(body.id))?.parked.length === 1);
  clock.advance(4 * DAY);
  await file(SECOND);
  await eventually(async () => (await progressOf(body.id))?.givenUp.length === 1);
  await eventually(() => told().filter((line) => line.startsWith(SECOND)).length === 2);
  received = [];
  answer = () => ({ status: 200 });
  expect(await call(key, 'POST', `/webhooks/${body.id}/retry`)).toMatchObject({ body: { retried: 1 } });
  await eventually(() => told().includes(`${FIRST} 1 request.registered`));
});

it('sends everything of a moment and later once more, in order, under the ids of before', async () => {
  const { key } = await makeClient();
  const { body } = await call(key, 'POST', '/webhooks', { url: address() });
  await file(FIRST);
  clock.advance(2 * DAY);
  await file(SECOND);
  await eventually(async () => (await progressOf(body.id))?.cursor === fed);
  const ids = received.map(({ id }) => id);
  received = [];
  const replay = (from: string) => call(key, 'POST', `/webhooks/${body.id}/replay`, { from });
  expect((await replay('yesterday')).status).toBe(400);
  expect((await replay('2026-11-25T09:00:00+03:30')).status).toBe(200);
  const ofOne = (code: string) => [`${code} 1 request.registered`, `${code} 2 request.referred`];
  await eventually(async () => told().length >= 2 && (await progressOf(body.id))?.cursor === fed);
  expect(told()).toEqual(ofOne(SECOND));
  expect(ids).toEqual(expect.arrayContaining(received.map(({ id }) => id)));
  received = [];
  await replay('2026-11-24T09:00:00+03:30');
  await eventually(async () => told().length >= 4 && (await progressOf(body.id))?.cursor === fed);
  for (const code of [FIRST, SECOND]) {
    expect(told().filter((line) => line.startsWith(code))).toEqual(ofOne(code));
  }
  expect(told()).toHaveLength(4);
});

it('says what waits for an address and since when, and nothing where nothing does', async () => {
  const { key } = await makeClient();
  const { body } = await call(key, 'POST', '/webhooks', { url: address() });
  expect(await webhooks.statuses()).toEqual(new Map([[body.id, await webhooks.statusOf(body.id)]]));
  expect(await webhooks.statusOf(body.id)).toMatchObject({ state: 'active', eventsWaiting: 0, failures: 0 });
  answer = () => ({ status: 500 });
  await file(FIRST);
  clock.advance(60_000);
  await file(SECOND);
  await eventually(async () => (await progressOf(body.id))?.parked.length === 2);
  await eventually(async () => (await progressOf(body.id))?.cursor === fed);
  expect(await webhooks.statusOf(body.id)).toMatchObject({
    state: 'failing',
    eventsBehind: 0,
    eventsWaiting: 4,
    requestsWaiting: 2,
    waitingSince: START,
    lastFailure: { because: 'http500' },
  });
});

it('signs with both secrets for a day after one was renewed, and sends nothing to a revoked client', async () => {
  const { client, key } = await makeClient();
  const { body } = await call(key, 'POST', '/webhooks', { url: address() });
  const renewed = await call(key, 'POST', `/webhooks/${body.id}/secret`);
  await file(FIRST);
  await eventually(() => received.length === 2);
  for (const secret of [body.secret, renewed.body.secret]) {
    const [got] = received;
    expect(new Webhook(secret).verify(got?.body ?? '', got?.headers ?? {})).toBeDefined();
  }
  await clients.revoke(client.id, clock.now());
  await requests.execute(FIRST, citizen, { type: 'add', text: 'باز هم.', attachments: [] }, 'more');
  await eventually(async () => (await progressOf(body.id))?.stopped?.because === 'revoked');
  expect(received).toHaveLength(2);
  expect(stopped).toEqual([`${body.id} revoked`]);
});

it('refuses addresses that are none, too many of them, and those of others', async () => {
  const [mine, other] = [await makeClient(), await makeClient()];
  for (const url of [
    'ftp://a.example',
    'a.example',
    'https://user:word@a.example',
    'https://a.example/#x',
    '',
  ]) {
    expect([url, (await call(mine.key, 'POST', '/webhooks', { url })).status]).toEqual([url, 400]);
  }
  const types = ['request.noted'];
  expect((await call(mine.key, 'POST', '/webhooks', { url: address(), types })).status).toBe(400);
  const made = await Promise.all(
    Array.from({ length: 10 }, () => call(mine.key, 'POST', '/webhooks', { url: address() })),
  );
  expect(await call(mine.key, 'POST', '/webhooks', { url: address() })).toMatchObject({
    status: 409,
    body: { code: 'tooMany' },
  });
  const path = `/webhooks/${made[0]?.body.id}`;
  for (const method of ['GET', 'DELETE']) expect((await call(other.key, method, path)).status).toBe(404);
  expect((await call(mine.key, 'DELETE', path)).status).toBe(204);
  expect((await call(mine.key, 'GET', path)).status).toBe(404);
  const reader = await makeClient({ scopes: ['events:read'] });
  expect(await call(reader.key, 'GET', '/webhooks')).toMatchObject({
    status: 403,
    body: { scope: 'webhooks' },
  });
});

describe('the events', () => {
  it('are read by pages, each once and in order', async () => {
    const { key } = await makeClient();
    await file(FIRST, SECOND);
    const seen: string[] = [];
    for (let [after, hasMore] = ['0', true]; hasMore; ) {
      const { body } = await call(key, 'GET', `/events?after=${after}&limit=3`);
      seen.push(...body.events.map(({ data }: Received['message']) => `${data.code} ${data.seq}`));
      [after, hasMore] = [body.next, body.hasMore];
    }
    expect(seen).toEqual([FIRST, SECOND].flatMap((code) => [`${code} 1`, `${code} 2`]));
    expect((await call(key, 'GET', '/events?after=4')).body).toEqual({
      events: [],
      next: '4',
      hasMore: false,
    });
    expect(await call(key, 'GET', '/events?after=5')).toMatchObject({
      status: 409,
      body: { code: 'cursorAhead', latest: '4' },
    });
  });

  it('are those of the units that a client may see, and of one request where it may see that', async () => {
    const [ours, others] = [await makeClient({ units: ['d1'] }), await makeClient({ units: ['city'] })];
    await file(FIRST);
    expect((await call(ours.key, 'GET', '/events')).body.events).toHaveLength(2);
    expect((await call(others.key, 'GET', '/events')).body).toEqual({
      events: [],
      next: '2',
      hasMore: false,
    });
    const { body } = await call(ours.key, 'GET', `/requests/${FIRST}/events`);
    expect(body.events.map(({ type }: Received['message']) => type)).toEqual([
      'request.registered',
      'request.referred',
    ]);
    expect((await call(others.key, 'GET', `/requests/${FIRST}/events`)).status).toBe(404);
    expect((await call(ours.key, 'GET', `/requests/${SECOND}/events`)).status).toBe(404);
  });

  it('are refused to parameters that mean nothing', async () => {
    const { key } = await makeClient();
    for (const query of ['after=-1', 'after=x', 'limit=0', 'limit=1001', 'limit=NaN', 'until=3']) {
      expect([query, (await call(key, 'GET', `/events?${query}`)).status]).toEqual([query, 400]);
    }
  });
});
