import { createPersonHash } from '../../src/channel/person-hash.js';
import { openSecret } from '../../src/database/secret-store.js';
import { restraintOf } from '../../src/guards/restrain-leaving.js';
import { createRestraintStore, type RestraintStore } from '../../src/guards/restraint-store.js';
import type { Request } from '../../src/requests/lifecycle/request.js';
import { HOUR_MS } from '../../src/requests/lifecycle/rules.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';

const NOW = new Date('2026-11-24T10:40:00Z');
const hours = (count: number) => new Date(NOW.getTime() + count * HOUR_MS);
const filed = (hoursAgo: number, status: string) =>
  // Nothing else of a request is looked at.
  ({ citizen: 'maryam', filedAt: hours(-hoursAgo), stage: { status } }) as unknown as Request;

let database: TestDatabase;
let restraints: RestraintStore;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  restraints = createRestraintStore(database.connection, createPersonHash('a key'));
});
afterAll(() => database.close());

describe('what counts against somebody who leaves', () => {
  it('is nothing where nothing is recent, open or blocked', () => {
    expect(restraintOf({ _id: 'maryam' }, [filed(25, 'closed')], NOW)).toBeUndefined();
    expect(restraintOf({ _id: 'maryam', block: { reason: 'ناسزا', until: NOW } }, [], NOW)).toBeUndefined();
  });

  it('is what they filed within a day, until that is a day old', () => {
    expect(restraintOf({ _id: 'maryam' }, [filed(23, 'closed'), filed(30, 'closed')], NOW)).toEqual({
      filedAt: [hours(-23)],
      open: 0,
      until: hours(1),
    });
  });

  it('is what is open, for a week, and a block for as long as it lasts', () => {
    const block = { reason: 'ناسزا', until: hours(24 * 30) };
    expect(restraintOf({ _id: 'maryam' }, [filed(99, 'referred')], NOW)).toMatchObject({
      open: 1,
      until: hours(24 * 7),
    });
    expect(restraintOf({ _id: 'maryam', block }, [filed(99, 'referred')], NOW)).toMatchObject({
      block,
      until: block.until,
    });
  });
});

describe('what is kept of it', () => {
  const restraint = { filedAt: [hours(-1)], open: 2, until: hours(24) };

  it('is found by the person until it ends, and by nobody else', async () => {
    await restraints.keep('61', restraint);
    expect(await restraints.find('61', NOW)).toEqual(restraint);
    expect(await restraints.find('62', NOW)).toBeUndefined();
    expect(await restraints.find('61', hours(24))).toBeUndefined();
    const otherKey = createRestraintStore(database.connection, createPersonHash('another key'));
    expect(await otherKey.find('61', NOW)).toBeUndefined();
  });

  it('grows by whoever leaves again, and is not lessened by it', async () => {
    await restraints.keep('61', restraint);
    await restraints.keep('61', { filedAt: [hours(-1), NOW], open: 0, until: hours(1) });
    expect(await restraints.find('61', NOW)).toEqual({ ...restraint, filedAt: [hours(-1), NOW] });
  });

  it('loses a block that is lifted, and nothing else', async () => {
    const block = { reason: 'ناسزا', until: hours(24) };
    await restraints.keep('61', { ...restraint, block });
    expect(await restraints.find('61', NOW)).toEqual({ ...restraint, block });
    await restraints.liftBlock('61');
    expect(await restraints.find('61', NOW)).toEqual(restraint);
  });

  it('is gone from the database once it has ended', async () => {
    await restraints.keep('61', restraint);
    await restraints.removeOld(hours(25));
    expect(await database.connection.collection('restraints').countDocuments()).toBe(0);
  });
});

it('is hashed with one key by every process, also where two draw it at the same time', async () => {
  let drawn = 0;
  const random = (size: number) => {
    drawn += 1;
    return Buffer.alloc(size, drawn);
  };
  const keys = await Promise.all([1, 2, 3].map(() => openSecret(database.connection, 'people', random)));
  expect(new Set(keys).size).toBe(1);
  expect(await openSecret(database.connection, 'people', random)).toBe(keys[0]);
});
