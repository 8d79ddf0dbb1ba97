import { createToldElsewhereStore } from '../../src/reports/told-elsewhere-store.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const at = (time: string) => new Date(`2026-11-24T${time}Z`);

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

it('counts each answer once, however often its update is handled, and only in its time', async () => {
  const store = createToldElsewhereStore(database.connection);
  await store.note({ id: 'citizen:1', at: at('10:00'), body: 'gas' });
  await store.note({ id: 'citizen:1', at: at('10:01'), body: 'gas' });
  await store.note({ id: 'citizen:2', at: at('10:02'), body: 'water' });
  await store.note({ id: 'citizen:3', at: at('10:03'), body: 'water' });
  await store.note({ id: 'citizen:4', at: at('12:00'), body: 'water' });
  expect(await store.countBetween(at('10:00'), at('12:00'))).toEqual([
    { body: 'water', count: 2 },
    { body: 'gas', count: 1 },
  ]);
  await store.removeOld(at('11:00'));
  expect(await store.countBetween(at('00:00'), at('23:00'))).toEqual([{ body: 'water', count: 1 }]);
});
