import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { createManualClock, type MovableClock } from '../../src/clock.js';
import { allowAddresses } from '../../src/webhooks/allowed-addresses.js';
import { createPost, type Post } from '../../src/webhooks/post.js';

const HERE = ['127.0.0.0/8', '::1/128'];
let clock: MovableClock;
let closing: (() => void)[];
beforeEach(() => {
  clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  closing = [];
});
afterEach(() => {
  for (const close of closing) close();
});

function open(networks: readonly string[]): Post {
  const post = createPost({ addresses: allowAddresses(networks), machineClock: clock });
  closing.push(() => post.close());
  return post;
}

async function receive(listener: RequestListener): Promise<string> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const send = (post: Post, url: string) =>
  post(url, { 'webhook-id': '1' }, '{"a":"ب"}', new AbortController().signal);

it('posts the body with its headers and hears the status', async () => {
  const bodies: string[] = [];
  const url = await receive(async (request, response) => {
    for await (const chunk of request) bodies.push(String(chunk));
    bodies.push(`${request.method} ${request.headers['webhook-id']} ${request.headers['content-type']}`);
    response.writeHead(503, { 'retry-after': '30' }).end('later');
  });
  expect(await send(open(HERE), url)).toEqual({ kind: 'answered', status: 503, retryAfter: '30' });
  expect(bodies).toEqual(['{"a":"ب"}', 'POST 1 application/json; charset=utf-8']);
});

it('goes nowhere that an answer points to', async () => {
  let calls = 0;
  const url = await receive((_request, response) => {
    calls += 1;
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect(await send(open(HERE), url)).toEqual({ kind: 'answered', status: 302 });
  expect(calls).toBe(1);
});

it('refuses addresses inside, as numbers in any form and as names, unless the city has named their network', async () => {
  let calls = 0;
  const url = await receive((_request, response) => {
    calls += 1;
    response.end();
  });
  const { port } = new URL(url);
  const refused = { kind: 'failed', because: 'refusedAddress' };
  const hosts = ['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::ffff:127.0.0.1]', '[::1]', '0.0.0.0'];
  for (const host of [...hosts, '10.1.2.3', '169.254.169.254', '192.168.1.1', '[fd00::1]']) {
    expect([host, await send(open([]), `http://${host}:${port}/`)]).toEqual([host, refused]);
  }
  expect(calls).toBe(0);
  expect(await send(open(HERE), `http://localhost:${port}/`)).toEqual({ kind: 'answered', status: 200 });
});

it('waits for a slow answer for twenty seconds', async () => {
  const url = await receive(() => undefined);
  const sent = send(open(HERE), url);
  clock.advance(20_000);
  expect(await sent).toEqual({ kind: 'failed', because: 'timeout' });
});

it('hears the status of an answer without an end', async () => {
  const url = await receive((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
    };
    response
      .writeHead(200)
      .on('drain', more)
      .on('error', () => undefined);
    more();
  });
  expect(await send(open(HERE), url)).toEqual({ kind: 'answered', status: 200 });
});

it('takes garbage, a hung-up line and a closed door for a receiver that is away', async () => {
  const garbage = createSocketServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end('سلام\r\n\r\n'),
  );
  await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve));
  const { port } = garbage.address() as AddressInfo;
  const away = { kind: 'failed', because: 'unreachable' };
  expect(await send(open(HERE), `http://127.0.0.1:${port}`)).toEqual(away);
  await new Promise((resolve) => garbage.close(resolve));
  expect(await send(open(HERE), `http://127.0.0.1:${port}`)).toEqual(away);
  const url = await receive((request) => request.socket.destroy());
  expect(await send(open(HERE), url)).toEqual(away);
});
