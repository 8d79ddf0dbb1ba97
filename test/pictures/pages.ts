import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { SCOPES } from '../../src/clients/client.js';
import type { Locale } from '../../src/config.js';
import { openSecret } from '../../src/database/secret-store.js';
import { packageRoot } from '../../src/package-root.js';
import { periodAt } from '../../src/reports/city/fixed-period.js';
import { createRequestStore } from '../../src/requests/request-store.js';
import { createRequestLinks } from '../../src/site/own/request-links.js';
import { createPassStore } from '../../src/site/record/pass-store.js';
import { formatNumber } from '../../src/text/numbers.js';
import { isTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { createApiClients } from '../api/api-client.js';
import { openBrowser } from '../support/browser.js';
import { startCity } from '../support/city.js';
import { say } from '../support/command-line.js';
import { startDatabaseServer } from '../support/database-server.js';
import { holderOf } from '../support/people.js';

// Draws the pages for everybody, of one request and of a manager, from a week in which enough happened to be counted.
const ZONE = 'Asia/Tehran';
const FOLDER = join(packageRoot, 'docs', 'pages');
const HEAD = 'district-9-civil-works-head';
const DISTRICTS = ['district-9', 'district-1', 'district-2', 'district-samen', 'district-9', 'district-5'];
const FILED: readonly (readonly [category: string, text: string, address: string])[] = [
  ['pothole', 'چاله بزرگی جلوی دبستان است، دیروز یک موتور زمین خورد.', 'صیاد شیرازی ۴۰'],
  ['pothole', 'آسفالت کوچه نشست کرده و ماشین‌ها گیر می‌کنند.', 'وکیل‌آباد ۲۲'],
  ['sidewalk', 'سنگ‌فرش پیاده‌رو شکسته است و سالمندان زمین می‌خورند.', 'امامت ۱۸'],
];
const REQUESTS = 96;
/** Of so many the first manager answers all but one. */
const LATE_EVERY = 4;
const ANSWER = 'امروز صبح با اکیپ محل را درست کردیم و مسیر باز است.';

const stopServer = await startDatabaseServer();
const running = await startCity({ environment: { RECALL_SECONDS: '0' }, isInThisProcess: true });
const browser = await openBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const { city, connection, url } = running;
  const client = await createApiClients(running)({ scopes: [...SCOPES] });
  const filedAt = await city.now();
  const codes: TrackingCode[] = [];
  for (let index = 0; index < REQUESTS; index += 1) codes.push(await file(index));
  await city.advance({ advanceHours: 20 });
  for (const [index, code] of codes.entries()) if (index % LATE_EVERY > 0) await answer(code);
  await city.advance({ advanceHours: 72 });
  for (const code of codes.filter((_code, index) => index % LATE_EVERY === 0).slice(0, 12))
    await answer(code);
  // With the next day all is told as it was counted.
  for (let waits = REQUESTS; waits < REQUESTS + 8; waits += 1) {
    await file(waits);
    await city.advance({ advanceHours: 5 });
  }

  const period = periodAt('week', filedAt, ZONE).id;
  const links = createRequestLinks({
    secret: await openSecret(connection, 'requestLinks', randomBytes),
    addressOf: (path, locale) => `${locale === 'fa' ? '' : `/${locale}`}${path}`,
  });
  const { findMany } = createRequestStore(connection);
  const answered = (await findMany(codes)).find(({ stage }) => stage.status === 'answered');
  if (answered === undefined) throw new Error('No request is answered.');
  const own = (locale: Locale) => links.linkTo(answered, locale);
  for (const [name, path, widths] of [
    ['front', '/', [360, 1440]],
    ['tracking', `/t/${answered.code}`, [360]],
    ['own', own('fa'), [360, 768]],
    ['city', `/city?period=${period}`, [360, 768, 1440]],
    ['city-en', `/en/city?period=${period}`, [1440]],
  ] as const) {
    for (const width of widths)
      await draw(name, width, async (page) => void (await page.goto(`${url}${path}`)));
  }
  const passes = createPassStore(connection, randomBytes);
  for (const width of [360, 1440]) {
    const link = `${url}/record/${await passes.issue(String(holderOf(HEAD)), new Date())}`;
    await draw('record', width, async (page) => {
      await page.goto(link);
      await page.getByRole('button').click();
      await page.locator('table').first().waitFor();
    });
  }

  async function file(index: number): Promise<TrackingCode> {
    const [category, text, address] = FILED[index % FILED.length] ?? ['', '', ''];
    const district = DISTRICTS[index % DISTRICTS.length] ?? '';
    const phone = `+98915137${String(1_000 + index)}`;
    const body = {
      category,
      text,
      place: { address: `${address}، پلاک ${formatNumber(index + 1, 'fa')}`, district },
      caller: { phone },
    };
    const { status, body: filed } = await client.post('/requests', body);
    const code = String(filed['code']);
    if (status !== 201 || !isTrackingCode(code)) throw new Error(JSON.stringify(filed));
    return code;
  }

  /** Whoever has it answers, if anybody does. */
  async function answer(code: TrackingCode): Promise<void> {
    const position = (await client.get(`/requests/${code}`)).body['position'];
    if (typeof position !== 'string') return;
    const actor = { kind: 'manager', position, person: String(holderOf(position)) };
    await client.post(`/requests/${code}/answer`, { actor, outcome: { kind: 'done' }, text: ANSWER });
  }
} finally {
  await browser.close();
  await running.stop();
  await stopServer();
}

/** Takes a picture of what a window of this width shows first. */
async function draw(name: string, width: number, open: (page: Page) => Promise<void>): Promise<void> {
  const height = width < 500 ? 1_400 : 1_100;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  await open(page);
  await page.evaluate('document.fonts.ready');
  const path = join(FOLDER, `${name}-${width}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  say(path);
  await context.close();
}
