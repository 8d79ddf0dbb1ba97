import { SCOPES } from '../../src/clients/client.js';
import { type Desk, HEAD, HEAD_POSITION, HEAD_TITLE, openDesk } from '../bots/staff/staff-phones.js';
import { type ApiClient, createApiClients, type MakeClient } from './api-client.js';

const DEPUTY_POSITION = 'district-9-civil-works-deputy';

interface Written {
  readonly units: readonly Readonly<Record<string, unknown>>[];
  readonly positions: readonly Readonly<Record<string, unknown>>[];
}

let desk: Desk;
let makeClient: MakeClient;
let client: ApiClient;
beforeAll(async () => {
  desk = await openDesk();
  makeClient = createApiClients(desk);
  client = await makeClient({ scopes: SCOPES });
});
afterAll(() => desk.stop());

/** The organisation as it is, with its `ETag`. */
async function read(of = client) {
  const { body, headers } = await of.get('/organization');
  // The interface answers in this shape, which the description test holds it to.
  const { units, positions, holders } = body as unknown as Written & { readonly holders: readonly object[] };
  return { written: { units, positions }, holders, etag: headers.get('etag') ?? '' };
}

async function write(body: Written, { dryRun = false, ifMatch = '*', of = client } = {}) {
  const response = await fetch(`${desk.url}/api/v1/organization?dryRun=${dryRun}`, {
    method: 'PUT',
    headers: { ...of.headers, 'content-type': 'application/json', 'if-match': ifMatch },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
}

/** The same with one position changed; `undefined` for none of it any more. */
function withPosition({ units, positions }: Written, code: string, change: object | undefined): Written {
  return {
    units,
    positions: positions.flatMap((one) =>
      one['code'] !== code ? [one] : change === undefined ? [] : [{ ...one, ...change }],
    ),
  };
}

it('gives units, positions and holders, which sent back change nothing', async () => {
  const { written, holders } = await read();
  expect(written.positions.find(({ code }) => code === HEAD_POSITION)).toMatchObject({
    unit: 'district-9',
    title: { fa: HEAD_TITLE },
  });
  expect(holders).toContainEqual({ position: HEAD_POSITION, id: String(HEAD), name: expect.any(String) });
  expect(await write(written)).toEqual({
    status: 200,
    body: { isChanged: false, changes: [], vacated: [], ownCodes: 0 },
  });
});

it('says first what would change, and changes it only as it was read', async () => {
  const { written, etag } = await read();
  const title = { fa: 'سرپرست فنی و عمران منطقه ۹' };
  const wanted = withPosition(written, HEAD_POSITION, { title });
  const changes = [{ list: 'positions', added: [], changed: [title.fa], removed: [], isReordered: false }];
  const planned = await write(wanted, { dryRun: true });
  expect(planned).toMatchObject({ status: 200, body: { isChanged: false, changes } });
  expect((await read()).etag).toBe(etag);
  expect(await write(wanted, { ifMatch: '"0"' })).toMatchObject({
    status: 412,
    body: { code: 'changedMeanwhile' },
  });
  expect(await write(wanted, { ifMatch: etag })).toMatchObject({ body: { isChanged: true, changes } });
  // The same once more, as after a lost answer, is no other change.
  expect(await write(wanted, { ifMatch: etag })).toMatchObject({ status: 200, body: { isChanged: false } });
  expect((await client.get('/positions?unit=district-9')).body['positions']).toContainEqual(
    expect.objectContaining({ code: HEAD_POSITION, title }),
  );
  const audit = desk.connection.collection('audit');
  expect(await audit.countDocuments({ person: `client:${client.id}`, act: 'cityImported' })).toBe(1);
  await write(written);
});

it('keeps what a system calls the positions, for that system alone', async () => {
  const { written } = await read();
  const wanted = withPosition(written, HEAD_POSITION, { ownCode: '۹-۱۲۰' });
  await write(wanted, { dryRun: true });
  expect((await read()).written).toEqual(written);
  expect(await write(wanted)).toMatchObject({ body: { isChanged: false, ownCodes: 1 } });
  expect((await read()).written).toEqual(wanted);
  const other = await makeClient({ scopes: SCOPES });
  expect((await read(other)).written).toEqual(written);
});

it('takes what a system calls a position for our code of it, in acts and in lists, of that system alone', async () => {
  const { written } = await read();
  const [head, deputy] = ['own:۹-۱۲۰', 'own:9/200'];
  await write(
    withPosition(withPosition(written, HEAD_POSITION, { ownCode: '۹-۱۲۰' }), DEPUTY_POSITION, {
      ownCode: '9/200',
    }),
  );
  const code = await desk.file();
  const list = async (of: ApiClient, position: string) => {
    const { body } = await of.get(`/requests?position=${encodeURIComponent(position)}`);
    // The interface answers in this shape, which the description test holds it to.
    return (body['requests'] as readonly { readonly code: string }[]).map((one) => one.code);
  };
  expect(await list(client, head)).toEqual([code]);
  expect(await list(await makeClient({ scopes: SCOPES }), head)).toEqual([]);
  const actor = { kind: 'manager', position: head, person: String(HEAD) };
  const refer = (to: string) =>
    client.post(`/requests/${code}/refer`, { actor, to, reason: 'کار معاونت است' });
  expect(await refer('own:nobody')).toMatchObject({ status: 409 });
  expect(await refer(deputy)).toMatchObject({ status: 200 });
  expect(await list(client, deputy)).toEqual([code]);
  await write(written);
});

it('names what is wrong by its place and in a sentence, and changes nothing', async () => {
  const { written, etag } = await read();
  const lost = withPosition(written, HEAD_POSITION, { reportsTo: 'nobody' });
  const { status, body } = await write(lost);
  const at = written.positions.findIndex(({ code }) => code === HEAD_POSITION);
  expect([status, body['errors']]).toEqual([
    400,
    [{ path: `/positions/${at}/reportsTo`, message: expect.stringContaining('nobody') }],
  ]);
  expect((await read()).etag).toBe(etag);
});

it('removes no position from under an open request', async () => {
  const added = { code: 'district-9-night-watch', unit: 'district-9', title: { fa: 'نگهبان شب' } };
  const { written } = await read();
  const more = { ...written, positions: [...written.positions, { ...added, reportsTo: HEAD_POSITION }] };
  expect(await write(more)).toMatchObject({ body: { isChanged: true } });
  const code = String(
    (await client.post('/requests', { text: 'چاله', category: 'pothole', place: { district: 'district-9' } }))
      .body['code'],
  );
  const actor = { kind: 'manager', position: HEAD_POSITION, person: String(HEAD) };
  await desk.takePosition(added.code, HEAD);
  await desk.givePosition(added.code, HEAD);
  const referred = await client.post(`/requests/${code}/refer`, { actor, to: added.code, reason: 'شب است' });
  expect(referred.status).toBe(200);
  await desk.city.passMoment(5);
  expect(await write(written)).toMatchObject({
    status: 400,
    body: { errors: [{ message: expect.stringContaining(added.code) }] },
  });
});

it('is written by keys of all units only', async () => {
  const local = await makeClient({ scopes: SCOPES, units: ['district-9'] });
  const { written, holders } = await read(local);
  expect(new Set(written.units.map(({ code }) => code))).toEqual(new Set(['district-9']));
  expect(holders.length).toBeGreaterThan(0);
  expect(await write(written, { of: local })).toMatchObject({ status: 403, body: { code: 'notTheirs' } });
});
