import { readFile } from 'node:fs/promises';
import { SCOPES } from '../../src/clients/client.js';
import { isTrackingCode } from '../../src/text/tracking-code.js';
import { DEPUTY, type Desk, HEAD, HEAD_POSITION, openDesk } from '../bots/staff/staff-phones.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR } from '../support/people.js';
import { type ApiClient, createApiClients, type MakeClient } from './api-client.js';

let desk: Desk;
let makeClient: MakeClient;
/** A client that may do everything, as Saja would be. */
let saja: ApiClient;

beforeAll(async () => {
  desk = await openDesk();
  makeClient = createApiClients(desk);
  saja = await makeClient({ scopes: SCOPES });
});
afterAll(() => desk.stop());

const POTHOLE = {
  text: 'چاله‌ای در خیابان امامت، روبه‌روی پلاک ۱۲، ماشین‌ها را خراب می‌کند.',
  category: 'pothole',
  place: { address: 'خیابان امامت ۱۲', district: 'district-9' },
};
const ANSWER = {
  actor: { kind: 'manager', position: HEAD_POSITION, person: String(HEAD) },
  outcome: { kind: 'done' },
  text: 'چاله امروز صبح پر شد و محل باز است.',
};

/** Registers a pothole; resolves to its code. */
async function register(body: object = {}, client = saja): Promise<string> {
  const { status, body: view } = await client.post('/requests', { ...POTHOLE, ...body });
  if (status !== 201) throw new Error(JSON.stringify(view));
  return String(view['code']);
}

describe('registering', () => {
  it('refers a request at once, tells its manager, and answers with what there is to follow it', async () => {
    const { status, body, headers } = await saja.post('/requests', {
      ...POTHOLE,
      caller: { phone: '0915 123 4501', name: 'مریم رضایی' },
      externalIds: { saja: '140509-1' },
    });
    expect(status).toBe(201);
    const code = String(body['code']);
    expect(isTrackingCode(code)).toBe(true);
    expect(body).toMatchObject({
      status: 'referred',
      channel: 'api',
      unit: 'district-9',
      position: HEAD_POSITION,
      externalIds: { saja: '140509-1' },
    });
    expect(JSON.stringify(body)).not.toContain('مریم');
    expect(headers.get('location')).toBe(`/api/v1/requests/${code}`);
    expect(headers.get('etag')).toBe('"1"');
    await desk.city.passMoment(5);
    expect(await desk.last(HEAD)).toContain('خیابان امامت');
    for (const id of [code, 'saja:140509-1']) {
      expect((await saja.get(`/requests/${id}`)).body).toMatchObject({
        code,
        personal: {
          text: POTHOLE.text,
          citizen: { name: 'مریم رضایی', phone: '+989151234501' },
          place: { point: null, address: 'خیابان امامت ۱۲' },
          files: [],
        },
      });
    }
  });

  it('guesses the category of clear words, and leaves others to the operators', async () => {
    const clear = await saja.post('/requests', { text: 'آسفالت خیابان ما چاله دارد', place: POTHOLE.place });
    expect(clear.body).toMatchObject({ category: 'pothole', status: 'referred' });
    const vague = await saja.post('/requests', { text: 'لطفاً رسیدگی کنید' });
    expect(vague.body).toMatchObject({ category: null, status: 'intake', unit: null });
  });

  it('is one act with one answer under one key, twice at once, later, and after a crash before the answer', async () => {
    const key = 'one-act';
    const once = () => saja.post('/requests', { ...POTHOLE, caller: { phone: '+989151234502' } }, { key });
    const [first, second] = await Promise.all([once(), once()]);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const code = String(first.body['code']);
    await saja.post(`/requests/${code}/note`, {
      actor: { kind: 'operator', person: String(OPERATOR) },
      text: 'تماس‌گیرنده عجله دارد.',
    });
    const later = await once();
    expect(later.body).toEqual(first.body);
    expect(later.headers.get('idempotent-replayed')).toBe('true');
    const calls = desk.connection.collection<{ _id: string; code: string }>('clientCalls');
    await calls.updateOne({ code }, { $unset: { answer: 1 } });
    expect((await once()).body).toMatchObject({ code, rev: 2 });
    expect(
      await desk.connection.collection('requests').countDocuments({ 'state.citizen': 'phone:+989151234502' }),
    ).toBe(1);
  });

  it('refuses a key that was used for something else', async () => {
    const key = 'another-act';
    await saja.post('/requests', POTHOLE, { key });
    const other = await saja.post('/requests', { ...POTHOLE, text: 'چراغ خیابان خاموش است' }, { key });
    expect(other).toMatchObject({ status: 409, body: { code: 'keyUsedDifferently' } });
    const elsewhere = await makeClient({ scopes: SCOPES });
    expect((await elsewhere.post('/requests', POTHOLE, { key })).status).toBe(201);
  });

  it('takes another system’s number once, of each client its own', async () => {
    const code = await register({ externalIds: { saja: '77' } });
    const again = await saja.post('/requests', { ...POTHOLE, externalIds: { saja: '77' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'externalIdTaken', request: code } });
    const other = await makeClient({ scopes: SCOPES });
    expect((await other.get('/requests/saja:77')).status).toBe(404);
    expect(await register({ externalIds: { saja: '77' } }, other)).not.toBe(code);
  });

  it('gives a number free that was claimed for a request which never came to be', async () => {
    const numbers = desk.connection.collection<{ _id: string; code: string }>('externalNumbers');
    await numbers.insertOne({ _id: `${saja.id} saja 78`, code: '0000000000' });
    const code = await register({ externalIds: { saja: '78' } });
    expect((await saja.get('/requests/saja:78')).body['code']).toBe(code);
  });

  it('takes files that were sent before, which go on without what their device wrote', async () => {
    const photo = await readFile('src/simulator/samples/pothole.jpg');
    const sent = await saja.send('/files?kind=photo', photo);
    expect(sent.status).toBe(201);
    const again = await saja.send('/files?kind=photo', photo);
    expect(again.body).toEqual(sent.body);
    const code = await register({ files: [sent.body['id']] });
    const { body } = await saja.get(`/requests/${code}`);
    const [file] = (body['personal'] as { files: { url: string; kind: string }[] }).files;
    expect(file?.kind).toBe('photo');
    const address = `${desk.url}${file?.url}`;
    const got = await fetch(address);
    expect(got.headers.get('content-type')).toBe('image/jpeg');
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="photo.jpeg"');
    expect((await fetch(address.replace(/until=\d/, 'until=9'))).status).toBe(404);
    expect(
      (await saja.post('/requests', { ...POTHOLE, files: [`file-${'0'.repeat(40)}`] })).body,
    ).toMatchObject({
      errors: [{ path: '/files' }],
    });
  });
});

describe('a request in several parts', () => {
  type Part = readonly [name: string, content: string | Buffer];
  let photo: Buffer;
  beforeAll(async () => {
    photo = await readFile('src/simulator/samples/pothole.jpg');
  });

  /** Sends parts as a form; whatever reads it sees another boundary each time. */
  async function sendParts(key: string, ...parts: readonly Part[]) {
    const form = new FormData();
    for (const [name, content] of parts) {
      if (typeof content === 'string') form.append(name, content);
      else form.append(name, new Blob([new Uint8Array(content)]), 'عکس ۱.jpg');
    }
    const headers = { ...saja.headers, 'idempotency-key': key };
    const response = await fetch(`${desk.url}/api/v1/requests`, { method: 'POST', headers, body: form });
    return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
  }

  it('has its files with it, and is one request however often it is sent', async () => {
    const parts: readonly Part[] = [
      ['request', JSON.stringify({ ...POTHOLE, text: '' })],
      ['photo', photo],
      ['photo', await readFile('src/simulator/samples/garbage.jpg')],
    ];
    const first = await sendParts('parts-1', ...parts);
    expect(first.status).toBe(201);
    expect(await sendParts('parts-1', ...parts)).toEqual(first);
    const { body } = await saja.get(`/requests/${first.body['code']}`);
    expect((body['personal'] as { files: object[] }).files).toHaveLength(2);
    expect(await sendParts('parts-1', ...parts.slice(0, 2))).toMatchObject({
      status: 409,
      body: { code: 'keyUsedDifferently' },
    });
  });

  it.each<[string, readonly Part[], object]>([
    ['no JSON', [['photo', Buffer.from('x')]], { errors: [{ path: '/request' }] }],
    ['JSON that is none', [['request', '{']], { code: 'malformedJson' }],
    ['a field that is wrong', [['request', '{"text":""}']], { errors: [{ path: '/text' }] }],
    [
      'another part',
      [
        ['request', '{}'],
        ['virus', Buffer.from('x')],
      ],
      { errors: [{ path: '/virus' }] },
    ],
    [
      'a file that is a text',
      [
        ['request', '{}'],
        ['photo', 'x'],
      ],
      { errors: [{ path: '/photo' }] },
    ],
    [
      'a photo that is none',
      [
        ['request', '{}'],
        ['photo', Buffer.from('x')],
      ],
      { code: 'unsupportedType' },
    ],
    [
      'too many parts',
      [['request', '{}'], ...Array.from({ length: 11 }, (): Part => ['photo', Buffer.from('x')])],
      { errors: [{ path: '' }] },
    ],
  ])('is refused with %s, and nothing is registered', async (what, parts, problem) => {
    const before = await desk.connection.collection('requests').countDocuments();
    const { status, body } = await sendParts(`parts ${what}`.replaceAll(' ', '-'), ...parts);
    expect(status).toBeLessThan(500);
    expect(body).toMatchObject(problem);
    expect(await desk.connection.collection('requests').countDocuments()).toBe(before);
  });
});

describe('telling the caller', () => {
  const callbacks = (code: string) => desk.connection.collection('callbacks').find({ code }).toArray();
  const waiting = async (code: string) =>
    (await callbacks(code)).filter(({ status }) => status === 'waiting');

  /** Registers a call and answers it; resolves to its code once the operators have to phone. */
  async function answered(phone: string): Promise<string> {
    const code = await register({ caller: { phone } });
    await saja.post(`/requests/${code}/answer`, ANSWER);
    await desk.city.advance({ advanceSeconds: 61 });
    await eventually(async () => (await waiting(code)).length === 1);
    return code;
  }

  it('takes them off the calls of the operators, up to the event that they were told of', async () => {
    const code = await answered('+989151234561');
    expect((await saja.post(`/requests/${code}/told`, { seq: 2 })).status).toBe(200);
    expect(await waiting(code)).toHaveLength(1);
    const told = await saja.post(`/requests/${code}/told`, { seq: 3 });
    expect(told).toMatchObject({ status: 200, body: { code, status: 'answered' } });
    expect(await callbacks(code)).toMatchObject([{ status: 'told', seq: 3 }]);
    const audit = desk.connection.collection('audit');
    expect(await audit.findOne({ person: `client:${saja.id}`, act: 'callbackTold' })).toMatchObject({
      request: code,
    });
    await saja.post(`/requests/${code}/object`, { actor: { kind: 'caller' }, reason: 'چاله هنوز باز است.' });
    expect((await saja.post(`/requests/${code}/told`, { seq: 99 })).body).toMatchObject({
      errors: [{ path: '/seq' }],
    });
  });

  it('keeps them off, also where the call would only be put there afterwards', async () => {
    const code = await answered('+989151234562');
    await desk.connection.collection('callbacks').deleteMany({ code });
    await saja.post(`/requests/${code}/told`, { seq: 3 });
    expect(await callbacks(code)).toMatchObject([{ status: 'told', what: 'answer' }]);
  });

  it('is for the client that took the call', async () => {
    const other = await makeClient({ scopes: SCOPES });
    const code = await register();
    expect(await other.post(`/requests/${code}/told`, { seq: 1 })).toMatchObject({
      status: 403,
      body: { code: 'notTheirs' },
    });
  });
});

describe('what is wrong', () => {
  it.each([
    [{ text: 'ن'.repeat(5_000) }, '/text'],
    [{ text: '' }, '/text'],
    [{ category: 'no-such-category' }, '/category'],
    [{ category: '$where' }, '/category'],
    [{ place: { district: 'public-works' } }, '/place/district'],
    [{ place: { point: { latitude: 91, longitude: 0 } } }, '/place/point/latitude'],
    [{ place: { point: { latitude: 36 } } }, '/place/point/longitude'],
    [{ caller: { phone: 'شماره ندارد' } }, '/caller/phone'],
    [{ externalIds: { Saja: '1' } }, '/externalIds/Saja'],
    [{ extra: true }, '/extra'],
  ])('%j is refused with the path of the field, and nothing is stored', async (change, path) => {
    const before = await desk.connection.collection('requests').countDocuments();
    const { status, body } = await saja.post('/requests', { ...POTHOLE, ...change });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid', errors: [{ path }] });
    expect(await desk.connection.collection('requests').countDocuments()).toBe(before);
  });

  it('a call without an Idempotency-Key is refused, since repeating it would be another act', async () => {
    const { status, body } = await saja.post('/requests', POTHOLE, { key: '' });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ path: 'Idempotency-Key' }] });
  });

  it('a file that is too large or no photo is refused', async () => {
    expect(await saja.send('/files?kind=photo', Buffer.alloc(21 * 1024 * 1024))).toMatchObject({
      status: 413,
      body: { code: 'tooLarge' },
    });
    expect(await saja.send('/files?kind=photo', Buffer.from('<script>alert(1)</script>'))).toMatchObject({
      status: 415,
      body: { code: 'unsupportedType' },
    });
    expect((await saja.send('/files?kind=virus', Buffer.from('x'))).body).toMatchObject({
      errors: [{ path: 'kind' }],
    });
  });

  it('a foreign method, address or parameter is refused', async () => {
    const put = await fetch(`${desk.url}/api/v1/requests`, { method: 'PUT', headers: saja.headers });
    expect(put.status).toBe(405);
    expect(put.headers.get('allow')).toBe('POST, GET, HEAD');
    const asked = await fetch(`${desk.url}/api/v1/requests/import`, {
      method: 'OPTIONS',
      headers: saja.headers,
    });
    expect(asked.headers.get('allow')).toBe('POST');
    expect((await saja.get('/requests?colour=red')).body).toMatchObject({ errors: [{ path: 'colour' }] });
    expect((await saja.get('/requests?limit=1000')).body).toMatchObject({ errors: [{ path: 'limit' }] });
    expect((await saja.get('/requests?status=referred&status=closed')).status).toBe(400);
    expect((await saja.get('/requests?after=nonsense')).body).toMatchObject({ errors: [{ path: 'after' }] });
    expect((await saja.get('/requests/123')).status).toBe(404);
    expect((await saja.get('/requests/%00')).status).toBe(404);
    expect((await saja.get('/requests/%E0%A4%A')).status).toBe(400);
  });
});

describe('lists', () => {
  it('go on where they ended, and have each request once', async () => {
    const client = await makeClient({ scopes: ['requests:read', 'requests:write'] });
    const before = (await client.get('/requests?limit=200')).body['requests'] as { code: string }[];
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await client.get(`/requests?limit=3${after === '' ? '' : `&after=${after}`}`);
      seen.push(...(body['requests'] as { code: string }[]).map(({ code }) => code));
      after = (body['next'] as string | null) ?? '';
    } while (after !== '');
    expect(seen).toEqual(before.map(({ code }) => code));
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(3);
  });

  it('are narrowed by what is asked, and have nothing personal', async () => {
    const caller = { phone: '+989151234503', name: 'نام' };
    const code = await register({ category: 'sidewalk', caller });
    const narrow = 'unit=district-9&category=sidewalk&district=district-9';
    const { body } = await saja.get(`/requests?${narrow}&status=referred`);
    expect((body['requests'] as { code: string }[]).map((one) => one.code)).toEqual([code]);
    expect(JSON.stringify(body)).not.toMatch(/نام|9151234503|چاله‌ای/);
    for (const [filter, isIn] of [
      ['dueBefore=2100-01-01T00:00:00Z', true],
      ['dueBefore=2020-01-01T00:00:00%2B03:30', false],
      ['changedSince=2100-01-01T00:00:00Z', false],
      [`position=${HEAD_POSITION}`, true],
      ['position=mayor', false],
    ] as const) {
      const found = (await saja.get(`/requests?${narrow}&${filter}`)).body['requests'] as {
        code: string;
      }[];
      expect([filter, found.some((one) => one.code === code)]).toEqual([filter, isIn]);
    }
  });

  it('and single requests show a client its units only', async () => {
    const theirs = await register();
    const foreign = await register({ place: { district: 'district-10' } });
    const client = await makeClient({ scopes: SCOPES, units: ['district-9'] });
    expect((await client.get(`/requests/${theirs}`)).status).toBe(200);
    expect((await client.get(`/requests/${foreign}`)).body).toEqual(
      (await client.get('/requests/0000000000')).body,
    );
    const listed = (await client.get('/requests?limit=200')).body['requests'] as { code: string }[];
    expect(listed.some(({ code }) => code === theirs)).toBe(true);
    expect(listed.some(({ code }) => code === foreign)).toBe(false);
    const own = await register({ place: { district: 'district-10' } }, client);
    expect((await client.get(`/requests/${own}`)).status).toBe(200);
    const positions = (await client.get('/positions')).body['positions'] as { unit: string }[];
    expect(new Set(positions.map(({ unit }) => unit))).toEqual(new Set(['district-9']));
  });
});

describe('acts', () => {
  it('are done for the holder of a position, and the word of the caller ends it', async () => {
    const code = await register({ caller: { phone: '+989151234504' } });
    const { status, body } = await saja.post(`/requests/${code}/answer`, ANSWER);
    expect([status, body['status']]).toEqual([200, 'answered']);
    const read = (await saja.get(`/requests/${code}`)).body;
    expect(read).toMatchObject({
      status: 'answered',
      answer: { by: { kind: 'position', code: HEAD_POSITION }, outcome: { kind: 'done' }, text: ANSWER.text },
    });
    const rated = await saja.post(`/requests/${code}/rate`, { actor: { kind: 'caller' }, score: 5 });
    expect(rated.body).toMatchObject({ status: 'closed', rating: 5, closed: { because: 'accepted' } });
  });

  it('stand in the history that staff read with the name of the system', async () => {
    const system = await makeClient({ scopes: SCOPES, name: 'سامانه آزمون' });
    const code = await register({}, system);
    await system.post(`/requests/${code}/note`, {
      actor: { kind: 'operator', person: String(OPERATOR) },
      text: 'از دفتر تلفن شد.',
    });
    await desk.send(OPERATOR, code);
    await desk.press(OPERATOR, 'سابقه');
    const history = await desk.last(OPERATOR);
    expect(history).toMatch(/درخواست ثبت شد\.[^\n]*از راه[^\n]*سامانه آزمون/);
    expect(history.match(/سامانه آزمون/g)).toHaveLength(2);
    await desk.send(HEAD, code);
    await desk.press(HEAD, 'سابقه');
    expect(await desk.last(HEAD)).toContain('سامانه آزمون');
  });

  it('that come too late are refused with what happened, by whom, in the language that was asked for', async () => {
    const code = await register();
    await saja.post(`/requests/${code}/answer`, ANSWER);
    const late = await saja.post(`/requests/${code}/answer`, ANSWER);
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'refused',
        refusal: { code: 'alreadyAnswered', by: { kind: 'position', position: HEAD_POSITION } },
      },
    });
    expect(late.body['detail']).toContain('رئیس اداره فنی و عمران منطقه ۹');
    const english = await saja.post(`/requests/${code}/answer`, ANSWER, { language: 'en' });
    expect(english.body['detail']).toMatch(/^[\x20-\x7e\u2018-\u201d\u2066-\u2069]+$/);
  });

  it('are nobody’s but the holder’s, the operator’s, or the caller’s of the client', async () => {
    const code = await register();
    const acts: readonly (readonly [string, object])[] = [
      ['answer', { ...ANSWER, actor: { ...ANSWER.actor, person: String(DEPUTY) } }],
      ['answer', { ...ANSWER, actor: { ...ANSWER.actor, position: 'no-such-position' } }],
      ['note', { actor: { kind: 'operator', person: String(HEAD) }, text: 'یادداشت' }],
    ];
    for (const [act, body] of acts) {
      expect(await saja.post(`/requests/${code}/${act}`, body)).toMatchObject({
        status: 403,
        body: { code: 'notTheirs' },
      });
    }
    const other = await makeClient({ scopes: SCOPES });
    expect(await other.post(`/requests/${code}/withdraw`, { actor: { kind: 'caller' } })).toMatchObject({
      status: 403,
      body: { code: 'notTheirs' },
    });
    expect((await saja.post(`/requests/${code}/withdraw`, { actor: { kind: 'caller' } })).body).toMatchObject(
      {
        closed: { because: 'withdrawn' },
      },
    );
  });

  it('can name the state that they were decided on', async () => {
    const code = await register();
    const note = { actor: { kind: 'operator', person: String(OPERATOR) }, text: 'یادداشت' };
    const other = await saja.post(`/requests/${code}/note`, note, { ifMatch: '"7"' });
    expect(other).toMatchObject({ status: 412, body: { code: 'changedMeanwhile' } });
    const nonsense = await saja.post(`/requests/${code}/note`, note, { ifMatch: 'yesterday' });
    expect(nonsense).toMatchObject({ status: 400, body: { errors: [{ path: 'If-Match' }] } });
    const key = 'note-once';
    expect((await saja.post(`/requests/${code}/note`, note, { ifMatch: '"1"', key })).body['rev']).toBe(2);
    expect((await saja.post(`/requests/${code}/note`, note, { ifMatch: '"1"', key })).body['rev']).toBe(2);
  });

  it('are done once on one state, however many decided on it at the same time', async () => {
    const code = await register();
    const note = { actor: { kind: 'operator', person: String(OPERATOR) }, text: 'یادداشت' };
    const all = await Promise.all(
      Array.from({ length: 8 }, () => saja.post(`/requests/${code}/note`, note, { ifMatch: '"1"' })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
    expect((await saja.get(`/requests/${code}`)).body['rev']).toBe(2);
    const other = await register();
    const merge = { actor: note.actor, into: other };
    expect((await saja.post(`/requests/${code}/merge`, merge, { ifMatch: '"1"' })).status).toBe(412);
    const merged = await saja.post(`/requests/${code}/merge`, merge, { ifMatch: '2', key: 'merge-once' });
    expect(merged.body).toMatchObject({ closed: { because: 'merged', mergedInto: other } });
  });

  it('answer with the numbers that the system gave, and take no broken promise without another day', async () => {
    const code = await register({ externalIds: { saja: '140509-9' } });
    const day = new Date((await desk.city.now()).getTime() + 3 * 86_400_000).toISOString();
    const planned = await saja.post(`/requests/${code}/answer`, {
      ...ANSWER,
      outcome: { kind: 'planned', day },
    });
    expect(planned.body).toMatchObject({ externalIds: { saja: '140509-9' } });
    const broken = await saja.post(`/requests/${code}/confirmPromise`, { actor: ANSWER.actor, kept: false });
    expect(broken).toMatchObject({ status: 400, body: { code: 'invalid' } });
    expect((await saja.get(`/requests/${code}`)).body).toMatchObject({ status: 'answered', rev: 2 });
  });

  it('stand in the audit log under the name of the system, once each', async () => {
    const code = await register();
    await saja.get(`/requests/${code}`);
    await saja.post(`/requests/${code}/answer`, ANSWER, { key: 'audited' });
    await saja.post(`/requests/${code}/answer`, ANSWER, { key: 'audited' });
    const lines = await desk.connection
      .collection('audit')
      .find({ request: code })
      .sort({ act: 1 })
      .toArray();
    expect(lines.map(({ person, act, position }) => [person, act, position])).toEqual([
      [`client:${saja.id}`, 'answered', HEAD_POSITION],
      [`client:${saja.id}`, 'callTaken', undefined],
      [`client:${saja.id}`, 'clientLooked', undefined],
    ]);
  });
});

describe('the city', () => {
  it('can be looked up: categories, units, positions with who has their cartable', async () => {
    const { categories } = (await saja.get('/categories')).body as { categories: { code: string }[] };
    expect(categories.some(({ code }) => code === 'pothole')).toBe(true);
    const { units } = (await saja.get('/units')).body as { units: { code: string; kind: string }[] };
    expect(units.filter(({ kind }) => kind === 'district').length).toBeGreaterThan(10);
    const { positions } = (await saja.get('/positions?unit=district-9')).body as {
      positions: { code: string; holder: { id: string; name: string } | null }[];
    };
    expect(positions.find(({ code }) => code === HEAD_POSITION)?.holder?.id).toBe(String(HEAD));
  });

  it('says in figures what the reports of the bot say, whole or of the units of a key', async () => {
    const { districts } = (await saja.get('/districts')).body as { districts: { code: string }[] };
    expect(districts).toContainEqual(expect.objectContaining({ code: 'district-9' }));
    await register({}, await makeClient({ scopes: SCOPES, units: ['district-9'] }));
    const now = await desk.city.now();
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Tehran' }).format(now);
    const whole = await saja.get(`/reports/${day}..${day}`);
    const filed = desk.connection.collection('requests').countDocuments({
      'state.filedAt': {
        $gte: new Date(`${day}T00:00:00+03:30`),
        $lt: new Date(new Date(`${day}T00:00:00+03:30`).getTime() + 86_400_000),
      },
    });
    expect(whole.body).toMatchObject({ from: `${day}T00:00:00+03:30`, total: { filed: await filed } });
    const local = await makeClient({ scopes: ['reports:read'], units: ['district-9'] });
    const own = (await local.get(`/reports/${day}..${day}`)).body;
    expect(own).toMatchObject({ total: null, topics: [], toldElsewhere: [] });
    const lines = whole.body['units'] as { code: string }[];
    expect(own['units']).toEqual(lines.filter(({ code }) => code === 'district-9'));
    expect((await local.get('/reports/thisMonth')).status).toBe(200);
    for (const period of ['2026-02-30..2026-03-01', '2026-11-02..2026-11-01', '2024-01-01..2026-01-01']) {
      expect([period, (await local.get(`/reports/${period}`)).status]).toEqual([period, 400]);
    }
    expect((await local.get('/reports/yesterday')).status).toBe(404);
  });
});
