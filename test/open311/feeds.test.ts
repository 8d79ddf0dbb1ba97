import { readXml } from '../../src/workbooks/xml.js';
import { citizen, codeOf, DONE, manager, operator } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type OpenServer, openServer, START } from './open-server.js';

const HOUR = 3_600_000;
const [FIRST, SECOND, PERSONAL] = [codeOf(1), codeOf(2), codeOf(3)];

let database: TestDatabase;
let server: OpenServer;
let ids: readonly string[];

beforeAll(async () => {
  database = await openTestDatabase();
  server = await openServer(database.connection);
  await server.file(FIRST);
  server.clock.advance(HOUR);
  await server.file(SECOND, { place: { district: 'd1', address: 'کوچه ۲' } });
  await server.act(SECOND, manager('d1-roads'), DONE);
  await server.file(PERSONAL, { category: 'conduct' });
  ids = await Promise.all([FIRST, SECOND].map((code) => server.records.idOf(code, START)));
});
afterAll(async () => {
  await server.stop();
  await database.close();
});

it('is GeoJSON: a feature each under its public id, at a coarse point or at none', async () => {
  const { status, headers, body } = await server.getFeed('geojson');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/geo+json; charset=utf-8']);
  const [first, second] = ids;
  expect(JSON.parse(body)).toEqual({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        id: second,
        geometry: null,
        properties: expect.objectContaining({ status: 'closed', service_code: 'pothole', unit: 'd1' }),
      },
      {
        type: 'Feature',
        id: first,
        geometry: { type: 'Point', coordinates: [59.57, 36.31] },
        properties: expect.objectContaining({ status: 'open', district: 'd1' }),
      },
    ],
  });
});

it('is Atom that can be read, with ids that stay and dates that follow what happens', async () => {
  const { headers, body } = await server.getFeed('atom?unit=d1');
  expect(headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  const texts: [string, string][] = [];
  let inside = '';
  const isSound = readXml(Buffer.from(body), {
    open: (name) => {
      inside = name;
    },
    text: (text) => texts.push([inside, text.trim()]),
  });
  expect(isSound).toBe(true);
  const all = (name: string) => texts.flatMap(([tag, text]) => (tag === name && text !== '' ? [text] : []));
  const [first, second] = ids;
  const address = 'https://137.example.org';
  expect(all('id')).toEqual([
    `${address}/city/requests.atom?unit=d1`,
    `${address}/open311/v2/requests/${second}.xml`,
    `${address}/open311/v2/requests/${first}.xml`,
  ]);
  expect(all('updated')).toEqual([
    '2026-11-24T10:00:00+03:30',
    '2026-11-24T10:00:00+03:30',
    '2026-11-24T09:00:00+03:30',
  ]);
  expect(all('point')).toEqual(['36.31 59.57']);
});

it('is CSV as GeoReport Bulk has it, and can be asked for by unit, district, topic, service and status', async () => {
  const { headers, body } = await server.getFeed('csv');
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(body.split('\r\n')[0]).toContain('"service_request_id","requested_datetime"');
  const linesOf = async (query: string) =>
    (await server.getFeed(`csv?${query}`)).body.trim().split('\r\n').length - 1;
  const counts = await Promise.all(
    [
      '',
      'unit=d1',
      'unit=buses',
      'district=d1',
      'topic=streets',
      'topic=people',
      'topic=streets&service_code=pothole',
      'topic=people&service_code=pothole',
      'status=open',
      'status=closed&unit=d1',
      'page_size=1',
      'page_size=1&page=2&unit=d1',
    ].map(linesOf),
  );
  expect(counts).toEqual([2, 2, 0, 2, 2, 0, 2, 0, 1, 1, 1, 1]);
});

it('says what it does not know', async () => {
  for (const query of ['unit=nowhere', 'district=buses', 'topic=nothing', 'status=lost', 'start_date=1405']) {
    const { status, headers } = await server.getFeed(`csv?${query}`);
    expect([query, status, headers.get('content-type')]).toEqual([query, 400, 'text/plain; charset=utf-8']);
  }
});

it('is not sent again while it is the same, and forgets at once what is withdrawn', async () => {
  const { headers, body } = await server.getFeed('geojson?status=open');
  const mark = headers.get('etag') ?? '';
  expect(headers.get('cache-control')).toBe('public, max-age=30');
  expect((await server.getFeed('geojson?status=open', mark)).status).toBe(304);
  await server.act(FIRST, operator, { type: 'note', text: 'دیده شد.' });
  expect((await server.getFeed('geojson?status=open', mark)).status).toBe(304);
  await server.act(FIRST, citizen, { type: 'withdraw' });
  const after = await server.getFeed('geojson?status=open', mark);
  expect(after.status).toBe(200);
  expect(body).toContain(ids[0]);
  expect(after.body).not.toContain(ids[0]);
});
