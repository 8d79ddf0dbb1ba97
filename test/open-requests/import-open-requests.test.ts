import { createOpenRequestImport } from '../../src/open-requests/import-open-requests.js';
import type { PlannedRow } from '../../src/open-requests/plan-import.js';

const CLIENT = {
  id: '000000000001',
  name: 'Saja',
  scopes: [],
  perMinute: 1,
  createdAt: new Date(0),
  createdBy: '1',
};
const LIMIT = 200;

function row(number: number, kind: 'new' | 'known'): PlannedRow {
  const body = { text: 'چاله', externalIds: { saja: String(number) } };
  const facts = { row: number, number: String(number), body };
  return kind === 'known'
    ? { ...facts, kind }
    : { ...facts, kind, destination: { kind: 'intake' }, unknown: [] };
}

/** An import that notes which numbers it registered, and fails at one of them. */
function open(options: { readonly failsAt?: number } = {}) {
  const registered: string[] = [];
  const unused = async () => {
    throw new Error('Not asked for.');
  };
  const bringing = createOpenRequestImport({
    organization: { current: unused },
    externalIds: { find: unused },
    requests: { findMany: unused },
    register: async ({ body }) => {
      const number = body.externalIds?.['saja'] ?? '';
      if (Number(number) === options.failsAt) throw new Error('The database is away.');
      registered.push(number);
      return { ok: true, status: 201, body: {} };
    },
    repeatCalls: {
      async run(_call, carryOut) {
        await carryOut({ commandId: 'c', code: '1234567894', drawAnother: unused });
        return { status: 201, headers: {}, body: '' };
      },
    },
    clock: { now: () => new Date(0) },
    leastHours: 24,
  });
  return { registered, bringIn: (rows: readonly PlannedRow[]) => bringing.bringIn(CLIENT, rows) };
}

it('registers two hundred at once, one after the other, and says how many', async () => {
  const { registered, bringIn } = open();
  const rows = Array.from({ length: LIMIT + 50 }, (_, index) => row(index + 2, 'new'));
  expect(await bringIn(rows)).toBe(LIMIT);
  expect(registered).toEqual(rows.slice(0, LIMIT).map(({ number }) => number));
});

it('finishes the one that a crash may have cut off, before it goes on', async () => {
  const { registered, bringIn } = open();
  expect(
    await bringIn([row(2, 'known'), row(3, 'known'), row(4, 'new'), row(5, 'known'), row(6, 'new')]),
  ).toBe(2);
  expect(registered).toEqual(['3', '4', '6']);
});

it('stops where one cannot be registered now, and leaves the rest for the next time', async () => {
  const { registered, bringIn } = open({ failsAt: 3 });
  await expect(bringIn([row(2, 'new'), row(3, 'new'), row(4, 'new')])).rejects.toThrow('away');
  expect(registered).toEqual(['2']);
});
