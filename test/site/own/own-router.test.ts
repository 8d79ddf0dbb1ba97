import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import { createUploads, type Uploads } from '../../../src/attachments/uploads.js';
import { createManualClock, type MovableClock } from '../../../src/clock.js';
import { createGuessingGuard } from '../../../src/guards/guessing.js';
import { packageRoot } from '../../../src/package-root.js';
import type { EventType } from '../../../src/requests/lifecycle/events.js';
import { createOwnRouter } from '../../../src/site/own/own-router.js';
import { createPhotoTaker } from '../../../src/site/own/photo-taker.js';
import { createRequestLinks, type RequestLinks } from '../../../src/site/own/request-links.js';
import { MOST_PHOTOS, MOST_UPLOAD_MIB } from '../../../src/site/own/sent-form.js';
import { createSitePages } from '../../../src/site/site-pages.js';
import type { TrackingCode } from '../../../src/text/tracking-code.js';
import { type RunningServer, startServer } from '../../../src/web/server.js';
import { speechIn } from '../../messages/samples.js';
import { codeOf, DONE, manager, type OpenRequests, openRequests } from '../../requests/open-requests.js';
import { SILENT } from '../../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../../support/database.js';
import { prepareHere } from '../../support/prepare-here.js';

class Outage extends Error {}
const SAMPLE_PHOTO = readFileSync(join(packageRoot, 'src/simulator/samples/pothole.jpg'));
const PLACE = 'Mashhad, 36.3, 59.6';
const START = new Date('2026-11-24T05:30:00Z');
const MISSES = 3;
const { organization, texts } = speechIn('fa');
const pages = createSitePages({ texts, defaultLocale: 'fa', basePath: '' });

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
let links: RequestLinks;
let uploads: Uploads;
let server: RunningServer;
let isAway: boolean;
let judged: EventType[];
let isLookerAway: boolean;
let number = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  clock = createManualClock(START);
  requests = openRequests({ connection: database.connection, clock });
  uploads = createUploads({ connection: database.connection, prepareFile: prepareLooked, clock });
  links = createRequestLinks({
    secret: 'a secret of the city',
    addressOf: (path, locale) => pages.readingIn(locale).addressOf(path, locale),
  });
});
afterAll(() => database.close());
beforeEach(async () => {
  isAway = false;
  isLookerAway = false;
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
      photos: createPhotoTaker({
        uploads,
        clock,
      }),
      random: randomBytes,
      logger: SILENT,
      isOutage: (error) => error instanceof Outage,
    }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

const prepareLooked: typeof prepareHere = async (bytes, kind) =>
  isLookerAway ? { ok: false, because: 'tooSlow' } : prepareHere(bytes, kind);

/** A request of somebody with a link to it; answered if that is wanted. */
async function filed({ isAnswered = false, citizen = 'maryam' } = {}) {
  number += 1;
  const code = codeOf(number);
  await requests.file(code, { citizen });
  if (isAnswered) await requests.execute(code, manager('d1-roads'), DONE, 'answer');
  const types = async () => (await requests.store.find(code))?.events.map(({ type }) => type) ?? [];
  return { code, link: links.linkTo({ code, citizen }, 'fa'), types };
}

interface Sent {
  readonly words?: string;
  readonly files?: readonly Uint8Array[];
  readonly key?: string;
}

/** A form with files, as a browser sends it. */
function formOf(act: string, { words = '', files = [], key = '' }: Sent): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ act, key, words })) form.append(name, value);
  for (const file of files) form.append('photos', new Blob([file], { type: 'image/jpeg' }), 'عکس "۱".jpg');
  return form;
}

async function postForm(path: string, act: string, sent: Sent) {
  const body = formOf(act, sent);
  const response = await fetch(`${server.url}${path}`, { method: 'POST', body, redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
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

const say = (key: string) => texts.plain('fa', `own.${key}`, { most: MOST_PHOTOS, size: MOST_UPLOAD_MIB });

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

describe('photos', () => {
  /** The photo with where it was taken in its Exif. */
  const photo = Buffer.concat([
    SAMPLE_PHOTO.subarray(0, 2),
    Buffer.from([0xff, 0xfe, 0, 2 + PLACE.length]),
    Buffer.from(PLACE),
    SAMPLE_PHOTO.subarray(2),
  ]);
  const eventOf = async (code: TrackingCode, type: EventType) =>
    (await requests.store.find(code))?.events.find((event) => event.type === type);

  it('go with an objection, without what the telephone wrote into them, once however often it is sent', async () => {
    const { code, link, types } = await filed({ isAnswered: true });
    const key = /name="key" value="([^"]+)"/.exec((await get(link)).text)?.[1] ?? '';
    const sent = { key, words: 'فقط نیمی از چاله پر شده است.', files: [photo, photo] };
    expect((await postForm(link, 'object', sent)).location).toBe(`${link}?done=object`);
    expect((await postForm(link, 'object', sent)).status).toBe(303);
    expect((await types()).filter((type) => type === 'objected')).toHaveLength(1);
    const objected = await eventOf(code, 'objected');
    expect(objected).toMatchObject({ reason: sent.words, attachments: [{ kind: 'photo' }] });
    const [file] = objected?.type === 'objected' ? (objected.attachments ?? []) : [];
    const kept = await uploads.read(file?.id ?? '');
    expect(kept?.bytes.includes(PLACE)).toBe(false);
    expect(kept?.type).toBe('image/jpeg');
    expect(await requests.whereIs(code)).toMatchObject({ position: 'd1-deputy', level: 2 });
  });

  it('are enough without a word, and need not be there', async () => {
    const { code, link } = await filed();
    expect((await postForm(link, 'add', { files: [photo] })).status).toBe(303);
    expect(await eventOf(code, 'added')).toMatchObject({ text: '', attachments: [{ kind: 'photo' }] });
    // A browser sends a file without bytes where none was chosen.
    expect((await postForm(link, 'add', { words: 'شب‌ها تاریک است.', files: [Buffer.alloc(0)] })).status).toBe(
      303,
    );
    expect((await postForm(link, 'add', { files: [Buffer.alloc(0)] })).status).toBe(400);
  });

  it('that are none, too many or too large are refused, and what was written stays', async () => {
    const { link, types } = await filed();
    const words = 'چاله بزرگ‌تر شده است.';
    const large = Buffer.concat([photo, Buffer.alloc(MOST_UPLOAD_MIB * 1_024 * 1_024)]);
    const cases = [
      [[photo, Buffer.from('<svg onload="alert(1)">')], 415, 'notAPhoto'],
      [[Buffer.from('%PDF-1.7 a document')], 415, 'notAPhoto'],
      [Array.from({ length: MOST_PHOTOS + 1 }, () => photo), 400, 'tooManyPhotos'],
      [[large], 413, 'photosTooBig'],
    ] as const;
    const before = await types();
    for (const [files, status, because] of cases) {
      const { text, ...refused } = await postForm(link, 'add', { words, files });
      expect([because, refused.status, text.includes(say(`notTaken.${because}`))]).toEqual([
        because,
        status,
        true,
      ]);
      expect(text).toMatch(new RegExp(`<textarea[^>]*>${words}</textarea>`));
    }
    isLookerAway = true;
    expect((await postForm(link, 'add', { words, files: [photo] })).text).toContain(
      say('notTaken.photosLater'),
    );
    expect(await types()).toEqual(before);
  });

  it('that did not arrive whole are asked for again', async () => {
    const { link, types } = await filed();
    const before = await types();
    const whole = new Response(formOf('add', { words: 'سلام', files: [photo] }));
    const body = Buffer.from(await whole.arrayBuffer());
    const headers = { 'content-type': whole.headers.get('content-type') ?? '' };
    const cut = await fetch(`${server.url}${link}`, {
      method: 'POST',
      headers,
      body: body.subarray(0, -100),
    });
    const text = await cut.text();
    expect([cut.status, text.includes(say('notTaken.photosCutOff'))]).toEqual([400, true]);
    expect(text).toMatch(/<textarea[^>]*>سلام<\/textarea>/);
    const nothing = await fetch(`${server.url}${link}`, { method: 'POST', headers, body: 'x' });
    expect(nothing.status).toBe(400);
    expect(await types()).toEqual(before);
  });

  it('are not looked at where words tell that somebody is in despair', async () => {
    const { link, types } = await filed();
    const before = await types();
    const { status, text } = await postForm(link, 'add', { words: 'می‌خواهم خودکشی کنم', files: [photo] });
    expect([status, text.includes('123')]).toEqual([200, true]);
    expect(await types()).toEqual(before);
  });

  it('are slowed after many, and words are not', async () => {
    const { link } = await filed();
    const statuses = [];
    for (let time = 0; time < 11; time += 1) {
      statuses.push((await postForm(link, 'add', { words: `${time}`, files: [photo] })).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 303), 429]);
    expect((await postForm(link, 'add', { words: 'سلام' })).status).toBe(303);
  });

  it('leave nothing of a form behind while the database is away, and its words can be sent again', async () => {
    const { link } = await filed();
    isAway = true;
    const { status, text } = await postForm(link, 'object', { words: 'سلام', files: [photo] });
    expect(status).toBe(503);
    expect(text).toMatch(/<textarea[^>]*>سلام<\/textarea>/);
    expect(text).toContain('type="file"');
  });

  it('open nothing without the link', async () => {
    const never = links.linkTo({ code: codeOf(900_000), citizen: 'maryam' }, 'fa');
    expect((await postForm(never, 'add', { files: [photo] })).status).toBe(404);
  });
});
