import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { ConfigError } from '../../src/config.js';
import { type RunningServer, startServer } from '../../src/web/server.js';
import { eventually } from '../support/eventually.js';

const running: RunningServer[] = [];
/** Answers the calls that wait at `/late`. */
const arrived: (() => void)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

async function start(options: { host?: string; port?: number } = {}): Promise<RunningServer> {
  const app = express();
  app.get('/', (_request, response) => {
    response.send('here');
  });
  app.get('/never', () => undefined);
  app.get('/news', (_request, response) => {
    response.type('text/event-stream').flushHeaders();
  });
  app.get('/late', (_request, response) => {
    arrived.push(() => response.send('late'));
  });
  const server = await startServer(app, { host: '127.0.0.1', port: 0, ...options });
  running.push(server);
  return server;
}

/** Why a server cannot be started. */
async function problem(options: { host?: string; port?: number }): Promise<ConfigError> {
  const error: unknown = await start(options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConfigError);
  // The expectation above has looked at its class.
  return error as ConfigError;
}

it('tells the address at which it listens, with the port that was free', async () => {
  const { url } = await start();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await (await fetch(url)).text()).toBe('here');
});

it('says in a sentence that the port is taken, and by which variable to change it', async () => {
  const { url } = await start();
  const port = Number(new URL(url).port);
  const error = await problem({ port });
  expect(error.variable).toBe('PORT');
  expect(error.message).toBe(`Port ${port} is in use by another program: set PORT to a free one.`);
});

it.each(['203.0.113.7', 'no-such-host.invalid'])(
  'says in a sentence that it cannot listen at %s',
  async (host) => {
    const error = await problem({ host });
    expect(error.variable).toBe('HOST');
    expect(error.message).toBe('HOST is not an address of this machine: set it to one, such as 127.0.0.1.');
  },
);

it('stops although a call is still waiting and a connection is idle', async () => {
  const server = await start();
  const { port } = new URL(server.url);
  const waiting = connect(Number(port), '127.0.0.1');
  waiting.write('GET /never HTTP/1.1\r\nHost: x\r\n\r\n');
  waiting.on('error', () => undefined);
  await (await fetch(server.url)).text();
  const closed = once(waiting, 'close');
  await server.stop();
  await closed;
  await expect(fetch(server.url)).rejects.toThrow();
});

it('can be stopped twice', async () => {
  const server = await start();
  await server.stop();
  await server.stop();
});

it('serves on while it drains, and keeps no connection', async () => {
  const server = await start();
  expect((await fetch(server.url)).headers.get('connection')).toBe('keep-alive');
  server.drain();
  const response = await fetch(server.url);
  expect([response.headers.get('connection'), await response.text()]).toEqual(['close', 'here']);
});

it.each(['stopListening', 'stop'] as const)('answers what is under way, and nobody new (%s)', async (how) => {
  const server = await start();
  const waiting = fetch(`${server.url}/late`);
  await eventually(() => arrived.length > 0);
  const stopped = server[how]();
  await expect(fetch(server.url)).rejects.toThrow();
  for (const answer of arrived.splice(0)) answer();
  expect(await (await waiting).text()).toBe('late');
  await stopped;
});

it('does not wait for a stream of news, which has no end', async () => {
  const server = await start();
  const response = await fetch(`${server.url}/news`);
  await server.stop();
  await expect(response.text()).rejects.toThrow();
});
