import { randomBytes } from 'node:crypto';
import type { MovableClock } from '../../src/clock.js';
import { createPublicRecords, type PublicRecords } from '../../src/open311/public-records.js';
import { publishChange } from '../../src/open311/publish-request.js';
import { upgradePublicRecords } from '../../src/open311/upgrade.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import {
  CITY,
  citizen,
  codeOf,
  DONE,
  manager,
  type OpenRequests,
  operator,
} from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { type Entries, type OpenServer, openServer, START } from './open-server.js';

const HOUR = 3_600_000;
const [FIRST, SECOND, THIRD] = [codeOf(1), codeOf(2), codeOf(3)];
const ROADS = manager('d1-roads');
const [streets] = CITY.groups;

let database: TestDatabase;
let server: OpenServer;
let clock: MovableClock;
let requests: OpenRequests;
let records: PublicRecords;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  server = await openServer(database.connection);
  ({ clock, requests, records } = server);
});
afterEach(() => server.stop());
afterAll(() => database.close());

const file: OpenServer['file'] = (code, changes) => server.file(code, changes);
const act: OpenServer['act'] = (code, actor, command) => server.act(code, actor, command);
const get: OpenServer['get'] = (path) => server.get(path);
const getJson = <Body = Entries>(path: string) => server.getJson<Body>(path);

const idOf = (code: TrackingCode) => records.idOf(code, START);

describe('what is there', () => {
  it('is said by the discovery, in both forms', async () => {
    const xml = await get('discovery.xml');
    expect(xml).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(xml.body).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<discovery><changeset>[^<]+<\/changeset>/,
    );
    expect(xml.body).toContain(
      '<formats><format>text/xml</format><format>application/json</format></formats>',
    );
    expect(await get('discovery.json')).toMatchObject({
      status: 200,
      type: 'application/json; charset=utf-8',
    });
    expect(await getJson<object>('discovery.json')).toMatchObject({
      changeset: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+03:30$/),
      contact: expect.any(String),
      key_service: expect.any(String),
      endpoints: [{ url: 'https://137.example.org/open311/v2', type: 'production' }],
    });
  });

  it('lists as services what is somewhere in the city, and no matter of persons', async () => {
    expect(await getJson('services.json')).toEqual([
      {
        service_code: 'pothole',
        service_name: 'چاله',
        description: 'خیابان',
        metadata: true,
        type: 'realtime',
        keywords: streets?.categories[0]?.keywords.join(','),
        group: 'خیابان',
      },
    ]);
    expect((await get('services.xml')).body).toContain('<metadata>true</metadata>');
  });

  it('defines a service with its attributes, as an object', async () => {
    expect(await getJson<object>('services/pothole.json')).toEqual({
      service_code: 'pothole',
      attributes: [
        expect.objectContaining({
          variable: true,
          code: 'district',
          datatype: 'singlevaluelist',
          required: false,
          order: 1,
          values: [{ key: 'd1', name: 'منطقه ۱' }],
        }),
      ],
    });
    expect((await get('services/pothole.xml')).body).toContain(
      '<values><value><key>d1</key><name>منطقه ۱</name></value></values>',
    );
    expect((await get('services/conduct.json')).status).toBe(404);
  });

  it.each([
    ['requests', 404, 'text/xml; charset=utf-8'],
    ['nothing.json', 404, 'application/json; charset=utf-8'],
    ['services/none.xml', 404, 'text/xml; charset=utf-8'],
    ['requests/none.json', 404, 'application/json; charset=utf-8'],
    ['requests/%ff.json', 404, 'text/xml; charset=utf-8'],
    ['requests.json?status=broken', 400, 'application/json; charset=utf-8'],
    ['requests.xml?page_size=5000', 400, 'text/xml; charset=utf-8'],
    ['services.csv', 404, 'text/xml; charset=utf-8'],
  ])('answers %s with %i and a sentence', async (path, status, type) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ status, type });
    if (type.startsWith('text')) {
      expect(answer.body).toMatch(
        new RegExp(`<errors><error><code>${status}</code><description>.+</description>`),
      );
    } else {
      expect(JSON.parse(answer.body)).toEqual([{ code: status, description: expect.stringMatching(/\.$/) }]);
    }
  });
});

describe('a request', () => {
  it('shows topic, unit, status, dates and about where it is, and nothing that anybody wrote', async () => {
    await file(FIRST);
    const id = await idOf(FIRST);
    const entry = {
      service_request_id: id,
      status: 'open',
      status_notes: 'پیش مدیر مسئول',
      service_name: 'چاله',
      service_code: 'pothole',
      description: null,
      agency_responsible: 'منطقه ۱',
      service_notice: null,
      requested_datetime: '2026-11-24T09:00:00+03:30',
      updated_datetime: '2026-11-24T09:00:00+03:30',
      expected_datetime: '2026-11-27T09:00:00+03:30',
      address: null,
      address_id: null,
      zipcode: null,
      lat: 36.31,
      long: 59.57,
      media_url: null,
    };
    expect(await getJson('requests.json')).toEqual([entry]);
    expect(await getJson(`requests/${id}.json`)).toEqual([entry]);
    expect((await get(`requests/${id}.xml`)).body).toContain('<description/>');
    expect(await getJson('requests.json?extensions=true')).toEqual([
      {
        ...entry,
        extended_attributes: {
          detailed_status: 'referred',
          unit: 'd1',
          district: 'd1',
          district_name: 'منطقه ۱',
        },
      },
    ]);
  });

  it('is closed by its answer, and that is when it was closed, whatever comes later', async () => {
    await file(FIRST);
    clock.advance(HOUR);
    await act(FIRST, ROADS, DONE);
    clock.advance(8 * 24 * HOUR);
    await act(FIRST, { kind: 'clock' }, { type: 'close' });
    expect(await getJson('requests.json')).toMatchObject([
      {
        status: 'closed',
        status_notes: 'پاسخ داده شد: انجام شده است',
        agency_responsible: 'منطقه ۱',
        updated_datetime: '2026-11-24T10:00:00+03:30',
        expected_datetime: null,
      },
    ]);
  });

  it('is open again after an objection, and until a promise is kept', async () => {
    await file(FIRST);
    await act(FIRST, ROADS, DONE);
    clock.advance(HOUR);
    await act(FIRST, citizen, { type: 'object', reason: 'چیزی عوض نشده است.' });
    expect(await getJson('requests.json?status=open')).toMatchObject([
      { status: 'open', updated_datetime: '2026-11-24T10:00:00+03:30' },
    ]);
    expect(await getJson('requests.json?status=closed')).toEqual([]);
    const day = new Date(clock.now().getTime() + 48 * HOUR);
    await act(FIRST, manager('d1-deputy'), { ...DONE, outcome: { kind: 'planned', day } });
    expect(await getJson('requests.json')).toMatchObject([
      { status: 'open', status_notes: expect.stringContaining('قول') },
    ]);
  });

  it('disappears when it is withdrawn, when its citizen is gone, and when it is no longer kept', async () => {
    for (const code of [FIRST, SECOND, THIRD]) await file(code);
    const gone = await Promise.all([FIRST, SECOND, THIRD].map(idOf));
    await act(FIRST, citizen, { type: 'withdraw' });
    await requests.store.renameCitizen(SECOND, 'maryam', 'gone:somebody');
    await records.forget(THIRD);
    await requests.store.remove(THIRD);
    server.forgetAnswers();
    expect(await getJson('requests.json')).toEqual([]);
    expect(await getJson(`requests.json?service_request_id=${gone.join(',')}`)).toEqual([]);
    for (const id of gone) expect((await get(`requests/${id}.json`)).status).toBe(404);
    expect((await get('requests.csv')).body.trim().split('\r\n')).toHaveLength(1);
    expect(await getJson('servicerequestupdates.json')).toEqual([]);
  });

  it('is not shown while it has no topic, or one of persons', async () => {
    await requests.file(FIRST, { category: 'conduct' });
    const { category: _none, ...without } = { category: undefined };
    await requests.service.register({
      command: {
        type: 'register',
        code: SECOND,
        citizen: 'maryam',
        channel: 'bot',
        text: 'سلام',
        attachments: [],
        ...without,
      },
      actor: citizen,
      commandId: 'file',
    });
    await server.publish();
    expect(await getJson('requests.json')).toEqual([]);
    await act(SECOND, operator, { type: 'refer', to: 'd1-roads', category: 'pothole' });
    expect(await getJson('requests.json')).toMatchObject([{ service_code: 'pothole' }]);
  });

  it('keeps its id, which says nothing of its code', async () => {
    await file(FIRST);
    const id = await idOf(FIRST);
    const other = createPublicRecords(database.connection, randomBytes);
    expect(await Promise.all([1, 2, 3].map(() => other.idOf(SECOND, START)))).toEqual(
      Array(3).fill(await other.idOf(SECOND, START)),
    );
    expect(await other.idOf(FIRST, START)).toBe(id);
    expect(id).toMatch(/^[0-9a-z]{20}$/);
  });
});

describe('a list', () => {
  it('is newest first, by pages, by status, by service and by time of registration', async () => {
    for (const code of [FIRST, SECOND, THIRD]) {
      await file(code);
      clock.advance(HOUR);
    }
    await act(SECOND, ROADS, DONE);
    const [first, second, third] = await Promise.all([FIRST, SECOND, THIRD].map(idOf));
    const listed = async (query: string) =>
      (await getJson(`requests.json?${query}`)).map(({ service_request_id: id }) => id);
    expect(await listed('')).toEqual([third, second, first]);
    expect(await listed('page=2&page_size=2')).toEqual([first]);
    expect(await listed('page=3&page_size=2')).toEqual([]);
    expect(await listed('status=closed')).toEqual([second]);
    expect(await listed('service_code=pothole,none')).toEqual([third, second, first]);
    expect(await listed('service_code=none')).toEqual([]);
    expect(
      await listed('start_date=2026-11-24T10:00:00%2B03:30&end_date=2026-11-24T10:00:00%2B03:30'),
    ).toEqual([second]);
    expect(await listed(`service_request_id=${first},${third}&status=closed&start_date=broken`)).toEqual([
      first,
      third,
    ]);
    clock.advance(91 * 24 * HOUR);
    server.forgetAnswers();
    expect(await listed('')).toEqual([]);
  });

  it('is there as open data', async () => {
    await file(FIRST);
    clock.advance(HOUR);
    await act(FIRST, ROADS, DONE);
    const answer = await get('requests.csv');
    expect(answer).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(answer.body).toBe(
      [
        '"service_request_id","requested_datetime","updated_datetime","closed_date","status_description","status_notes","source","service_name","service_subtype","description","agency_responsible","address","lat","long"\r\n',
        `"${await idOf(FIRST)}","2026-11-24T09:00:00+03:30","2026-11-24T10:00:00+03:30","2026-11-24T10:00:00+03:30","closed","پاسخ داده شد: انجام شده است","bot","چاله","","","منطقه ۱","","36.31","59.57"\r\n`,
      ].join(''),
    );
  });

  it('has what was filed before anything was public, once', async () => {
    await requests.file(FIRST);
    clock.advance(HOUR);
    await requests.execute(FIRST, ROADS, DONE, 'answer');
    requests.announced.length = 0;
    const upgrade = upgradePublicRecords({
      records,
      organization: server.organization,
      requests: requests.store,
    });
    const last = await upgrade.changeBatch(undefined);
    await upgrade.changeBatch(undefined);
    expect(await upgrade.changeBatch(last)).toBeUndefined();
    expect(await getJson('requests.json')).toMatchObject([
      { status: 'closed', updated_datetime: '2026-11-24T10:00:00+03:30' },
    ]);
    expect(await getJson('servicerequestupdates.json')).toHaveLength(1);
  });
});

describe('updates', () => {
  it('tell what became of requests, oldest first, under ids that stay', async () => {
    await file(FIRST);
    clock.advance(HOUR);
    await act(FIRST, ROADS, DONE);
    const updates = await getJson('servicerequestupdates.json');
    expect(updates).toEqual([
      {
        update_id: expect.stringMatching(/^[0-9a-z]{20}$/),
        service_request_id: await idOf(FIRST),
        status: 'closed',
        updated_datetime: '2026-11-24T10:00:00+03:30',
        description: 'پاسخ داده شد: انجام شده است.',
        media_url: null,
      },
    ]);
    const stored = await requests.store.find(FIRST);
    if (stored === undefined) throw new Error('There is no request.');
    await publishChange(
      { records, organization: server.organization },
      { ...stored, undelivered: stored.events.map(({ seq }) => seq) },
    );
    server.forgetAnswers();
    expect(await getJson('servicerequestupdates.json')).toEqual(updates);
    expect(await getJson('servicerequestupdates.json?end_date=2026-11-24T09:59:59%2B03:30')).toEqual([]);
    expect((await get('servicerequestupdates.xml')).body).toContain(
      '<service_requests_updates><request_update><update_id>',
    );
  });
});
