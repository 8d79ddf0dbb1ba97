import { request } from 'node:http';
import { LOCALES } from '../../src/config.js';
import { createGuessingGuard } from '../../src/guards/guessing.js';
import { renderPublicStatus } from '../../src/messages/status/public-status.js';
import { GONE } from '../../src/requests/lifecycle/callers.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { createSitePages } from '../../src/site/site-pages.js';
import { createSiteRouter } from '../../src/site/site-router.js';
import { stripHtml } from '../../src/text/html.js';
import { createTrackingCode, type TrackingCode } from '../../src/text/tracking-code.js';
import { createWebApp } from '../../src/web/app.js';
import { type RunningServer, startServer } from '../../src/web/server.js';
import { CODE, NOW, OTHER_CODE, requestIn, STAGES, speechIn } from '../messages/samples.js';
import { SILENT } from '../simulator/harness.js';
import { fc, seededRandom } from '../support/seeded.js';

class Outage extends Error {}
const MISSES = 5;
const [REFERRED = { status: 'intake', because: 'noUnit' } as const] = STAGES.referred;

let stored: Map<TrackingCode, Request>;
let now: Date;
let isAway: boolean;
let server: RunningServer;

beforeEach(async () => {
  stored = new Map([[CODE, requestIn(REFERRED)]]);
  now = NOW;
  isAway = false;
  const clock = { now: () => now, sleep: () => Promise.resolve() };
  const { texts, organization, timeZone } = speechIn('fa');
  const { app, mount } = createWebApp({
    readiness: () => Promise.resolve({ ready: true, database: '', messenger: '' }),
    logger: SILENT,
    trustedProxies: 1,
  });
  mount(
    createSiteRouter({
      requests: {
        async findState(code) {
          if (isAway) throw new Outage();
          return stored.get(code);
        },
      },
      organization: { current: () => Promise.resolve(organization) },
      pages: createSitePages({ texts, defaultLocale: 'fa', basePath: '' }),
      city: { read: () => Promise.resolve(undefined) },
      texts,
      timeZone,
      answerHours: 72,
      clock,
      guard: createGuessingGuard({ clock, mostAnHour: MISSES }),
      readBots: () => Promise.resolve([{ messenger: 'telegram', url: 'https://t.me/city_bot?start=site' }]),
      logger: SILENT,
      isOutage: (error) => error instanceof Outage,
    }),
  );
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

async function get(path: string, from = '203.0.113.7') {
  const response = await fetch(`${server.url}${path}`, { headers: { 'x-forwarded-for': from } });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** How many bytes a browser is sent for an address. */
function bytesOnTheWay(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${server.url}${path}`, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      expect(response.statusCode).toBe(200);
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () => resolve(bytes));
    })
      .on('error', reject)
      .end();
  });
}

/** What a reader sees of a page. */
const seen = (page: string) =>
  stripHtml(page.replace(/<br>/g, '\n').replace(/<(style|svg)[\s\S]*?<\/\1>/g, ''));

describe('the front page', () => {
  it.each(LOCALES)('says in %s what 137 is, how to ask and where to type a code', async (locale) => {
    const { texts } = speechIn(locale);
    const { status, headers, text } = await get(locale === 'fa' ? '/' : `/${locale}/`);
    expect(status).toBe(200);
    expect(headers.get('content-language')).toBe(locale);
    expect(text).toContain(`<html lang="${locale}" dir="${locale === 'en' ? 'ltr' : 'rtl'}">`);
    for (const key of ['title', 'ask', 'by.telegram', 'by.phone', 'track', 'footer']) {
      expect(seen(text)).toContain(texts.plain(locale, `site.${key}`));
    }
    expect(text).toContain('href="https://t.me/city_bot?start=site"');
    expect(text).toContain('href="tel:137"');
    expect(text).toContain('<svg');
  });

  it('needs no JavaScript, no cookie and nobody else', async () => {
    const { headers, text } = await get('/');
    expect(text).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(headers.has('set-cookie')).toBe(false);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
    expect(loaded.filter((address) => /^https?:/.test(address))).toEqual([
      'https://t.me/city_bot?start=site',
    ]);
  });

  it('weighs less than 60 kB with its style and font', async () => {
    const paths = ['/', '/site/style.css', '/site/fonts/Vazirmatn-Regular.woff2'];
    const sizes = await Promise.all(paths.map(bytesOnTheWay));
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(58_000);
  });
});

describe('a request by its code', () => {
  it.each(LOCALES)('shows in %s exactly what the bot shows everybody', async (locale) => {
    const { text, status, headers } = await get(`${locale === 'fa' ? '' : `/${locale}`}/t/${CODE}`);
    expect(status).toBe(200);
    const [, shown = ''] = /<article[^>]*>([\s\S]*?)<\/article>/.exec(text) ?? [];
    const words = renderPublicStatus({ ...speechIn(locale), request: requestIn(REFERRED) });
    expect(seen(shown)).toBe(stripHtml(words));
    expect([headers.get('x-robots-tag'), headers.get('cache-control')]).toEqual(['noindex', 'no-store']);
  });

  it('is sent compressed to whoever takes it so, as it is to others, and not at all to whoever asks for its head', async () => {
    const ask = (encoding: string, method = 'GET') =>
      fetch(`${server.url}/t/${CODE}`, { method, headers: { 'accept-encoding': encoding } });
    const [packed, plain, head] = [await ask('gzip'), await ask('identity'), await ask('gzip', 'HEAD')];
    expect(await packed.text()).toBe(await plain.text());
    expect([packed, plain].map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', null]);
    expect(packed.headers.get('vary')).toContain('Accept-Encoding');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('is shown as it has become, at the next look', async () => {
    const first = await get(`/t/${CODE}`);
    stored.set(CODE, requestIn({ status: 'closed', because: 'silent', closedAt: NOW }));
    const second = await get(`/t/${CODE}`);
    expect(second.text).not.toBe(first.text);
    stored.delete(CODE);
    expect((await get(`/t/${CODE}`)).status).toBe(404);
  });

  it('takes it as people type it: other digits, spaces, hyphens, words around it', async () => {
    for (const typed of [
      '۱۲۳۴۵۶۷۸۹۴',
      '١٢٣٤٥٦٧٨٩٤',
      '123-456-7894',
      ' ۱۲۳ ۴۵۶ ۷۸۹۴ ',
      'کد رهگیری ۱۲۳-۴۵۶-۷۸۹۴',
    ]) {
      expect([typed, (await get(`/t?code=${encodeURIComponent(typed)}`)).status]).toEqual([typed, 200]);
    }
  });

  it.each([
    ['a wrong check digit', '1234567890', 'checkDigit'],
    ['too few digits', '12345', 'notACode'],
    ['no code at all', 'سلام', 'notACode'],
  ])('says of %s what is wrong, and keeps what was typed', async (_what, typed, because) => {
    const { status, text } = await get(`/t?code=${encodeURIComponent(typed)}`);
    expect(status).toBe(400);
    expect(seen(text)).toContain(speechIn('fa').texts.plain('fa', `site.notShown.${because}`));
    expect(text).toContain(`value="${typed}"`);
  });

  it('shows one and the same page for what was never filed, was withdrawn or belongs to nobody any more', async () => {
    stored.set(OTHER_CODE, requestIn({ status: 'closed', because: 'withdrawn', closedAt: NOW }));
    const withdrawn = await get(`/t/${OTHER_CODE}`);
    stored.set(OTHER_CODE, { ...requestIn(REFERRED), citizen: `${GONE}1` });
    const gone = await get(`/t/${OTHER_CODE}`);
    stored.delete(OTHER_CODE);
    const unknown = await get(`/t/${OTHER_CODE}`);
    expect(unknown.status).toBe(404);
    expect([withdrawn.status, withdrawn.text]).toEqual([404, unknown.text]);
    expect([gone.status, gone.text]).toEqual([404, unknown.text]);
  });

  it('says that it cannot read while the database is away, and nothing is counted', async () => {
    isAway = true;
    for (let tries = 0; tries <= MISSES; tries += 1) {
      const { status, headers } = await get(`/t/${CODE}`);
      expect([status, headers.has('retry-after')]).toEqual([503, true]);
    }
    isAway = false;
    expect((await get(`/t/${CODE}`)).status).toBe(200);
  });
});

describe('whoever guesses', () => {
  const random = seededRandom();
  const guess = (from?: string) => get(`/t/${createTrackingCode(random)}`, from);

  it('is slowed for an hour, for codes that are there too', async () => {
    for (let tries = 0; tries < MISSES; tries += 1) expect((await guess()).status).toBe(404);
    const slowed = await get(`/t/${CODE}`);
    expect([slowed.status, slowed.headers.has('retry-after')]).toEqual([429, true]);
    now = new Date(NOW.getTime() + 3_600_000);
    expect((await get(`/t/${CODE}`)).status).toBe(200);
  });

  it('does not slow others, and whoever knows their code is never slowed', async () => {
    for (let tries = 0; tries <= MISSES; tries += 1) await guess();
    for (let looks = 0; looks < MISSES * 3; looks += 1) {
      expect((await get(`/t/${CODE}`, '198.51.100.4')).status).toBe(200);
    }
  });

  it('gains nothing by the other addresses of their own network', async () => {
    for (let tries = 0; tries < MISSES; tries += 1) await guess(`2001:db8:1:2::${tries + 1}`);
    expect((await guess('2001:db8:1:2:ffff::9')).status).toBe(429);
    expect((await guess('2001:db8:1:3::1')).status).toBe(404);
  });

  it('finds nothing in ten thousand tries from many addresses, and has one try each soon', async () => {
    const tried = createGuessingGuard({
      clock: { now: () => now, sleep: () => Promise.resolve() },
      mostAnHour: MISSES,
    });
    let looked = 0;
    for (let tries = 0; tries < 10_000; tries += 1) {
      const who = `address ${tries % 100}`;
      if (!tried.mayTry(who)) continue;
      looked += 1;
      tried.missed(who, String(tries));
    }
    expect(looked).toBe(MISSES * 30);
  });
});

it('shows whatever is typed as text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('"><script>alert(1)</script>', "' onfocus=x '", '</form>', '&lt;'),
      ),
      async (typed) => {
        const { status, text } = await get(`/t?code=${encodeURIComponent(typed)}`);
        expect(status).toBeLessThan(500);
        expect(text.replace(/"[^"]*"/g, '""')).not.toMatch(/<script|\son\w+=/i);
        expect(text.match(/<form/g)).toHaveLength(1);
        expect(text.match(/<input [^>]*>/g)).toHaveLength(1);
      },
    ),
    { numRuns: 60 },
  );
});
