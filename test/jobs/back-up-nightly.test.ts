import { backUpNightly } from '../../jobs/back-up-nightly.js';
import type { BackupSign } from '../../src/watch/pulse-store.js';
import { SILENT } from '../database/support.js';

/** Two in the morning in Tehran. */
const TWO = Date.parse('2026-11-24T22:30:00Z');
const HOUR_MS = 3_600_000;

let now: number;
let made: number;
let failure: Error | undefined;
const noted: BackupSign[] = [];
const done = new Set<string>();

beforeEach(() => {
  [now, made, failure] = [TWO, 0, undefined];
  noted.length = 0;
  done.clear();
});

const clock = { now: () => new Date(now), sleep: async () => undefined };

function nightly(startedAt = new Date(TWO - 30 * HOUR_MS)) {
  return backUpNightly({
    once: {
      isDone: async (what) => done.has(what),
      markDone: async (what) => {
        done.add(what);
      },
    },
    pulse: {
      noteBackup: async (backup) => {
        noted.push(backup);
      },
    },
    async backUp() {
      if (failure !== undefined) throw failure;
      made += 1;
    },
    clock,
    machineClock: clock,
    timeZone: 'Asia/Tehran',
    everySeconds: 60,
    startedAt,
    logger: SILENT,
  });
}

it('makes one backup a night, at three', async () => {
  const { sweep } = nightly();
  await sweep();
  const yesterday = made;
  now = TWO + HOUR_MS;
  await sweep();
  now = TWO + 5 * HOUR_MS;
  await sweep();

  expect([yesterday, made]).toEqual([1, 2]);
});

it('leaves a start alone for ten minutes', async () => {
  await nightly(new Date(TWO - 9 * 60_000)).sweep();
  expect(made).toBe(0);
});

it('notes why one failed, and that the next was made', async () => {
  const { sweep } = nightly();
  failure = new Error('ENOSPC: no space left on device');
  await sweep();
  failure = undefined;
  now += 24 * HOUR_MS;
  await sweep();

  expect(noted.map(({ failedBecause }) => failedBecause)).toEqual([
    'ENOSPC: no space left on device',
    undefined,
  ]);
});
