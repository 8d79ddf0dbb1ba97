import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { createManualClock, createMovableClock, systemClock } from '../src/clock.js';
import { packageRoot } from '../src/package-root.js';

const START = new Date('2026-11-24T10:40:00Z');
const HOUR = 3_600_000;

/** Lets everything happen that needs no time. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Sleeps and notes in a list that it woke. */
function sleeper(sleep: Promise<void>, name: string, woken: string[]): Promise<void> {
  return sleep.then(() => {
    woken.push(name);
  });
}

describe('a movable clock', () => {
  it('runs as its base does, ahead by what it was moved', () => {
    const base = createManualClock(START);
    const clock = createMovableClock(base, HOUR);
    clock.advance(72 * HOUR);
    base.advance(1_000);
    expect(clock.offset).toBe(73 * HOUR);
    expect(clock.now()).toEqual(new Date(START.getTime() + 73 * HOUR + 1_000));
  });

  it('refuses to go back, or to nowhere', () => {
    const clock = createMovableClock(createManualClock(START));
    expect(() => clock.advance(-1)).toThrow(RangeError);
    expect(() => clock.advance(Number.NaN)).toThrow(RangeError);
    expect(clock.offset).toBe(0);
  });

  it('wakes those whose time has come, and nobody else', async () => {
    const clock = createManualClock(START);
    const woken: string[] = [];
    const first = sleeper(clock.sleep(HOUR), 'first', woken);
    const second = sleeper(clock.sleep(2 * HOUR), 'second', woken);

    clock.advance(HOUR - 1);
    await settle();
    expect(woken).toEqual([]);
    clock.advance(1);
    await first;
    await settle();
    expect(woken).toEqual(['first']);
    clock.advance(HOUR);
    await second;
    expect(woken).toEqual(['first', 'second']);
  });

  it('wakes a sleeper also when the clock it is based on moves', async () => {
    const base = createManualClock(START);
    const sleep = createMovableClock(base).sleep(HOUR);
    base.advance(HOUR);
    await sleep;
  });

  it('wakes a sleeper when as much real time has passed', async () => {
    const clock = createMovableClock();
    const woken: number[] = [];
    await Promise.all(
      [20, 1].map(async (ms) => {
        await clock.sleep(ms);
        woken.push(ms);
      }),
    );
    expect(woken).toEqual([1, 20]);
  });

  it('lets any number sleep on one signal, and the platform suspects no leak', async () => {
    const { href } = pathToFileURL(join(packageRoot, 'src/clock.ts'));
    // Warnings of the platform go to the program itself, so it is one of its own here.
    const program = `
      import { createManualClock } from '${href}';
      const clock = createManualClock(new Date());
      const stopping = new AbortController();
      const sleeping = Array.from({ length: 50 }, () => clock.sleep(1_000, stopping.signal));
      stopping.abort();
      await Promise.all(sleeping);
      console.log('awake');`;
    const options = ['--import', 'tsx', '--input-type=module', '--eval', program];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, options, {
      cwd: packageRoot,
      env: { PATH: process.env['PATH'] ?? '' },
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'awake\n', stderr: '' });
  });
});

describe.each([
  ['the machine’s clock', systemClock],
  ['a movable clock', createMovableClock()],
  ['a clock that stands still', createManualClock(START)],
])('a sleep on %s', (_name, clock) => {
  it('ends when its signal aborts, and does not reject', async () => {
    const stopping = new AbortController();
    const sleep = clock.sleep(HOUR, stopping.signal);
    stopping.abort();
    await expect(sleep).resolves.toBeUndefined();
  });

  it('does not begin when its signal has aborted before', async () => {
    await expect(clock.sleep(HOUR, AbortSignal.abort())).resolves.toBeUndefined();
  });

  it('of no time is over at once', async () => {
    await expect(clock.sleep(0)).resolves.toBeUndefined();
    await expect(clock.sleep(-5)).resolves.toBeUndefined();
  });
});
