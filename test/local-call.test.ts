import { request } from 'node:http';
import { isFromAnotherPage, isToThisServer } from '../src/local-call.js';
import { createMetricsRouter } from '../src/watch/metrics-router.js';
import { createWebApp } from '../src/web/app.js';
import { type RunningServer, startServer } from '../src/web/server.js';
import { type RunningSimulator, runSimulator, SILENT } from './simulator/harness.js';

describe('a name of this server', () => {
  it.each([
    '127.0.0.1:3137',
    'localhost',
    'LOCALHOST:80',
    '[::1]:3137',
    '10.0.0.7:3137',
    'pasokh.example.org',
  ])('can be %s', (host) => {
    expect(isToThisServer({ host }, 'pasokh.example.org')).toBe(true);
  });

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:3137', '', '[evil]'])(
    'cannot be «%s»',
    (host) => {
      expect(isToThisServer({ host }, '0.0.0.0')).toBe(false);
    },
  );
});

it('knows a page of another origin by what its browser says', () => {
  const host = '127.0.0.1:3137';
  expect(isFromAnotherPage({ host })).toBe(false);
  expect(isFromAnotherPage({ host, origin: `http://${host}` })).toBe(false);
  expect(isFromAnotherPage({ host, 'sec-fetch-site': 'same-origin' })).toBe(false);
  expect(isFromAnotherPage({ host, origin: 'http://127.0.0.1:4000' })).toBe(true);
  expect(isFromAnotherPage({ host, origin: 'null' })).toBe(true);
  expect(isFromAnotherPage({ host, 'sec-fetch-site': 'cross-site' })).toBe(true);
});

/** The status of a call with these headers; `fetch` does not let one write any of them. */
function statusOf(url: string, how: { readonly method?: string; readonly headers?: Record<string, string> }) {
  return new Promise<number>((resolve, reject) => {
    const call = request(url, how, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });
}

describe('the simulator', () => {
  let telegram: RunningSimulator;
  beforeAll(async () => {
    telegram = await runSimulator();
  });
  afterAll(() => telegram.stop());

  it.each(['/simulator/api/people', '/telegram/bot1:x/getMe', '/simulator/api/clock'])(
    'does nothing for a page of somebody else: %s',
    async (path) => {
      const url = `${telegram.address}${path}`;
      expect(await statusOf(url, { method: 'POST', headers: { origin: 'http://evil.example' } })).toBe(403);
      expect(await statusOf(url, { headers: { host: 'evil.example' } })).toBe(421);
    },
  );

  it('answers its own page and programs', async () => {
    const url = `${telegram.address}/simulator/api/people`;
    expect(await statusOf(url, {})).toBe(200);
    expect(await statusOf(url, { headers: { origin: telegram.address } })).toBe(200);
  });
});

describe('the metrics', () => {
  let server: RunningServer;
  beforeAll(async () => {
    const { app, mount } = createWebApp({
      readiness: async () => ({ ready: true, database: '', messenger: '' }),
      logger: SILENT,
    });
    mount(createMetricsRouter({ metrics: { text: async () => 'numbers', contentType: 'text/plain' } }));
    server = await startServer(app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(() => server.stop());

  it('are for programs on this machine, not for a name that leads here or a page of somebody else', async () => {
    const url = `${server.url}/metrics`;
    expect(await statusOf(url, {})).toBe(200);
    expect(await statusOf(url, { headers: { host: 'evil.example' } })).toBe(401);
    expect(await statusOf(url, { headers: { origin: 'http://evil.example' } })).toBe(401);
  });
});
