import { createManualClock, type MovableClock } from '../../src/clock.js';
import {
  createProcessSignStore,
  createProcessSigns,
  type ProcessSigns,
} from '../../src/watch/process-signs.js';
import { SILENT } from '../simulator/harness.js';
import { openTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';

const ROUND_MS = 3_000;

let database: TestDatabase;
const started: ProcessSigns[] = [];
beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(() => database.connection.dropDatabase());
afterEach(async () => {
  await Promise.all(started.splice(0).map((signs) => signs.stop()));
});
afterAll(() => database.close());

interface Process {
  readonly signs: ProcessSigns;
  readonly clock: MovableClock;
  /** The processes that this one took for ended. */
  readonly ended: string[];
  /** How often it has lain down to wait for its next round. */
  readonly rounds: () => number;
}

async function startProcess(
  processId: string,
  onEnded: (id: string) => Promise<void> = async () => undefined,
): Promise<Process> {
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  const ended: string[] = [];
  let rounds = 0;
  const signs = createProcessSigns({
    store: createProcessSignStore(database.connection),
    processId,
    clock: {
      now: clock.now,
      sleep(ms, signal) {
        rounds += 1;
        return clock.sleep(ms, signal);
      },
    },
    logger: SILENT,
  });
  await signs.start(async (id) => {
    ended.push(id);
    await onEnded(id);
  });
  started.push(signs);
  return { signs, clock, ended, rounds: () => rounds };
}

/** Lets these processes go through that many rounds; the others stand still. */
async function live(times: number, ...processes: readonly Process[]): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    for (const { clock, rounds } of processes) {
      const before = rounds();
      clock.advance(ROUND_MS);
      await eventually(() => rounds() > before);
    }
  }
}

it('takes a process for ended within fifteen seconds of its last sign, and once among many', async () => {
  await startProcess('gone');
  const first = await startProcess('first');
  const second = await startProcess('second');
  await live(3, first, second);
  expect([...first.ended, ...second.ended]).toEqual([]);
  await live(2, first, second);
  expect([...first.ended, ...second.ended]).toEqual(['gone']);
  await live(4, first, second);
  expect([...first.ended, ...second.ended]).toEqual(['gone']);
});

it('tries again to take up the work of an ended process when that failed', async () => {
  await startProcess('gone');
  let attempts = 0;
  const first = await startProcess('first', async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('The database is away.');
  });
  await live(8, first);
  expect(first.ended).toEqual(['gone', 'gone']);
});

it('leaves a process alone that gives signs, whatever its clock says', async () => {
  const ahead = await startProcess('ahead');
  ahead.clock.advance(3_600_000);
  const first = await startProcess('first');
  await live(8, first, ahead);
  expect([...first.ended, ...ahead.ended]).toEqual([]);
});

it('takes nobody for ended after it was held up itself, or its clock was set', async () => {
  const other = await startProcess('other');
  const first = await startProcess('first');
  await live(1, first, other);
  for (let jump = 0; jump < 3; jump += 1) {
    first.clock.advance(60_000);
    await live(1, first);
    await live(1, other);
  }
  expect(first.ended).toEqual([]);
});

it('is sure of itself while its signs arrive, and of something new after it was taken for ended', async () => {
  const frozen = await startProcess('frozen');
  const first = await startProcess('first');
  const before = frozen.signs.epoch();
  expect(before).toBeDefined();
  await live(6, first);
  expect(first.ended).toEqual(['frozen']);

  frozen.clock.advance(15_000);
  expect(frozen.signs.epoch()).toBeUndefined();
  await eventually(() => frozen.signs.epoch() !== undefined);
  expect(frozen.signs.epoch()).not.toBe(before);
});

it('is unsure of itself once its signs fail to arrive, before the others take it for ended', async () => {
  const clock = createManualClock(new Date('2026-11-24T05:30:00Z'));
  let isAway = false;
  const signs = createProcessSigns({
    store: {
      async beat() {
        if (isAway) throw new Error('The database is away.');
        return true;
      },
      all: async () => new Map(),
      remove: async () => true,
    },
    processId: 'lonely',
    clock,
    logger: SILENT,
  });
  expect(signs.epoch()).toBeUndefined();
  await signs.start(async () => undefined);
  started.push(signs);
  isAway = true;
  clock.advance(7_000);
  expect(signs.epoch()).toBeDefined();
  clock.advance(2_000);
  expect(signs.epoch()).toBeUndefined();
});

it('leaves the list in order', async () => {
  const first = await startProcess('first');
  await first.signs.stop();
  expect(await createProcessSignStore(database.connection).all()).toEqual(new Map());
});
