import { randomBytes } from 'node:crypto';
import express, { Router } from 'express';
import { z } from 'zod';
import { createApiRouter } from '../../src/api/api-router.js';
import { clientOperation } from '../../src/api/reference.js';
import { createAuditStore } from '../../src/audit/audit-store.js';
import { type Authentication, createAuthentication } from '../../src/clients/authentication.js';
import { check, MOST_BODY_BYTES, readJson } from '../../src/clients/checked-body.js';
import { type Client, coversUnit, SCOPES } from '../../src/clients/client.js';
import { createClientGate } from '../../src/clients/client-gate.js';
import { keyOfHeader, readKey, writeKey } from '../../src/clients/client-key.js';
import { type ClientStore, createClientStore } from '../../src/clients/client-store.js';
import { sendProblem } from '../../src/clients/problem.js';
import { createProblemHandler } from '../../src/clients/problem-handler.js';
import { createRateLimit } from '../../src/clients/rate-limit.js';
import { createMovableClock, type MovableClock } from '../../src/clock.js';
import { type RunningServer, startServer } from '../../src/web/server.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const NOW = new Date('2026-11-30T17:00:00Z');
const HOUR_MS = 3_600_000;

let database: TestDatabase;
let clients: ClientStore;
let authentication: Authentication;
let clock: MovableClock;
let machineClock: MovableClock;
let server: RunningServer;

const BODY = z.strictObject({
  name: z.string().max(20),
  place: z.strictObject({ latitude: z.number() }).optional(),
  numbers: z.record(z.string(), z.string()).optional(),
});

beforeAll(async () => {
  database = await openTestDatabase();
  const standing = { now: () => NOW, sleep: async () => undefined };
  clock = createMovableClock(standing);
  machineClock = createMovableClock(standing);
  clients = createClientStore({ connection: database.connection, random: randomBytes });
  authentication = createAuthentication({
    store: clients,
    audit: createAuditStore({ connection: database.connection, logger: SILENT }),
    clock,
    random: randomBytes,
    logger: SILENT,
  });
  const gate = createClientGate({ authentication, rateLimit: createRateLimit({ clock: machineClock }) });
  const handleProblems = createProblemHandler({ logger: SILENT, isOutage: (error) => error === 'outage' });
  const router = Router();
  router.use(gate.authenticate);
  router.get('/events', gate.require('events:read'), (_request, response) => void response.json([]));
  router.post('/echo', readJson(), (request, response) => {
    const checked = check(BODY, request.body);
    if (checked.ok) response.json(checked.value);
    else sendProblem(response, checked.problem);
  });
  router.get('/failing', () => Promise.reject(new Error('the secret of a database')));
  router.get('/away', () => Promise.reject('outage'));
  router.use(handleProblems);
  const app = express();
  app.use(
    createApiRouter({
      gate,
      authentication,
      handleProblems,
      operations: [clientOperation({ timeZone: 'Asia/Tehran' })],
      repeatCalls: { run: () => Promise.reject(new Error('Nothing is changed here.')) },
      open: [],
      defaultLocale: 'fa',
      version: '1.0.0',
    }),
  );
  app.use('/other', router);
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.stop();
  await authentication.settle();
  await database.close();
});

async function makeClient(facts: Partial<Client> = {}) {
  return clients.create({
    name: 'سامانه سجا',
    scopes: ['requests:read'],
    perMinute: 100,
    createdAt: NOW,
    createdBy: '7',
    ...facts,
  });
}

async function call(path: string, key?: string, options: RequestInit = {}) {
  const response = await fetch(`${server.url}${path}`, {
    ...options,
    headers: { ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...options.headers },
  });
  return { response, status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function post(key: string, body: string | Uint8Array<ArrayBuffer>, contentType = 'application/json') {
  return call('/other/echo', key, { method: 'POST', body, headers: { 'content-type': contentType } });
}

/** How often the audit log says that a key of a client was refused. */
async function refused(person: string): Promise<number> {
  await authentication.settle();
  const [line] = await database.connection
    .collection<{ times: number }>('audit')
    .find({ act: 'clientRefused', person })
    .toArray();
  return line?.times ?? 0;
}

describe('a key', () => {
  it('is read as it is written, and nothing else is', () => {
    const key = { id: '0123456789ab', secret: 'f'.repeat(64) };
    expect(readKey(writeKey(key))).toEqual(key);
    for (const other of [
      '',
      'pk_',
      'pk_0123456789ab',
      `pk_0123456789ab_${'F'.repeat(64)}`,
      ` ${writeKey(key)}`,
    ])
      expect(readKey(other)).toBeUndefined();
  });

  it('is found in the header, whatever the letters of its scheme', () => {
    expect(keyOfHeader('Bearer pk_1')).toBe('pk_1');
    expect(keyOfHeader('bearer  pk_1')).toBe('pk_1');
    for (const other of [undefined, '', 'pk_1', 'Basic pk_1', 'Bearer pk_1 pk_2']) {
      expect(keyOfHeader(other)).toBeUndefined();
    }
  });

  it('is kept as a hash only', async () => {
    const { client, key } = await makeClient();
    const stored = JSON.stringify(await database.connection.collection('clients').find().toArray());
    expect(stored).toContain(client.id);
    expect(stored).not.toContain(readKey(key)?.secret);
  });

  it('tells whose it is, with what it may do', async () => {
    const { client, key } = await makeClient({ units: ['district-9'], expiresAt: new Date(+NOW + HOUR_MS) });
    const { status, body } = await call('/api/v1/client', key);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: client.id,
      name: 'سامانه سجا',
      scopes: ['requests:read'],
      units: ['district-9'],
      perMinute: 100,
      expiresAt: '2026-11-30T21:30:00+03:30',
    });
    await authentication.settle();
    expect((await clients.find(client.id))?.lastUsedAt).toEqual(clock.now());
  });

  it('is refused alike when it is missing, malformed, unknown, wrong, expired or revoked', async () => {
    const { client, key } = await makeClient();
    const expired = await makeClient({ expiresAt: NOW });
    const revoked = await makeClient();
    expect((await call('/api/v1/client', revoked.key)).status).toBe(200);
    expect(await clients.revoke(revoked.client.id, NOW)).toBe(true);
    expect(await clients.revoke(revoked.client.id, NOW)).toBe(false);
    const unknownBefore = await refused('client:unknown');
    const answers = await Promise.all(
      [
        undefined,
        'pk_1',
        `pk_${'0'.repeat(12)}_${'0'.repeat(64)}`,
        `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`,
        expired.key,
        revoked.key,
      ].map((given) => call('/api/v1/client', given)),
    );
    const [first] = answers;
    expect(first?.status).toBe(401);
    expect(first?.response.headers.get('www-authenticate')).toBe('Bearer');
    expect(first?.response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(first?.body).toMatchObject({ code: 'unauthorized', status: 401 });
    for (const answer of answers) {
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual(first?.body);
    }
    expect((await refused('client:unknown')) - unknownBefore).toBe(2);
    expect(await refused(`client:${client.id}`)).toBe(1);
    expect(await refused(`client:${revoked.client.id}`)).toBe(1);
  });

  it('opens what its scopes open, and says which is missing', async () => {
    const without = await makeClient();
    const { status, body } = await call('/other/events', without.key);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: 'scopeMissing', scope: 'events:read' });
    const { key } = await makeClient({ scopes: SCOPES });
    expect((await call('/other/events', key)).status).toBe(200);
  });

  it('may be used so often within a minute, and is told what is left', async () => {
    const { key } = await makeClient({ perMinute: 2 });
    const first = await call('/api/v1/client', key);
    expect(first.response.headers.get('ratelimit')).toBe('"minute";r=1;t=60');
    expect(first.response.headers.get('ratelimit-policy')).toBe('"minute";q=2;w=60');
    machineClock.advance(20_000);
    expect((await call('/api/v1/client', key)).status).toBe(200);
    const third = await call('/api/v1/client', key);
    expect(third.status).toBe(429);
    expect(third.body).toMatchObject({ code: 'tooManyCalls' });
    expect(third.response.headers.get('retry-after')).toBe('40');
    machineClock.advance(40_000);
    expect((await call('/api/v1/client', key)).status).toBe(200);
  });
});

it('covers the units it was made for, and what belongs to none only with all', () => {
  expect(coversUnit({ units: ['a'] }, 'a')).toBe(true);
  expect(coversUnit({ units: ['a'] }, 'b')).toBe(false);
  expect(coversUnit({ units: ['a'] }, undefined)).toBe(false);
  expect(coversUnit({}, 'b')).toBe(true);
  expect(coversUnit({}, undefined)).toBe(true);
});

describe('a body', () => {
  let key: string;
  beforeAll(async () => {
    ({ key } = await makeClient());
  });

  it('is taken when it fits', async () => {
    const body = { name: 'چاله', numbers: { saja: '۱۲' } };
    expect((await post(key, JSON.stringify(body))).body).toEqual(body);
  });

  it.each([
    ['{"name":1}', '/name'],
    ['{"name":"a","place":{"latitude":"1"}}', '/place/latitude'],
    ['{"name":"a","place":{"latitude":1e999}}', '/place/latitude'],
    ['{"name":"a","other":1}', '/other'],
    ['{"name":"a","place":{"latitude":1,"$where":1}}', '/place/$where'],
    ['{"name":"a","numbers":{"a.b":"1"}}', '/numbers/a.b'],
    ['{"name":"a","numbers":{"$a":"1"}}', '/numbers/$a'],
    ['{"name":"a","__proto__":{"isAdmin":true}}', '/__proto__'],
    ['{"name":"a","numbers":{"constructor":"1"}}', '/numbers/constructor'],
    ['{"name":"a","numbers":{"a/b~":1}}', '/numbers/a~1b~0'],
    ['{"name":"\\ud800"}', '/name'],
    ['{"name":"a\\u0000"}', '/name'],
    [JSON.stringify({ name: 'ن'.repeat(21) }), '/name'],
    ['[]', ''],
    ['null', ''],
  ])('%s is refused with the path of the field', async (body, path) => {
    const answer = await post(key, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'invalid', errors: [{ path }] });
  });

  it.each([
    ['no JSON', '{"name":', 400, 'malformedJson'],
    ['NaN', '{"name":NaN}', 400, 'malformedJson'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 400, 'malformedJson'],
    ['deep', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 400, 'invalid'],
    ['large', JSON.stringify({ name: 'a'.repeat(MOST_BODY_BYTES) }), 413, 'tooLarge'],
  ])('that is %s is refused', async (_what, body, status, code) => {
    const answer = await post(key, body);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code });
  });

  it('of another charset or type is refused', async () => {
    const latin = await post(key, '{"name":"a"}', 'application/json; charset=latin1');
    expect(latin.body['code']).toBe('unsupportedType');
    const form = await post(key, 'name=a', 'application/x-www-form-urlencoded');
    expect(form.body['code']).toBe('unsupportedType');
  });
});

describe('a failure', () => {
  it('tells nothing of its cause', async () => {
    const { key } = await makeClient();
    const failed = await call('/other/failing', key);
    expect(failed.status).toBe(500);
    expect(JSON.stringify(failed.body)).not.toContain('secret');
    const away = await call('/other/away', key);
    expect(away.status).toBe(503);
    expect(away.response.headers.get('retry-after')).toBe('5');
  });

  it('is a problem also where there is nothing', async () => {
    const { key } = await makeClient();
    expect((await call('/api/v1/nothing', key)).body).toMatchObject({ code: 'notFound', status: 404 });
    expect((await call('/api/v1/nothing')).status).toBe(401);
  });
});

it('describes the interface to whoever has no key, without scripts or anything from elsewhere', async () => {
  const page = await fetch(`${server.url}/api/v1/`);
  const text = await page.text();
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(text).toContain('GET /client');
  expect(text).not.toMatch(/<script|https?:/);
  expect((await call('/api/v1/openapi.json')).body['openapi']).toBe('3.1.0');
});
