import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type OpenServer, openServer } from './open-server.js';

let database: TestDatabase;
let server: OpenServer;
let key: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  server = await openServer(database.connection);
  key = await server.makeKey(['open311']);
});
afterEach(() => server.stop());
afterAll(() => database.close());

const PLACE = { lat: '36.31234', long: '59.56789' };
const form = (changes: Readonly<Record<string, string>> = {}) =>
  new URLSearchParams({
    api_key: key,
    service_code: 'pothole',
    description: 'وسط کوچه چاله است & «عمیق»',
    'attribute[district]': 'd1',
    ...PLACE,
    ...changes,
  });

/** Files a form that is taken; resolves to the public id. */
async function filed(fields = form(), headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, body } = await server.post('requests.json', fields, headers);
  expect([status, body]).toEqual([200, expect.any(String)]);
  const [entry] = JSON.parse(body) as [{ readonly service_request_id: string }];
  expect(entry).toEqual({ service_request_id: expect.any(String), service_notice: null, account_id: null });
  return entry.service_request_id;
}

async function storedUnder(id: string) {
  const [record] = await server.records.findMany([id]);
  const stored = record === undefined ? undefined : await server.requests.store.find(record.code);
  if (stored === undefined) throw new Error('There is no such request.');
  return stored;
}

it('files through the lifecycle, and answers with the public id in both forms', async () => {
  const id = await filed();
  const { request, events } = await storedUnder(id);
  expect(request).toMatchObject({
    channel: 'api',
    category: 'pothole',
    text: 'وسط کوچه چاله است & «عمیق»',
    place: { latitude: 36.31234, longitude: 59.56789, district: 'd1' },
    citizen: `call:${request.code}`,
    stage: { status: 'referred' },
  });
  expect(events[0]?.actor).toMatchObject({ kind: 'client' });
  expect(await server.getJson(`requests/${id}.json`)).toMatchObject([{ lat: 36.31, description: null }]);
  expect(await server.getJson(`tokens/${id}.json`)).toEqual([{ service_request_id: id, token: id }]);
  const xml = await server.post('requests.xml', form({ description: 'دیگری' }));
  expect(xml.body).toMatch(
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<service_requests><request><service_request_id>[0-9a-z]{20}<\/service_request_id><service_notice\/><account_id\/><\/request><\/service_requests>\n$/,
  );
});

it('keeps the number of a caller for the callback, and their name', async () => {
  const id = await filed(
    form({ phone: '۰۹۱۵ ۱۲۳ ۴۵۶۷', first_name: 'مریم', last_name: 'رضایی', email: 'm@example.org' }),
  );
  const { request } = await storedUnder(id);
  expect(request.citizen).toBe('phone:+989151234567');
  expect(await server.citizens.find(request.citizen)).toMatchObject({
    name: 'مریم رضایی',
    requests: [request.code],
  });
});

it('takes an address or a district in place of a point, and no words at all', async () => {
  const bare = new URLSearchParams({
    service_code: 'pothole',
    address_string: 'صیاد شیرازی ۱۰',
    'attribute[district][]': 'd1',
    media_url: 'https://example.org/photo.jpg',
  });
  const { status, body } = await server.post('requests.json', bare, { authorization: `Bearer ${key}` });
  expect([status, body]).toEqual([200, expect.any(String)]);
  const [{ service_request_id: id }] = JSON.parse(body) as [{ service_request_id: string }];
  expect((await storedUnder(id)).request).toMatchObject({
    text: 'https://example.org/photo.jpg',
    place: { address: 'صیاد شیرازی ۱۰', district: 'd1' },
  });
  expect((await storedUnder(await filed(form({ description: '' })))).request.text).toBe('چاله');
});

it('is one request, however often and however close together the same call comes', async () => {
  const ids = await Promise.all([filed(), filed(), filed()]);
  expect(new Set([...ids, await filed()]).size).toBe(1);
  const other = await filed(form(), { 'idempotency-key': 'second' });
  expect(other).not.toBe(ids[0]);
  expect(await filed(form(), { 'idempotency-key': 'second' })).toBe(other);
  const changed = await server.post('requests.json', form({ description: 'چیز دیگر' }), {
    'idempotency-key': 'second',
  });
  expect([changed.status, changed.body]).toEqual([400, expect.stringContaining('Idempotency-Key')]);
  expect(await server.getJson('requests.json')).toHaveLength(2);
});

it('keeps nobody’s number beside their request, and meets nobody again who has left', async () => {
  const fields = form({ phone: '09151234567' });
  const id = await filed(fields);
  const posts = await database.connection.collection('open311Posts').find().toArray();
  expect(posts).toHaveLength(1);
  expect(JSON.stringify(posts)).not.toContain('9151234567');
  await server.citizens.removeCaller('+989151234567');
  await server.citizens.remove('phone:+989151234567');
  expect(await filed(fields)).toBe(id);
  expect(await server.citizens.find('phone:+989151234567')).toBeUndefined();
});

it.each([
  ['no key', { api_key: '' }, 403],
  ['a wrong key', { api_key: 'pk_abcdefgh_wrong' }, 403],
  ['no service', { service_code: '' }, 400],
  ['an unknown service', { service_code: 'none' }, 404],
  ['a matter of persons', { service_code: 'conduct' }, 404],
  ['no place', { lat: '', long: '' }, 400],
  ['half a point', { lat: '' }, 400],
  ['a point nowhere', { lat: '91' }, 400],
  ['a point that is no number', { lat: 'NaN' }, 400],
  ['an unknown address', { lat: '', long: '', address_id: '7' }, 400],
  ['an unknown district', { 'attribute[district]': 'd9' }, 400],
  ['no number', { phone: '12' }, 400],
  ['a picture that is no address', { media_url: 'javascript:alert(1)' }, 400],
  ['too many words', { description: 'آ'.repeat(4_001) }, 400],
])('refuses %s with a sentence, and files nothing', async (_what, changes, status) => {
  const answer = await server.post('requests.json', form(changes));
  expect(JSON.parse(answer.body)).toEqual([{ code: status, description: expect.stringMatching(/\.$/) }]);
  expect(answer.status).toBe(status);
  expect(await server.requests.store.latest(1)).toEqual([]);
});

it('refuses a key without the right, a revoked turn of calls, other bodies, and other addresses', async () => {
  const reader = await server.makeKey(['requests:read']);
  expect((await server.post('requests.json', form({ api_key: reader }))).status).toBe(403);
  const slow = await server.makeKey(['open311'], 1);
  expect((await server.post('requests.json', form({ api_key: slow }))).status).toBe(200);
  const tooMany = await server.post('requests.json', form({ api_key: slow, description: 'دو' }));
  expect([tooMany.status, tooMany.headers.get('retry-after')]).toEqual([429, '60']);
  expect((await server.post('requests.json', '{}', { 'content-type': 'application/json' })).status).toBe(400);
  expect((await server.post('requests.json', form({ description: 'a'.repeat(200_000) }))).status).toBe(413);
  expect((await server.post('requests.json', form({ description: '\ufffd' }))).status).toBe(400);
  expect((await server.post('services.json', form())).status).toBe(405);
});

describe('words of whoever reported it', () => {
  const update = (id: string, changes: Readonly<Record<string, string>> = {}) =>
    new URLSearchParams({
      api_key: key,
      service_request_id: id,
      update_id: '7',
      updated_datetime: '2026-11-24T10:00:00+03:30',
      status: 'OPEN',
      description: 'هنوز همان است.',
      ...changes,
    });

  it('are added to a request of the same client, once for each update_id', async () => {
    const id = await filed();
    for (let time = 0; time < 2; time += 1) {
      const answer = await server.post('servicerequestupdates.xml', update(id));
      expect([answer.status, answer.body]).toEqual([
        200,
        expect.stringContaining('<request_update><update_id>7</update_id></request_update>'),
      ]);
    }
    const { events } = await storedUnder(id);
    expect(events.filter(({ type }) => type === 'added')).toEqual([
      expect.objectContaining({ text: 'هنوز همان است.', actor: expect.objectContaining({ kind: 'client' }) }),
    ]);
    expect((await server.get(`requests/${id}.json`)).body).not.toContain('هنوز');
  });

  it('are taken for no request of anybody else, and not without an id and words', async () => {
    const id = await filed();
    const others = await server.makeKey(['open311']);
    expect((await server.post('servicerequestupdates.json', update(id, { api_key: others }))).status).toBe(
      404,
    );
    expect((await server.post('servicerequestupdates.json', update('none'))).status).toBe(404);
    for (const missing of ['service_request_id', 'update_id', 'description']) {
      expect((await server.post('servicerequestupdates.json', update(id, { [missing]: '' }))).status).toBe(
        400,
      );
    }
    expect((await storedUnder(id)).request.additions).toBe(0);
  });
});
