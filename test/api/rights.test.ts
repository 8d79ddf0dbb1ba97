import { ACTS } from '../../src/api/acts.js';
import type { Operation } from '../../src/api/operation.js';
import { SCOPES, type Scope } from '../../src/clients/client.js';
import { createApiOperations } from '../../src/product/api-operations.js';
import { type Desk, HEAD, HEAD_POSITION, openDesk } from '../bots/staff/staff-phones.js';
import { eventually } from '../support/eventually.js';
import { OPERATOR } from '../support/people.js';
import { IS_THOROUGH } from '../support/thorough.js';
import { type ApiClient, createApiClients, type MakeClient } from './api-client.js';
import { TAKEN } from './bodies.js';

/** Which scope opens what besides acts; each new operation has its line here. */
const OPENED_BY: Readonly<Record<string, Scope | undefined>> = {
  registerRequest: 'requests:write',
  sendFile: 'requests:write',
  listRequests: 'requests:read',
  readRequest: 'requests:read',
  tellCaller: 'acts:caller',
  importRequests: 'requests:write',
  readClient: undefined,
  listCategories: undefined,
  listUnits: undefined,
  listPositions: 'organization:read',
  readOrganization: 'organization:read',
  writeOrganization: 'organization:write',
  listDistricts: undefined,
  readReport: 'reports:read',
  listEvents: 'events:read',
  listRequestEvents: 'events:read',
  listWebhooks: 'webhooks',
  createWebhook: 'webhooks',
  readWebhook: 'webhooks',
  removeWebhook: 'webhooks',
  renewWebhookSecret: 'webhooks',
  resumeWebhook: 'webhooks',
  retryWebhook: 'webhooks',
  replayWebhook: 'webhooks',
};

const ACTORS = {
  manager: { kind: 'manager', position: HEAD_POSITION, person: String(HEAD) },
  operator: { kind: 'operator', person: String(OPERATOR) },
  caller: { kind: 'caller' },
} as const;

/** What can be called: an operation, of acts once for each who may do it, with the scope that opens it. */
interface Door {
  readonly title: string;
  readonly method: Operation['method'];
  readonly path: string;
  readonly body: unknown;
  readonly scope: Scope | undefined;
}

/** Nothing is carried out here: how an operation is called depends on no part. */
const DOORS: readonly Door[] = createApiOperations({} as never).flatMap(({ name, method, path, tag }) => {
  const door = {
    method,
    path: path.replace('/files', '/files?kind=photo').replace('{period}', 'thisMonth'),
  };
  if (tag !== 'acts') return [{ ...door, title: name, body: TAKEN[name], scope: OPENED_BY[name] }];
  const [, { speakers } = { speakers: [] }] =
    Object.entries(ACTS).find(([act]) => name === `${act}Request`) ?? [];
  return speakers.map((kind) => ({
    ...door,
    title: `${name} for ${kind}`,
    body: { ...TAKEN[name], actor: ACTORS[kind] },
    scope: `acts:${kind}` as const,
  }));
});

let desk: Desk;
let makeClient: MakeClient;
beforeAll(async () => {
  desk = await openDesk();
  makeClient = createApiClients(desk);
});
afterAll(() => desk.stop());

/** The doors that are tried with a scope: of acts that it does not open one for each who may do them, if in haste. */
function tried(scope: Scope): readonly Door[] {
  const isOpenedHere = (door: Door) => door.scope === scope || !door.scope?.startsWith('acts:');
  const isFirst = (door: Door) => DOORS.find((one) => one.scope === door.scope) === door;
  return DOORS.filter((door) => IS_THOROUGH || isOpenedHere(door) || isFirst(door));
}

/** Goes through a door; `id` is what its address names. */
async function enter({ method, path, body }: Door, id: string, headers: Readonly<Record<string, string>>) {
  calls += 1;
  const isFile = path.startsWith('/files');
  const response = await fetch(`${desk.url}/api/v1${path.replace('{id}', id)}`, {
    method: method.toUpperCase(),
    headers: {
      ...headers,
      ...(method === 'post' ? { 'idempotency-key': `rights-${calls}` } : {}),
      ...(body === undefined && !isFile
        ? {}
        : { 'content-type': isFile ? 'image/jpeg' : 'application/json' }),
    },
    ...(isFile ? { body: 'no picture' } : body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const { code } = (text === '' ? {} : JSON.parse(text)) as { readonly code?: string };
  return { status: response.status, text, code, headers: response.headers };
}
let calls = 0;

/** How often a client asked for what is not its, by the request that it asked for. */
async function oversteps({ id }: ApiClient): Promise<Readonly<Record<string, number>>> {
  const lines = await desk.connection
    .collection('audit')
    .find({ person: `client:${id}`, act: 'clientOverstepped' })
    .toArray();
  return Object.fromEntries(lines.map(({ request = '', times }) => [String(request), Number(times)]));
}

it.each(SCOPES)(
  'opens by %s what the table says, and notes in one line what it does not open',
  async (scope) => {
    const client = await makeClient({ scopes: [scope] });
    const wrong: string[] = [];
    let missing = 0;
    for (const door of tried(scope)) {
      const { status, code } = await enter(door, '5724910382', client.headers);
      if (status === 404 && door.path.startsWith('/requests/{id}')) missing += 1;
      const isOpen = !(status === 403 && code === 'scopeMissing');
      if (isOpen !== (door.scope === undefined || door.scope === scope))
        wrong.push(`${door.title} ${status}`);
    }
    expect(wrong).toEqual([]);
    const closed = tried(scope).filter((door) => door.scope !== undefined && door.scope !== scope).length;
    // It is written beside the answers, also for what is not there: no answer is to take longer than another.
    const noted = closed + missing;
    await eventually(async () => ((await oversteps(client))[''] ?? 0) === noted);
    expect(await oversteps(client)).toEqual(noted === 0 ? {} : { '': noted });
  },
);

it('says the same to every call without a key that is valid', async () => {
  const revoked = await makeClient({ scopes: SCOPES });
  await desk.connection
    .collection<{ _id: string }>('clients')
    .updateOne({ _id: revoked.id }, { $set: { revokedAt: new Date(0) } });
  const answers = new Set<string>();
  for (const door of DOORS) {
    for (const headers of [{}, { authorization: 'Bearer pk_0' }, revoked.headers]) {
      const { status, text } = await enter(door, '5724910382', headers);
      answers.add(`${status} ${text}`);
    }
  }
  expect([...answers]).toHaveLength(1);
  expect([...answers][0]).toMatch(/^401 /);
});

/** The answer without what differs from call to call. */
function comparable({ status, text, headers }: Awaited<ReturnType<typeof enter>>): string {
  const lasting = [...headers].filter(([name]) => name !== 'date' && name !== 'ratelimit');
  return JSON.stringify([status, text, lasting.sort()]);
}

it('shows and opens to a client of one unit what is, was, or came from there, and says nothing of the rest', async () => {
  const [all, local] = [
    await makeClient({ scopes: SCOPES }),
    await makeClient({ scopes: SCOPES, units: ['district-9'] }),
  ];
  const place = (district: string) => ({ text: 'چاله', category: 'pothole', place: { district } });
  const register = async (client: ApiClient, body: object) =>
    String((await client.post('/requests', body)).body['code']);
  const hidden = [
    await register(all, place('district-10')),
    await register(all, { text: 'لطفاً رسیدگی کنید' }),
  ];
  const shown = [await register(all, place('district-9')), await register(local, place('district-10'))];
  const unknown = '5724910382';
  const ofRequests = DOORS.filter(({ path }) => path.startsWith('/requests/{id}'));
  const wrong: string[] = [];
  for (const door of ofRequests) {
    const told = comparable(await enter(door, unknown, local.headers));
    for (const code of hidden) {
      const answer = comparable(await enter(door, code, local.headers));
      if (answer !== told || !answer.startsWith('[404'))
        wrong.push(`${door.title} ${code}: ${answer}, ${told}`);
    }
    for (const code of shown) {
      const { status } = await enter(door, code, local.headers);
      if (status === 404) wrong.push(`${door.title} ${code}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  const times = ofRequests.length;
  await eventually(async () => (await oversteps(local))[hidden[1] ?? ''] === times);
  expect(await oversteps(local)).toMatchObject(Object.fromEntries(hidden.map((code) => [code, times])));
  expect(await oversteps(local)).not.toHaveProperty(unknown);
});
