import { createUrgentBundleStore } from '../../src/deliveries/urgent-bundle-store.js';
import type { TrackingCode } from '../../src/text/tracking-code.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const START = new Date('2026-11-24T20:30:00Z');
const later = (seconds: number) => new Date(START.getTime() + seconds * 1_000);
// A code is only carried along here, so any ten digits stand for one.
const code = (number: number) => String(1_000_000_000 + number) as TrackingCode;

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

it('gives what is marked within two minutes one bundle, by two processes and at the same moment too', async () => {
  const processes = [
    createUrgentBundleStore(database.connection),
    createUrgentBundleStore(database.connection),
  ] as const;
  const marks = Array.from({ length: 10 }, (_, index) => ({ code: code(index), seq: 3, at: later(index) }));
  const joined = await Promise.all(marks.map((mark, index) => processes[index % 2 === 0 ? 0 : 1].join(mark)));
  expect(new Set(joined).size).toBe(1);
  const bundle = await processes[0].find(joined[0] ?? '');
  expect([...(bundle?.codes ?? [])].sort()).toEqual(marks.map((mark) => mark.code));
});

it('gives a repeated mark its bundle again, and a later one another', async () => {
  const store = createUrgentBundleStore(database.connection);
  const first = await store.join({ code: code(20), seq: 3, at: later(3_600) });
  expect(await store.join({ code: code(21), seq: 3, at: later(3_721) })).not.toBe(first);
  expect(await store.join({ code: code(20), seq: 3, at: later(3_600) })).toBe(first);
  expect(await store.ofRequest(code(20))).toBe(first);
  expect(await store.ofRequest(code(99))).toBeUndefined();
});

it('keeps the message of each operator until it is gone', async () => {
  const store = createUrgentBundleStore(database.connection);
  const id = await store.join({ code: code(30), seq: 3, at: later(7_200) });
  await store.rememberMessage(id, { person: '1', messageId: 10 });
  await store.rememberMessage(id, { person: '1', messageId: 10 });
  await store.rememberMessage(id, { person: '2', messageId: 20 });
  await store.forgetMessage(id, '2');
  expect((await store.find(id))?.messages).toEqual([{ person: '1', messageId: 10 }]);
});
