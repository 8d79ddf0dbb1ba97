import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type Download, downloadFile } from '../../src/attachments/download.js';
import { createApi } from '../../src/telegram/api.js';
import { MOST_FILE_BYTES } from '../../src/telegram/received-file.js';

const TOKEN = '1000001:citizen-token-for-tests-only-00';

let server: Server;
let root: string;
/** What the server has been asked for beside getFile. */
let asked: string[];
/** What getFile says. */
let file: { file_path?: string; file_size?: number };
let give: RequestListener;
/** True where getFile is not answered. */
let isPathKept: boolean;

beforeEach(async () => {
  asked = [];
  isPathKept = false;
  file = { file_path: 'photos/file_1.jpg' };
  give = (_request, response) => response.end('bytes');
  server = createServer((request, response) => {
    if (request.url === `/bot${TOKEN}/getFile`) {
      if (isPathKept) return;
      response.end(JSON.stringify({ ok: true, result: { file_id: 'x', file_unique_id: 'y', ...file } }));
      return;
    }
    asked.push(request.url ?? '');
    give(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  root = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const fetchFile = (withinMs?: number): Promise<Download> => {
  const api = createApi({ token: TOKEN, apiRoot: root });
  return downloadFile({ api, apiRoot: root, token: TOKEN }, 'x', withinMs);
};

it('comes within the time for it or not now, whichever answer does not come', async () => {
  give = () => undefined;
  expect(await fetchFile(50)).toEqual({ kind: 'away' });
  isPathKept = true;
  expect(await fetchFile(50)).toEqual({ kind: 'away' });
});

it.each(['photos/file_1.jpg', 'documents/file_2.tar.gz', 'voice/file-3.oga', 'file_4'])(
  'follows a path as Telegram names it: %s',
  async (path) => {
    file = { file_path: path };
    expect(await fetchFile()).toEqual({ kind: 'bytes', bytes: Buffer.from('bytes') });
    expect(asked).toEqual([`/file/bot${TOKEN}/${path}`]);
  },
);

it.each([
  '../../bot/secret',
  'photos/../../../etc/passwd',
  '/etc/passwd',
  'photos//file.jpg',
  'photos/%2e%2e/file.jpg',
  'photos/file.jpg?to=elsewhere',
  'photos/file.jpg#x',
  'http://elsewhere.example/file.jpg',
  '@elsewhere.example/file.jpg',
  'photos\\file.jpg',
  'photos/file.jpg\n',
  'photos/./file.jpg',
  '.',
  '',
])('follows no path that leads elsewhere: %j', async (path) => {
  file = { file_path: path };
  expect(await fetchFile()).toEqual({ kind: 'gone' });
  expect(asked).toEqual([]);
});

it('does not begin with a file that Telegram says is too big', async () => {
  file = { ...file, file_size: MOST_FILE_BYTES + 1 };
  expect(await fetchFile()).toEqual({ kind: 'tooBig' });
  expect(asked).toEqual([]);
});

it('takes a file of exactly 20 MiB, and refuses one byte more while it arrives, whatever was said of it', async () => {
  file = { ...file, file_size: 5 };
  let size = MOST_FILE_BYTES;
  give = (_request, response) => response.end(Buffer.alloc(size));
  expect((await fetchFile()).kind).toBe('bytes');
  size += 1;
  expect(await fetchFile()).toEqual({ kind: 'tooBig' });
});

it('ends a file that never ends', async () => {
  give = (_request, response) => {
    const more = () => {
      if (!response.destroyed && response.write(Buffer.alloc(MOST_FILE_BYTES / 4))) setImmediate(more);
    };
    response.on('drain', more);
    more();
  };
  expect(await fetchFile()).toEqual({ kind: 'tooBig' });
});

it('does not go where another server sends it', async () => {
  give = (_request, response) => {
    response.writeHead(302, { location: `${root}/elsewhere` }).end();
  };
  expect(await fetchFile()).toEqual({ kind: 'away' });
  expect(asked).toHaveLength(1);
});

it.each<[number, Download['kind']]>([
  [404, 'later'],
  [403, 'later'],
  [429, 'away'],
  [500, 'away'],
  [502, 'away'],
])('ends with an answer of %i so that it is tried again (%s)', async (status, kind) => {
  give = (_request, response) => {
    response.writeHead(status).end('no');
  };
  expect(await fetchFile()).toEqual({ kind });
});

it('does not take half a file for a whole one', async () => {
  give = (_request, response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('half', () => response.destroy());
  };
  expect(await fetchFile()).toEqual({ kind: 'away' });
});
