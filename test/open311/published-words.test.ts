import type { Actor } from '../../src/requests/lifecycle/facts.js';
import { codeOf, operator } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type OpenServer, openServer } from './open-server.js';

const WORDS = 'وسط کوچه چاله بزرگی است.';
const CITIZEN: Actor = { kind: 'citizen', citizen: 'telegram:771' };
const FEEDS = ['requests.xml', 'requests.json?extensions=true', 'requests.csv', 'servicerequestupdates.json'];

let database: TestDatabase;
let server: OpenServer;
let number = 0;
beforeAll(async () => {
  database = await openTestDatabase();
  server = await openServer(database.connection);
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

/** A request with a photo and a voice. */
async function filed() {
  number += 1;
  const code = codeOf(number);
  await server.file(code, {
    citizen: 'telegram:771',
    text: WORDS,
    attachments: [
      { id: 'photo-of-a-hole', kind: 'photo' },
      { id: 'voice-of-somebody', kind: 'voice' },
    ],
  });
  const read = async () => {
    const [newest] = await server.getJson('requests.json');
    return newest ?? {};
  };
  return { code, read };
}
type Filed = Awaited<ReturnType<typeof filed>>;

const permit = ({ code }: Filed, parts: 'nothing' | 'words' | 'all') => {
  server.clock.advance(1_000);
  return server.act(code, CITIZEN, { type: 'permitPublication', parts });
};
const publish = ({ code }: Filed, parts: 'nothing' | 'words' | 'all') => {
  server.clock.advance(1_000);
  return server.act(code, operator, { type: 'publish', parts });
};
const photoAt = (address: unknown) => fetch(String(address).replace(/^https:.*\/open311\/v2/, server.url));

it('has the words once both have said so, and the first photo where they allow that', async () => {
  const request = await filed();
  await permit(request, 'words');
  expect(await request.read()).toMatchObject({ description: null, media_url: null });
  await publish(request, 'words');
  expect(await request.read()).toMatchObject({ description: WORDS, media_url: null, address: null });
  await permit(request, 'all');
  await publish(request, 'all');
  const { description, media_url: address } = await request.read();
  expect(description).toBe(WORDS);
  const photo = await photoAt(address);
  expect([photo.status, photo.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(photo.headers.get('cache-control')).toBe('public, max-age=30');
  expect(await photo.text()).toBe('photo-of-a-hole');
  for (const other of ['2', '0', '01', '-1', 'x']) {
    expect((await photoAt(String(address).replace(/1$/, other))).status).toBe(404);
  }
});

it.each([
  ['the citizen takes it back', (request: Filed) => permit(request, 'nothing')],
  ['an operator takes it back', (request: Filed) => publish(request, 'nothing')],
  [
    'the citizen withdraws',
    ({ code }: Filed) => {
      server.clock.advance(1_000);
      return server.act(code, CITIZEN, { type: 'withdraw' });
    },
  ],
] as const)('has neither any more when %s', async (_what, takeBack) => {
  const request = await filed();
  await permit(request, 'all');
  await publish(request, 'all');
  const { media_url: address } = await request.read();
  expect((await photoAt(address)).status).toBe(200);
  await takeBack(request);
  const [read = {}] = (await server.getJson('requests.json')).filter(({ service_request_id: id }) =>
    String(address).includes(String(id)),
  );
  expect([read['description'] ?? null, read['media_url'] ?? null]).toEqual([null, null]);
  expect((await photoAt(address)).status).toBe(404);
});

it('has them in no feed of anything else', async () => {
  const request = await filed();
  const before = await Promise.all(FEEDS.map(async (feed) => (await server.get(feed)).body));
  expect(before.filter((body) => body.includes('photo-of-a-hole'))).toEqual([]);
  await permit(request, 'all');
  await publish(request, 'all');
  for (const feed of FEEDS) {
    const { body } = await server.get(feed);
    expect(body).not.toMatch(/photo-of-a-hole|voice-of-somebody|771/);
  }
});
