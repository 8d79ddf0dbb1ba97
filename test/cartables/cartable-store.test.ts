import { type CartableStore, createCartableStore } from '../../src/cartables/cartable-store.js';
import { CARTABLES_HAVE_LINES, upgradeCartables } from '../../src/cartables/cartable-upgrade.js';
import { DESK } from '../../src/cartables/operator-queue.js';
import { createFindWaiting } from '../../src/cartables/waiting-for.js';
import { createFindPage } from '../../src/cartables/waiting-page.js';
import { createUpgradeStore } from '../../src/database/data-upgrades.js';
import type { Referral, Request, Stage } from '../../src/requests/lifecycle/request.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { NOW, POSITION, REFERRAL, requestIn } from '../messages/samples.js';
import { codeOf } from '../requests/open-requests.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const HOUR_MS = 3_600_000;
const FIRST = { skip: 0, limit: 100 };

let database: TestDatabase;
let cartables: CartableStore;
/** The requests as they are, whatever the cartables say. */
let requests: Map<TrackingCode, Request>;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  requests = new Map();
  cartables = createCartableStore(database.connection, findMany);
});
afterAll(() => database.close());

async function findMany(codes: readonly TrackingCode[]): Promise<readonly Request[]> {
  return codes.flatMap((code) => requests.get(code) ?? []);
}

const inHours = (hours: number) => new Date(NOW.getTime() + hours * HOUR_MS);
const referral = (hours: number, facts: Partial<Referral> = {}): Referral => ({
  ...REFERRAL,
  level: 1,
  position: POSITION,
  dueAt: inHours(hours),
  ...facts,
});
const referred = (hours: number, facts: Partial<Referral> = {}): Stage => ({
  status: 'referred',
  referral: referral(hours, facts),
});
const answer = {
  by: { kind: 'position', position: POSITION },
  level: 1,
  at: NOW,
  outcome: { kind: 'planned', day: NOW },
  text: 'x',
  attachments: [],
} as const;
const asked = { status: 'waiting', question: 'x', replyBy: inHours(2), remainingMs: HOUR_MS } as const;

/** A request that is there, and that its cartable has heard of. */
async function put(stage: Stage, facts: Partial<Request> = {}): Promise<TrackingCode> {
  const code = codeOf(requests.size + 1);
  const request: Request = { ...requestIn(stage), ...facts, code };
  requests.set(code, request);
  await cartables.follow(request);
  return code;
}

/** What became of a request since, which its cartable has not heard of yet. */
function become(code: TrackingCode, stage: Stage): Request {
  const before = requests.get(code) ?? requestIn(stage);
  const request: Request = { ...before, stage, lastSeq: before.lastSeq + 1 };
  requests.set(code, request);
  return request;
}

const at = (place: string) => cartables.page([place], {}, FIRST);

it('puts danger first, then the earliest deadline, and what waits for its citizen last', async () => {
  const mark = (isPutFirst: boolean) => ({ urgentMarks: [{ at: NOW, isPutFirst }] });
  const waiting = await put({ ...asked, referral: referral(1) });
  const calm = await put(referred(60));
  const promised = await put({
    status: 'answered',
    answer,
    promise: { day: NOW, moved: false, confirmBy: inHours(30) },
  });
  await put(referred(1, { position: 'mayor' }));
  const soon = await put(referred(3));
  const late = await put(referred(-1));
  const doubted = await put(referred(61), mark(false));
  const dismissed = await put(referred(62), {
    urgentMarks: [{ at: NOW, isPutFirst: true, dismissedAt: NOW }],
  });
  const danger = await put(referred(90), mark(true));
  const dangerAsked = await put({ ...asked, referral: referral(1) }, mark(true));

  const order = [danger, dangerAsked, late, soon, promised, calm, doubted, dismissed, waiting];
  expect(await at(POSITION)).toEqual(order);
  expect(await cartables.page([POSITION], {}, { skip: 2, limit: 3 })).toEqual(order.slice(2, 5));
});

it('lists what waits for several positions as one list', async () => {
  const later = await put(referred(5));
  const sooner = await put(referred(2, { position: 'mayor' }));
  expect(await cartables.page([POSITION, 'mayor'], {}, FIRST)).toEqual([sooner, later]);
});

it('puts the oldest first with the operators, and danger before it', async () => {
  const filed = (hours: number, facts: Partial<Request> = {}) =>
    put({ status: 'intake', because: 'noCategory' }, { filedAt: inHours(hours), ...facts });
  const younger = await filed(-1);
  const older = await filed(-5);
  const danger = await filed(0, { urgentMarks: [{ at: NOW, isPutFirst: true }] });
  const forUnit = await put({ status: 'followUp', unit: 'district-9' }, { filedAt: inHours(-3) });
  expect(await at(DESK)).toEqual([danger, older, forUnit, younger]);
  expect(await cartables.countForUnits(DESK, ['district-9', 'district-4'])).toEqual(
    new Map([['district-9', 1]]),
  );
});

it('counts and finds each part', async () => {
  await put(referred(1), { category: 'pothole' });
  await put(referred(-1), { category: 'pothole' });
  await put(referred(1, { level: 2, because: 'objection' }), { category: 'lamp' });
  await put({ ...asked, referral: referral(1) }, { category: 'pothole' });
  const selections = {
    all: {},
    soon: { waitsFor: ['answer', 'promise'], after: NOW, until: inHours(4) },
    overdue: { waitsFor: ['answer'], until: NOW },
    asked: { waitsFor: ['citizen'] },
    fromBelow: { isFromBelow: true },
    own: { isFromBelow: false },
    returned: { hasReturned: true },
    lamps: { category: 'lamp' },
  } as const;
  const counts = await cartables.countEach([POSITION], selections);
  expect(counts).toEqual({
    all: 4,
    soon: 2,
    overdue: 1,
    asked: 1,
    fromBelow: 1,
    own: 3,
    returned: 1,
    lamps: 1,
  });
  for (const [name, selection] of Object.entries(selections)) {
    expect({ name, found: (await cartables.page([POSITION], selection, FIRST)).length }).toEqual({
      name,
      found: counts[name as keyof typeof counts],
    });
  }
  expect(await cartables.countAt([POSITION, 'mayor'])).toEqual(new Map([[POSITION, 4]]));
  expect(await cartables.occupied([POSITION, 'mayor'])).toEqual(new Set([POSITION]));
  expect(await cartables.countCategories([POSITION])).toEqual(
    new Map([
      ['pothole', 3],
      ['lamp', 1],
    ]),
  );
});

it('knows what came back after a question or an answer', async () => {
  const returned = [
    await put(referred(1, { questionsAsked: 1 })),
    await put(referred(2, { because: 'objection' })),
    await put(referred(3, { because: 'promiseBroken' })),
  ];
  await put(referred(4, { because: 'late', level: 2 }));
  expect(await cartables.page([POSITION], { hasReturned: true }, FIRST)).toEqual(returned);
});

it('follows a request from place to place and out, and never back to an earlier state', async () => {
  const code = await put(referred(1), { category: 'pothole' });
  const earlier = requests.get(code);
  const climbed = become(code, referred(9, { position: 'mayor', level: 2 }));
  await cartables.follow(climbed);
  if (earlier !== undefined) await cartables.follow(earlier);
  expect([await at(POSITION), await at('mayor')]).toEqual([[], [code]]);
  await cartables.follow(become(code, { status: 'closed', because: 'withdrawn', closedAt: NOW }));
  expect(await at('mayor')).toEqual([]);
});

it('reads a page anew when a request has left that the list has not heard of', async () => {
  const codes = [];
  for (const hours of [1, 2, 3, 4]) codes.push(await put(referred(hours)));
  const [first] = codes;
  if (first !== undefined) become(first, { status: 'answered', answer });
  const findPage = createFindPage({ cartables, requests: { findMany } });
  const page = await findPage({ places: [POSITION], selection: {}, skip: 0, limit: 3 });
  expect(page.map(({ code }) => code)).toEqual(codes.slice(1));
});

it('loads all that waits a hundred at a time, without what has left', async () => {
  const codes = await Promise.all(Array.from({ length: 205 }, () => put(referred(1))));
  const [first] = codes;
  if (first !== undefined) become(first, { status: 'answered', answer });
  const sizes: number[] = [];
  for await (const some of createFindWaiting({ cartables, requests: { findMany } })([POSITION])) {
    sizes.push(some.length);
  }
  expect(sizes.every((size) => size <= 100)).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(204);
});

describe('with the lists of an earlier version', () => {
  let codes: TrackingCode[];
  const lists = () => database.connection.collection<{ _id: string; codes: TrackingCode[] }>('cartables');

  beforeEach(async () => {
    codes = [];
    for (const hours of [3, 1, 2]) codes.push(await put(referred(hours)));
    const gone = await put(referred(1));
    become(gone, { status: 'answered', answer });
    await database.connection.collection('waitingRequests').deleteMany({});
    await lists().insertMany([
      { _id: POSITION, codes: [...codes, gone] },
      { _id: 'mayor', codes: [] },
    ]);
  });

  async function upgrade(): Promise<void> {
    const { changeBatch } = upgradeCartables(database.connection, { findMany, follow: cartables.follow });
    let after: string | undefined;
    do after = await changeBatch(after);
    while (after !== undefined);
    await createUpgradeStore(database.connection).noteDone(CARTABLES_HAVE_LINES, NOW);
  }

  it('lists the same before, in the middle and after', async () => {
    const order = [codes[1], codes[2], codes[0]];
    expect(await at(POSITION)).toEqual(order);
    await upgrade();
    expect(await at(POSITION)).toEqual(order);
    expect(await lists().countDocuments()).toBe(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['counted by part', () => cartables.countEach([POSITION], { all: {} })],
    ['counted by place', () => cartables.countAt([POSITION])],
    ['found by place', () => cartables.occupied([POSITION])],
  ])('is %s from the first look on', async (_, count) => {
    const before = JSON.stringify([...Object.values((await count()) as object)]);
    await upgrade();
    expect(JSON.stringify([...Object.values((await count()) as object)])).toBe(before);
    expect(await cartables.countAt([POSITION])).toEqual(new Map([[POSITION, 3]]));
  });
});
