import { createManualClock, type MovableClock } from '../../src/clock.js';
import type { CommandResult } from '../../src/requests/request-service.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import {
  CITY,
  citizen,
  codeOf,
  DONE,
  manager,
  type OpenRequests,
  openRequests,
  operator,
} from './open-requests.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const START = new Date('2026-11-24T05:30:00Z');
const CODE = codeOf(1);

let database: TestDatabase;
let clock: MovableClock;
let requests: OpenRequests;
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await database.connection.dropDatabase();
  clock = createManualClock(START);
  requests = openRequests({ connection: database.connection, clock });
});
afterAll(() => database.close());

const note = (text: string) => ({ type: 'note', text }) as const;
const stored = async (code = CODE) => {
  const found = await requests.store.find(code);
  if (found === undefined) throw new Error('There is no such request.');
  return found;
};
const kinds = (outcome: CommandResult) =>
  outcome.ok ? outcome.events.map(({ type }) => type) : outcome.refusal.code;

/** Moves the clock to so many milliseconds after the filing and lets it act once. */
async function actAt(ms: number): Promise<boolean> {
  clock.advance(START.getTime() + ms - clock.now().getTime());
  return requests.service.actOnTime(CODE);
}

describe('filing', () => {
  it('gives the request to whom it concerns, and keeps it with its events', async () => {
    const result = await requests.file(CODE);
    expect(result).toMatchObject({ ok: true, repeated: false });
    expect(kinds(result)).toEqual(['registered', 'referred']);
    expect(await requests.whereIs(CODE)).toEqual({
      position: 'd1-roads',
      level: 1,
      dueAt: new Date(START.getTime() + 72 * HOUR),
    });
    expect(await stored()).toMatchObject({ rev: 1, undelivered: [1, 2] });
    expect(requests.announced).toEqual([await stored()]);
  });

  it('the same code again returns what was filed and files nothing', async () => {
    const first = await requests.file(CODE);
    await requests.execute(CODE, operator, note('تماس گرفت'), 'note');
    clock.advance(HOUR);
    const again = await requests.file(CODE, { text: 'متن دیگری' }, 'another press');
    expect(again).toMatchObject({ ok: true, repeated: true });
    expect(again.ok && again.events).toEqual(first.ok && first.events);
    expect((await stored()).request.text).toBe('وسط کوچه چاله بزرگی است.');
    expect(requests.announced).toHaveLength(2);
  });

  it('the same code eight times at once files it once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, press) => requests.file(CODE, {}, `press ${press}`)),
    );
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
    expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
    expect((await stored()).events).toHaveLength(2);
    expect(requests.announced).toHaveLength(1);
  });

  it('the code of somebody else’s request is refused', async () => {
    await requests.file(CODE);
    const other = await requests.file(CODE, { citizen: 'reza' });
    expect(other).toMatchObject({ ok: false, refusal: { code: 'alreadyExists' } });
    expect((await stored()).request.citizen).toBe('maryam');
  });

  it('keeps nothing of a refused command', async () => {
    const result = await requests.file(CODE, { text: '  ' });
    expect(result).toMatchObject({ ok: false, refusal: { code: 'emptyText' } });
    expect(await requests.store.find(CODE)).toBeUndefined();
    expect(requests.announced).toEqual([]);
  });
});

describe('a command', () => {
  beforeEach(async () => {
    await requests.file(CODE);
    requests.announced.splice(0);
  });

  it('changes the request, adds its events and tells them once', async () => {
    const result = await requests.execute(CODE, manager('d1-roads'), DONE, 'answer');
    expect(kinds(result)).toEqual(['answered']);
    const after = await stored();
    expect(after).toMatchObject({
      rev: 2,
      undelivered: [1, 2, 3],
      request: { stage: { status: 'answered' } },
    });
    expect(after.events.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(requests.announced).toEqual([after]);
  });

  it('repeated by its id changes nothing and returns the same events, whatever has happened since', async () => {
    const first = await requests.execute(CODE, manager('d1-roads'), DONE, 'answer');
    await requests.execute(CODE, citizen, { type: 'object', reason: 'هنوز چاله است.' }, 'objection');
    const before = await stored();
    const again = await requests.execute(CODE, manager('d1-roads'), DONE, 'answer');
    expect(again).toMatchObject({ ok: true, repeated: true });
    expect(again.ok && again.events).toEqual(first.ok && first.events);
    expect(await stored()).toEqual(before);
    expect(requests.announced).toHaveLength(2);
  });

  it('repeated at the same time happens once, and everybody gets the same events', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => requests.execute(CODE, manager('d1-roads'), DONE, 'answer')),
    );
    expect(outcomes.filter((outcome) => outcome.ok && !outcome.repeated)).toHaveLength(1);
    expect(outcomes.map(kinds)).toEqual(Array(6).fill(['answered']));
    expect((await stored()).events).toHaveLength(3);
  });

  it('that comes with another at the same time is decided anew: the second is told who was first', async () => {
    const other = openRequests({ connection: database.connection, clock });
    const outcomes = await Promise.all([
      requests.execute(CODE, manager('d1-roads'), DONE, 'one'),
      other.execute(CODE, manager('d1-roads'), { ...DONE, text: 'چاله را جمعه پر کردیم.' }, 'two'),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      refusal: { code: 'alreadyAnswered', by: { kind: 'position', position: 'd1-roads' } },
    });
    expect((await stored()).rev).toBe(2);
  });

  it('among many at the same time is not lost', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        requests.execute(CODE, operator, note(`یادداشت ${index}`), `note ${index}`),
      ),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    const { rev, events, request } = await stored();
    expect(rev).toBe(11);
    expect(request.notes).toBe(10);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
  });

  it('that is refused changes nothing and tells nobody', async () => {
    const before = await stored();
    const result = await requests.execute(CODE, manager('d1-deputy'), DONE, 'answer');
    expect(result).toMatchObject({ ok: false, refusal: { code: 'notYours', holder: 'd1-roads' } });
    expect(await stored()).toEqual(before);
    expect(requests.announced).toEqual([]);
  });

  it('that was refused may succeed later under the same id', async () => {
    expect(kinds(await requests.execute(CODE, citizen, { type: 'accept' }, 'accept'))).toBe('notNow');
    await requests.execute(CODE, manager('d1-roads'), DONE, 'answer');
    expect(kinds(await requests.execute(CODE, citizen, { type: 'accept' }, 'accept'))).toEqual(['closed']);
  });

  it('for a code that nobody has is refused', async () => {
    expect(await requests.execute(codeOf(2), citizen, { type: 'accept' }, 'x')).toEqual({
      ok: false,
      refusal: { code: 'notFound' },
    });
  });
});

describe('time', () => {
  beforeEach(() => requests.file(CODE));

  it('does nothing a second before the deadline, and moves the request one level up at it', async () => {
    const before = await stored();
    expect(await actAt(72 * HOUR - SECOND)).toBe(false);
    expect(await stored()).toEqual(before);

    expect(await actAt(72 * HOUR)).toBe(true);
    expect(await requests.whereIs(CODE)).toEqual({
      position: 'd1-deputy',
      level: 2,
      dueAt: new Date(START.getTime() + 144 * HOUR),
    });
    expect(await requests.service.actOnTime(CODE)).toBe(false);
  });

  it('moves a request one level up after a week of outage, and gives that level its full time', async () => {
    expect(await actAt(7 * DAY)).toBe(true);
    expect(await requests.service.actOnTime(CODE)).toBe(false);
    expect(await requests.whereIs(CODE)).toEqual({
      position: 'd1-deputy',
      level: 2,
      dueAt: new Date(START.getTime() + 7 * DAY + 72 * HOUR),
    });
  });

  it('acts once in two processes at once', async () => {
    const other = openRequests({ connection: database.connection, clock });
    clock.advance(72 * HOUR);
    const results = await Promise.all(
      [requests, other, requests, other].map(({ service }) => service.actOnTime(CODE)),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
    expect(await requests.whereIs(CODE)).toMatchObject({ level: 2 });
    expect((await stored()).events.filter(({ type }) => type === 'escalated')).toHaveLength(1);
  });

  it('reminds the mayor, who has nobody above, and leaves the request there', async () => {
    const acted: string[] = [];
    for (let day = 3; day <= 14; day += 1) {
      await actAt(day * DAY);
      acted.push((await stored()).events.at(-1)?.type ?? '');
    }
    expect(await requests.whereIs(CODE)).toMatchObject({ position: 'mayor', level: 4 });
    expect(acted.slice(-3)).toEqual(['overdue', 'remindedOverdue', 'remindedOverdue']);
  });

  it('closes an answered request after a week of silence', async () => {
    await requests.execute(CODE, manager('d1-roads'), DONE, 'answer');
    expect(await actAt(7 * DAY - SECOND)).toBe(false);
    expect(await actAt(7 * DAY)).toBe(true);
    expect((await stored()).request.stage).toMatchObject({ status: 'closed', because: 'silent' });
    expect(await requests.store.due(new Date(START.getTime() + 365 * DAY), 10)).toEqual([]);
  });

  it('corrects the time of the next action when nothing is due after all, and is not asked again', async () => {
    await requests.store.reschedule(CODE, 1, START);
    expect(await requests.store.due(clock.now(), 10)).toEqual([CODE]);
    expect(await requests.service.actOnTime(CODE)).toBe(false);
    expect(await requests.store.due(clock.now(), 10)).toEqual([]);
    expect(await requests.store.due(new Date(START.getTime() + 72 * HOUR), 10)).toEqual([CODE]);
  });

  it('follows the organisation as it is now, also when somebody has been put above the top', async () => {
    await actAt(3 * DAY);
    await actAt(6 * DAY);
    await actAt(9 * DAY);
    expect(await actAt(12 * DAY)).toBe(true);
    expect((await stored()).events.at(-1)?.type).toBe('overdue');
    requests.reorganise({
      ...CITY,
      positions: CITY.positions.flatMap((position) =>
        position.code === 'mayor'
          ? [
              { ...position, reportsTo: 'council' },
              { code: 'council', unit: 'city', title: { fa: 'شورا' } },
            ]
          : [position],
      ),
    });
    expect(await actAt(13 * DAY)).toBe(true);
    expect((await stored()).events.at(-1)).toMatchObject({ type: 'escalated', to: 'council' });
  });

  it('has nothing to do with a code that nobody has', async () => {
    expect(await requests.service.actOnTime(codeOf(2))).toBe(false);
  });
});
