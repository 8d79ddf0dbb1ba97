import { json, Router } from 'express';
import { createLogger } from '../../src/logger.js';
import { createWebApp, type Readiness } from '../../src/web/app.js';
import { type RunningServer, startServer } from '../../src/web/server.js';

let server: RunningServer;
let readiness: () => Promise<Readiness>;
let log: string[];
let isStarting: boolean;

beforeEach(async () => {
  log = [];
  isStarting = false;
  readiness = async () => ({ ready: true, database: 'MongoDB 7.0', messenger: 'simulator' });
  const router = Router();
  router.post('/echo', json(), (request, response) => {
    response.json(request.body);
  });
  router.get('/broken', () => {
    throw new Error('secret of the house');
  });
  router.get('/broken-later', async () => {
    throw Object.assign(new Error('secret of the house'), { status: 700 });
  });
  router.get('/broken-halfway', (_request, response) => {
    response.write('half');
    throw new Error('secret of the house');
  });
  const { app, mount } = createWebApp({
    readiness: () => readiness(),
    isStarting: () => isStarting,
    logger: createLogger({ level: 'trace', destination: { write: (line) => log.push(line) } }),
  });
  mount(router);
  server = await startServer(app, { host: '127.0.0.1', port: 0 });
});
afterEach(() => server.stop());

async function get(path: string) {
  const response = await fetch(`${server.url}${path}`);
  return { status: response.status, body: (await response.json()) as unknown };
}

function post(path: string, body: string, type = 'application/json') {
  return fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'content-type': type } });
}

describe('health', () => {
  it('is live while the process runs, whatever the database does', async () => {
    readiness = async () => ({ ready: false, database: 'MongoDB 7.0', messenger: 'simulator' });
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
  });

  it('is ready while it can serve, and says on what it runs', async () => {
    expect(await get('/health/ready')).toEqual({
      status: 200,
      body: { status: 'ready', database: 'MongoDB 7.0', messenger: 'simulator' },
    });
  });

  it('is unavailable while the database is away, and ready again afterwards', async () => {
    let isUp = false;
    readiness = async () => ({ ready: isUp, database: 'MongoDB 7.0', messenger: 'telegram' });
    expect(await get('/health/ready')).toEqual({
      status: 503,
      body: { status: 'unavailable', database: 'MongoDB 7.0', messenger: 'telegram' },
    });
    isUp = true;
    expect(await get('/health/ready')).toMatchObject({ status: 200 });
  });
});

describe('an address where nothing is', () => {
  it.each(['/', '/health', '/health/ready/now', '/.env', '/health/../../etc/passwd', '/%2e%2e/package.json'])(
    'is 404 with a sentence: %s',
    async (path) => {
      expect(await get(path)).toEqual({
        status: 404,
        body: { error: 'There is nothing at this address.' },
      });
    },
  );

  it('may be there in a moment while the server starts, and says when to come again', async () => {
    isStarting = true;
    const response = await fetch(`${server.url}/api/v1/requests`, { method: 'POST' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await post('/echo', '{}')).status).toBe(200);
    isStarting = false;
    expect((await get('/api/v1/requests')).status).toBe(404);
  });

  it('is 404 for other methods too', async () => {
    expect((await post('/health/live', '{}')).status).toBe(404);
  });
});

describe('an error', () => {
  it.each(['/broken', '/broken-later'])('of ours is 500 without what went wrong: %s', async (path) => {
    expect(await get(path)).toEqual({
      status: 500,
      body: { error: 'Something went wrong here. Try again.' },
    });
    expect(log.join('')).toContain('requestFailed');
  });

  it('halfway through an answer ends it, so that nobody takes the half for the whole', async () => {
    await expect(fetch(`${server.url}/broken-halfway`).then((response) => response.text())).rejects.toThrow();
    expect(await get('/health/live')).toMatchObject({ status: 200 });
  });

  it.each([
    ['no JSON', '{"a":'],
    ['JSON that is no object or list', '7'],
  ])('of the caller, who sent %s, is 400 and no matter for the log', async (_what, body) => {
    const response = await post('/echo', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: 'The body of this call cannot be read.' });
    expect(log).toEqual([]);
  });

  it('of the caller, who sent too much, is 413', async () => {
    expect((await post('/echo', JSON.stringify('x'.repeat(200_000)))).status).toBe(413);
  });

  it('of the caller, whose address cannot be read, is 400', async () => {
    expect((await get('/health/%E0%A4%A')).status).toBeLessThan(500);
  });
});

describe('the headers', () => {
  it('tell browsers to be careful, and do not tell what runs here', async () => {
    const { headers } = await fetch(`${server.url}/health/live`);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('strict-transport-security')).toBe(false);
  });

  it('are there for what is not found, too', async () => {
    const { headers } = await fetch(`${server.url}/nothing`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
  });
});
