import { randomBytes } from 'node:crypto';
import express from 'express';
import type { AuditEntry } from '../../../src/audit/audit-store.js';
import { createCartableStore } from '../../../src/cartables/cartable-store.js';
import { createFindPage } from '../../../src/cartables/waiting-page.js';
import { createManualClock, type MovableClock } from '../../../src/clock.js';
import { createGuessingGuard } from '../../../src/guards/guessing.js';
import { createOrganization } from '../../../src/organization/organization.js';
import type { Role } from '../../../src/organization/people-store.js';
import { recentFigures } from '../../../src/reports/position-figures.js';
import { createPassStore, LINK_MS, OPEN_MS, type PassStore } from '../../../src/site/record/pass-store.js';
import { createRecordRouter } from '../../../src/site/record/record-router.js';
import { createSitePages } from '../../../src/site/site-pages.js';
import { formatTrackingCode } from '../../../src/text/tracking-code.js';
import { type RunningServer, startServer } from '../../../src/web/server.js';
import { speechIn } from '../../messages/samples.js';
import {
  CITY,
  codeOf,
  DONE,
  manager,
  type OpenRequests,
  openRequests,
} from '../../requests/open-requests.js';
import { SILENT } from '../../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

class Outage extends Error {}
const START = new Date('2026-11-24T05:30:00Z');
const MISSES = 4;
const HEAD = 'holder of d1-roads';
const { texts } = speechIn('fa');
const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: '' });
const say = (key: string) => texts.plain('fa', `recordPage.${key}`);

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
let passes: PassStore;
let server: RunningServer;
let holders: Record<string, { readonly holder: string }>;
let roles: readonly Role[];
let audited: AuditEntry[];
let isAway: boolean;
let number = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  clock = createManualClock(START);
  requests = openRequests({ connection: database.connection, clock });
  passes = createPassStore(database.connection, randomBytes);
});
afterAll(() => database.close());
beforeEach(async () => {
  holders = Object.fromEntries(CITY.positions.map(({ code }) => [code, { holder: `holder of ${code}` }]));
  roles = ['manager'];
  audited = [];
  isAway = false;
  const cartables = createCartableStore(database.connection, requests.store.findMany);
  const app = express();
  app.set('trust proxy', 1);
  app.use(
    createRecordRouter({
      pages,
      passes: {
        ...passes,
        async find(key, now) {
          if (isAway) throw new Outage();
          return passes.find(key, now);
        },
      },
      people: { find: async (_id) => ({ _id, name: 'x', roles, reachable: 'yes' }) },
      organization: {
        current: async () => createOrganization({ city: CITY, holdings: holders, defaultAnswerHours: 72 }),
      },
      cartables,
      findPage: createFindPage({ cartables, requests: requests.store }),
      histories: requests.store,
      audit: { record: async (entry) => void audited.push(entry) },
      texts,
      clock,
      machineClock: clock,
      timeZone: 'Asia/Tehran',
      guard: createGuessingGuard({ clock, mostAnHour: MISSES }),
      isSecure: true,
      logger: SILENT,
      isOutage: (error) => error instanceof Outage,
    }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

async function call(path: string, init: RequestInit & { readonly cookie?: string } = {}) {
  const { cookie, ...more } = init;
  const headers = { 'x-forwarded-for': '203.0.113.7', ...(cookie === undefined ? {} : { cookie }) };
  const response = await fetch(`${server.url}${path}`, { redirect: 'manual', headers, ...more });
  const cookies = response.headers.getSetCookie();
  return { status: response.status, headers: response.headers, cookies, text: await response.text() };
}

const post = (path: string, cookie?: string) =>
  call(path, { method: 'POST', ...(cookie === undefined ? {} : { cookie }) });

/** Opens a link of somebody as a browser does; resolves to its cookie. */
async function opened(person = HEAD): Promise<string> {
  const { cookies } = await post(`/record/${await passes.issue(person, clock.now())}`);
  return cookies[0]?.split(';')[0] ?? '';
}

/** A pothole with the head of the roads of district 1, as the cartables have it. */
async function filed(citizen = 'maryam') {
  number += 1;
  const code = codeOf(number);
  await requests.file(code, { citizen });
  const stored = await requests.store.find(code);
  if (stored === undefined) throw new Error('Nothing was filed.');
  await createCartableStore(database.connection, requests.store.findMany).follow(stored.request);
  return code;
}

it('is opened by a press, once, and by nothing that only fetches the link', async () => {
  const link = `/record/${await passes.issue(HEAD, clock.now())}`;
  for (const method of ['GET', 'HEAD', 'GET']) {
    const { status, headers, cookies, text } = await call(link, { method });
    expect([status, cookies, text.includes(HEAD)]).toEqual([200, [], false]);
    expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex']);
  }
  expect(audited).toEqual([]);
  const first = await post(link);
  expect([first.status, first.headers.get('location')]).toEqual([303, '/record']);
  expect(first.cookies.map((cookie) => cookie.replace(/=[^;]+/, '=key'))).toEqual(
    ['/record', '/en/record', '/ar/record'].map(
      (path) => `record=key; Path=${path}; Max-Age=7200; HttpOnly; SameSite=Strict; Secure`,
    ),
  );
  expect(audited).toMatchObject([{ person: HEAD, act: 'recordOpened' }]);
  expect((await post(link)).status).toBe(404);
  expect((await call(link)).text).toContain(say('closed.over'));
  const cookie = first.cookies[0]?.split(';')[0] ?? '';
  expect((await call(link, { cookie })).headers.get('location')).toBe('/record');
  expect((await call('/record', { cookie })).status).toBe(200);
});

it('is opened by one of two that press at the same moment', async () => {
  const link = `/record/${await passes.issue(HEAD, clock.now())}`;
  const both = await Promise.all([post(link), post(link)]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
});

it('shows the figures of the bot and what waits, and nobody else’s', async () => {
  const [first, second, answered] = [await filed(), await filed('<b>&'), await filed()];
  clock.advance(3_600_000);
  await requests.execute(answered, manager('d1-roads'), DONE, 'answer');
  const { text } = await call('/record', { cookie: await opened() });
  const place = (code: string) => text.indexOf(formatTrackingCode(code as typeof first, 'fa'));
  expect(place(first)).toBeGreaterThan(0);
  expect(place(second)).toBeGreaterThan(place(first));
  expect(place(answered)).toBe(-1);
  expect(text).toContain('وسط کوچه چاله بزرگی است.');
  expect(text).not.toMatch(/maryam|<script|javascript:|\son\w+=|\sstyle=/i);
  const { medianHours } = await recentFigures(requests.store, 'd1-roads', clock.now());
  expect(medianHours).toBe(1);
  expect(text).toContain('رئیس اداره راه منطقه ۱</th>\n<td>۱</td><td>۱</td>\n<td>۱ ساعت</td>');
  const other = await call('/record', { cookie: await opened('holder of d1-deputy') });
  expect(other.text).toContain(say('nothing'));
  expect(other.text).not.toContain('وسط کوچه');
});

it('has pages, in any language', async () => {
  for (let one = 0; one < 51; one += 1) await filed();
  const cookie = await opened();
  const first = await call('/en/record', { cookie });
  expect(first.text).toContain('<html lang="en" dir="ltr">');
  expect(first.text).toContain('href="/en/record?page=2"');
  const codes = (text: string) => new Set(text.match(/\d{3}-\d{3}-\d{4}/g));
  const second = await call('/en/record?page=2', { cookie });
  expect(codes(first.text).size).toBe(50);
  expect([...codes(second.text)].some((code) => codes(first.text).has(code))).toBe(false);
  for (const page of ['0', '-1', '1e9', 'x']) {
    expect((await call(`/en/record?page=${page}`, { cookie })).status).toBe(200);
  }
});

it('ends with its time, with a press, with the position and with the role', async () => {
  const late = `/record/${await passes.issue(HEAD, clock.now())}`;
  clock.advance(LINK_MS);
  expect((await post(late)).status).toBe(404);

  const cookie = await opened();
  holders = { ...holders, 'd1-roads': { holder: 'somebody else' } };
  expect((await call('/record', { cookie })).status).toBe(403);
  holders = { ...holders, 'd1-roads': { holder: HEAD } };
  roles = ['supervisor'];
  expect((await call('/record', { cookie })).status).toBe(403);
  roles = ['manager'];
  expect((await call('/record', { cookie })).status).toBe(200);
  clock.advance(OPEN_MS);
  expect((await call('/record', { cookie })).status).toBe(404);

  const another = await opened();
  const ended = await post('/record/end', another);
  expect([ended.status, ended.cookies.every((one) => one.includes('Max-Age=0'))]).toEqual([200, true]);
  expect((await call('/record', { cookie: another })).status).toBe(404);
});

it('opens to no key that was made up, and slows whoever tries links', async () => {
  const cookie = await opened();
  const [id = '', secret = ''] = cookie.replace('record=', '').split('.');
  for (const key of ['', 'x', id, `${id}.`, `${id}.${'A'.repeat(secret.length)}`, `.${secret}`]) {
    expect((await call('/record', { cookie: `record=${key}` })).status).toBe(404);
  }
  for (let tries = 0; tries < MISSES; tries += 1) {
    expect((await post(`/record/${randomBytes(24).toString('base64url')}`)).status).toBe(404);
  }
  expect((await post(`/record/${await passes.issue(HEAD, clock.now())}`)).status).toBe(429);
});

it('says that the cartable cannot be read while the database is away', async () => {
  const cookie = await opened();
  isAway = true;
  const { status, text } = await call('/record', { cookie });
  expect([status, text.includes(say('closed.away'))]).toEqual([503, true]);
});

it('keeps neither tokens nor secrets, and nothing of what is over', async () => {
  const token = await passes.issue(HEAD, clock.now());
  const cookie = await opened();
  const kept = JSON.stringify(await database.connection.collection('recordPasses').find().toArray());
  expect(kept).not.toContain(token);
  expect(kept).not.toContain(cookie.split('.')[1]);
  clock.advance(OPEN_MS);
  await passes.removeOld(clock.now());
  expect(await database.connection.collection('recordPasses').countDocuments()).toBe(0);
});
