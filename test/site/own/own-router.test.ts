import { randomBytes } from 'node:crypto';
import express from 'express';
import { createManualClock, type MovableClock } from '../../../src/clock.js';
import { createGuessingGuard } from '../../../src/guards/guessing.js';
import type { EventType } from '../../../src/requests/lifecycle/events.js';
import { createOwnRouter } from '../../../src/site/own/own-router.js';
import { createRequestLinks, type RequestLinks } from '../../../src/site/own/request-links.js';
import { createSitePages } from '../../../src/site/site-pages.js';
import { type RunningServer, startServer } from '../../../src/web/server.js';
import { speechIn } from '../../messages/samples.js';
import { codeOf, DONE, manager, type OpenRequests, openRequests } from '../../requests/open-requests.js';
import { SILENT } from '../../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';

class Outage extends Error {}
const START = new Date('2026-11-24T05:30:00Z');
const MISSES = 3;
const { organization, texts } = speechIn('fa');
const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: '' });

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
let links: RequestLinks;
let server: RunningServer;
let isAway: boolean;
let judged: EventType[];
let number = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  clock = createManualClock(START);
  requests = openRequests({ connection: database.connection, clock });
  links = createRequestLinks({
    secret: 'a secret of the city',
    addressOf: (path, locale) => pages.readingIn(locale).addressOf(path, locale),
  });
});
afterAll(() => database.close());
beforeEach(async () => {
  isAway = false;
  judged = [];
  const app = express();
  app.set('trust proxy', 1);
  app.use(
    createOwnRouter({
      pages,
      links,
      requests: {
        async find(code) {
          if (isAway) throw new Outage();
          return requests.service.find(code);
        },
        execute: requests.service.execute,
      },
      organization: { current: async () => organization },
      texts,
      clock,
      timeZone: 'Asia/Tehran',
      guard: createGuessingGuard({ clock, mostAnHour: MISSES }),
      onJudged: async (_request, event) => void judged.push(event.type),
      random: randomBytes,
      logger: SILENT,
      isOutage: (error) => error instanceof Outage,
    }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

/** A request of somebody with a link to it; answered if that is wanted. */
async function filed({ isAnswered = false, citizen = 'maryam' } = {}) {
  number += 1;
  const code = codeOf(number);
  await requests.file(code, { citizen });
  if (isAnswered) await requests.execute(code, manager('d1-roads'), DONE, 'answer');
  const types = async () => (await requests.store.find(code))?.events.map(({ type }) => type) ?? [];
  return { code, link: links.linkTo({ code, citizen }, 'fa'), types };
}

async function get(path: string, from = '203.0.113.7') {
  const response = await fetch(`${server.url}${path}`, { headers: { 'x-forwarded-for': from } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function post(path: string, form: Readonly<Record<string, string>>) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}

const say = (key: string) => texts.plain('fa', `own.${key}`);

it('shows the request, and is kept by nobody', async () => {
  const { link } = await filed();
  const { status, headers, text } = await get(link);
  expect(status).toBe(200);
  expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex']);
  expect(headers.has('set-cookie')).toBe(false);
  expect(text).not.toMatch(/<script|javascript:|\son\w+=|\sstyle=/i);
  expect(text).toContain(say('act.add'));
  expect((await get(link.replace('/r/', '/en/r/'))).text).toContain('<html lang="en" dir="ltr">');
});

it('rates an answer, once however often it is sent', async () => {
  const { link, types } = await filed({ isAnswered: true });
  const key = /name="key" value="([^"]+)"/.exec((await get(link)).text)?.[1] ?? '';
  const form = { act: 'rate', score: '5', key };
  const first = await post(link, form);
  expect([first.status, first.location]).toEqual([303, `${link}?done=rate`]);
  expect((await post(link, form)).status).toBe(303);
  expect((await types()).filter((type) => type === 'rated')).toHaveLength(1);
  expect(judged).toEqual(['rated', 'rated']);
  expect((await get(`${link}?done=rate`)).text).toContain(say('done.rate'));
  const late = await post(link, { act: 'object', words: 'هنوز هست' });
  expect([late.status, late.text.includes(say('notTaken.changed'))]).toEqual([409, true]);
});

it('objects, with which the request goes to the position above', async () => {
  const { code, link } = await filed({ isAnswered: true });
  expect((await post(link, { act: 'object', words: 'فقط نیمی از چاله پر شده است.' })).status).toBe(303);
  expect(await requests.whereIs(code)).toMatchObject({ position: 'd1-deputy', level: 2 });
});

it('adds words, and says what is missing without losing what was written', async () => {
  const { link, types } = await filed();
  expect((await post(link, { act: 'add', words: 'شب‌ها دیده نمی‌شود.' })).status).toBe(303);
  expect(await types()).toContain('added');
  const empty = await post(link, { act: 'add', words: '  ' });
  expect([empty.status, empty.text.includes(say('notTaken.noWords'))]).toEqual([400, true]);
  const unsure = await post(link, { act: 'withdraw', words: 'خودم درستش کردم' });
  expect([unsure.status, unsure.text.includes('خودم درستش کردم')]).toEqual([400, true]);
});

it('says whom to call where words tell of danger, and keeps nothing of some', async () => {
  const { link, types } = await filed();
  const danger = await post(link, { act: 'add', words: 'بوی گاز شدید می‌آید و خفه می‌شویم' });
  expect([danger.status, await types()]).toEqual([200, expect.arrayContaining(['added'])]);
  expect(danger.text).toContain('194');
  expect(danger.text).toContain(say('done.add'));
  const before = await types();
  const despair = await post(link, { act: 'add', words: 'می‌خواهم خودکشی کنم' });
  expect(despair.status).toBe(200);
  expect(despair.text).toContain('123');
  expect(despair.text).not.toContain(say('done.add'));
  expect(await types()).toEqual(before);
});

it('withdraws, and opens nothing from then on: one page for whatever it is that opens nothing', async () => {
  const { link } = await filed();
  const withdrawn = await post(link, { act: 'withdraw', sure: 'yes' });
  expect([withdrawn.status, withdrawn.text.includes(say('closed.withdrawn'))]).toEqual([200, true]);
  const gone = await filed({ citizen: 'reza' });
  await requests.store.renameCitizen(gone.code, 'reza', 'gone:1');
  const never = links.linkTo({ code: codeOf(900_000), citizen: 'maryam' }, 'fa');
  const pagesThen = [];
  for (const path of [link, gone.link, never]) pagesThen.push(await get(path));
  expect(pagesThen.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(new Set(pagesThen.map(({ text }) => text)).size).toBe(1);
  expect((await post(gone.link, { act: 'add', words: 'سلام' })).status).toBe(404);
});

it('slows whoever tries tokens, and nobody else', async () => {
  const { link } = await filed();
  for (let tries = 0; tries < MISSES; tries += 1) {
    expect((await get(`/r/${randomBytes(21).toString('base64url')}`)).status).toBe(404);
  }
  const slowed = await get(link);
  expect([slowed.status, slowed.headers.has('retry-after')]).toEqual([429, true]);
  expect((await get(link, '198.51.100.4')).status).toBe(200);
});

it('says that it cannot read while the database is away', async () => {
  const { link } = await filed();
  isAway = true;
  expect((await get(link)).status).toBe(503);
  const kept = await post(link, { act: 'add', words: 'سلام' });
  expect([kept.status, kept.text.includes(say('closed.away'))]).toEqual([503, true]);
  // What was written can be sent again from there.
  expect(kept.text).toMatch(/<textarea[^>]*>سلام<\/textarea>/);
  expect(kept.text).toContain('name="act" value="add"');
});

it('refuses what is too much to read', async () => {
  const { link } = await filed();
  expect((await post(link, { act: 'add', words: 'ا'.repeat(70_000) })).status).toBe(413);
});
