import { createManualClock } from '../../src/clock.js';
import { eraseLeavers, giveToCarrier, leaveBehind } from '../../src/requests/handed-over.js';
import type { ChangeCommand } from '../../src/requests/lifecycle/commands.js';
import type { StoredRequest } from '../../src/requests/request-store.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { citizen, codeOf, openRequests } from './open-requests.js';

const CODE = codeOf(1);
const reza = { kind: 'citizen', citizen: 'reza' } as const;

let database: TestDatabase;
let requests: ReturnType<typeof openRequests>;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());
beforeEach(async () => {
  await database.connection.dropDatabase();
  const clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  requests = openRequests({ connection: database.connection, clock });
  await requests.file(CODE, { attachments: [{ id: 'photo', kind: 'photo' }] });
  await requests.execute(CODE, reza, { type: 'follow' }, 'follow');
});

const withdraw = (command: Partial<Extract<ChangeCommand, { type: 'withdraw' }>> = {}) =>
  requests.execute(CODE, citizen, { type: 'withdraw', ...command }, 'withdraw');

async function stored(): Promise<StoredRequest> {
  const found = await requests.store.find(CODE);
  if (found === undefined) throw new Error('It is gone.');
  return found;
}

const kept = async () => JSON.stringify(await database.connection.collection('requests').find().toArray());

describe('erasing what a withdrawer told', () => {
  it('is repeated after a crash, whenever it came, and has all files looked at', async () => {
    await withdraw();
    const planned = await stored();
    for (const crashAt of [1, 2]) {
      let calls = 0;
      const expectUnused = async () => {
        calls += 1;
        if (calls === crashAt) throw new Error('The power is gone.');
      };
      await expect(eraseLeavers({ store: requests.store, expectUnused }, planned)).rejects.toThrow('power');
    }
    const looked: string[][] = [];
    const expectUnused = async (ids: readonly string[]) => void looked.push([...ids]);
    await eraseLeavers({ store: requests.store, expectUnused }, planned);
    expect(looked).toEqual([['photo'], ['photo']]);
    expect(await kept()).not.toMatch(/چاله بزرگی|صیاد|photo/);
    expect((await requests.store.usingFiles(['photo'])).size).toBe(0);
    const { rev, ...once } = await stored();
    await eraseLeavers({ store: requests.store, expectUnused }, planned);
    expect(await stored()).toEqual({ ...once, rev: rev + 1 });
  });

  it('leaves words and files that were let go along', async () => {
    await withdraw({ keepsWords: true });
    await eraseLeavers({ store: requests.store, expectUnused: async () => undefined }, await stored());
    expect(await kept()).toContain('چاله بزرگی');
    expect(await kept()).not.toContain('صیاد');
    expect((await requests.store.usingFiles(['photo'])).size).toBe(1);
  });

  it('leaves no address by which it could be found nearby', async () => {
    const before = await stored();
    await requests.store.keepNearby(before.request);
    await withdraw();
    await eraseLeavers({ store: requests.store, expectUnused: async () => undefined }, await stored());
    const lists = await database.connection.collection('neighbourhoods').find().toArray();
    expect(lists.flatMap(({ codes }) => codes)).toEqual([]);
  });
});

it('gives a request to whoever carries it on, however often that is done', async () => {
  await withdraw();
  await requests.execute(CODE, reza, { type: 'carryOn' }, 'carry on');
  const done: string[] = [];
  const citizens = {
    addRequest: async (id: string, code: string) => done.push(`${id} has ${code}`),
    removeFollowing: async (id: string, code: string) => done.push(`${id} does not follow ${code}`),
  };
  await giveToCarrier(citizens, await stored());
  expect(done).toEqual([`reza has ${CODE}`, `reza does not follow ${CODE}`]);
});

describe('a request of somebody who deletes their data', () => {
  const leave = (who = 'maryam') =>
    leaveBehind(
      { requests: requests.service, store: requests.store },
      { citizen: who, code: CODE, commandId: 'departure:gone:x' },
    );

  it('goes to its followers without words, once', async () => {
    await leave();
    await leave();
    const { request, events } = await stored();
    expect(request.handover?.asked).toEqual(['reza']);
    expect(events.filter(({ type }) => type === 'leftToFollowers')).toHaveLength(1);
    expect(await kept()).not.toContain('چاله بزرگی');
  });

  it('loses the words that were to go along, while nobody carries it on', async () => {
    await withdraw({ keepsWords: true });
    await leave();
    expect(await kept()).not.toContain('چاله بزرگی');
    expect((await stored()).request.handover?.keepsWords).toBe(false);
  });

  it('keeps words that somebody else has by now, and stays for the city where nobody follows it', async () => {
    await withdraw({ keepsWords: true });
    await requests.execute(CODE, reza, { type: 'carryOn' }, 'carry on');
    await leave();
    expect(await kept()).toContain('چاله بزرگی');
    await leave('reza');
    expect((await stored()).request).toMatchObject({ citizen: 'reza', stage: { status: 'referred' } });
  });
});
