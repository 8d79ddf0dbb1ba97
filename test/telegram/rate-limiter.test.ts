import { createManualClock, type MovableClock } from '../../src/clock.js';
import { TELEGRAM_CAPABILITIES } from '../../src/telegram/capabilities.js';
import { createRateLimiter, type RateLimiter } from '../../src/telegram/rate-limiter.js';

let clock: MovableClock;
let rateLimiter: RateLimiter;
beforeEach(() => {
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  rateLimiter = createRateLimiter({ clock, ...TELEGRAM_CAPABILITIES.pace });
});

const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Lets so many messages wait at the gate, chat by chat, and notes the milliseconds at which each passes. */
function passing(chats: readonly number[], signal?: AbortSignal): number[] {
  const start = clock.now().getTime();
  const passed: number[] = [];
  for (const chat of chats) {
    void rateLimiter.passBulk(chat, signal).then(() => passed.push(clock.now().getTime() - start));
  }
  return passed;
}

/** Moves the clock on in small steps, in which everything happens that can. */
async function run(ms: number, step: number): Promise<void> {
  await settle();
  for (let moved = 0; moved < ms; moved += step) {
    clock.advance(step);
    await settle();
  }
}

const differentChats = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

it('lets nearly 29 messages a second of a bot pass over all chats, and more than 30 in no second', async () => {
  const passed = passing(differentChats(75));
  await run(2_000, 5);
  const inSecondFrom = (from: number) => passed.filter((at) => at >= from && at < from + 1_000).length;
  expect(Math.max(...passed.map(inSecondFrom))).toBeLessThanOrEqual(30);
  expect(passed.length).toBeGreaterThanOrEqual(57);
  expect(passed.length).toBeLessThanOrEqual(57 + 3);
});

it('lets a few messages into one chat at once, and then one a second', async () => {
  const passed = passing(Array(7).fill(1));
  await run(4_000, 20);
  const [burst, later] = [passed.slice(0, 4), passed.slice(4)];
  expect(Math.max(...burst)).toBeLessThan(200);
  expect(later).toEqual([1_000, 2_000, 3_000]);
});

it('does not let one busy chat hold up the others', async () => {
  passing(Array(10).fill(1));
  await run(500, 20);
  const passed = passing([2, 3]);
  await run(200, 20);
  expect(passed).toHaveLength(2);
});

it('counts a reply, which does not wait, against what waits', async () => {
  for (let reply = 0; reply < 4; reply += 1) rateLimiter.noteSent(1);
  const passed = passing([1]);
  await run(2_000, 20);
  expect(passed).toEqual([1_000]);
});

it('lets go after ten seconds what a rush of replies holds up, however large it was', async () => {
  for (let reply = 0; reply < 3_000; reply += 1) rateLimiter.noteSent(reply);
  for (let reply = 0; reply < 100; reply += 1) rateLimiter.noteSent(4_000);
  const passed = passing([4_000, 5_000]);
  await run(9_000, 100);
  expect(passed).toEqual([]);
  await run(1_000, 100);
  expect(passed).toHaveLength(2);
});

it('lets nothing of a bot pass while it is paused, and everything afterwards', async () => {
  rateLimiter.pause(7);
  expect(rateLimiter.pausedFor()).toBe(7_000);
  const passed = passing([1, 2, 3]);
  await run(6_980, 20);
  expect(passed).toEqual([]);
  await run(200, 20);
  expect(passed).toHaveLength(3);
  expect(rateLimiter.pausedFor()).toBe(0);
});

it('keeps to the longer of two pauses', () => {
  rateLimiter.pause(7);
  rateLimiter.pause(3);
  expect(rateLimiter.pausedFor()).toBe(7_000);
  rateLimiter.pause(9);
  expect(rateLimiter.pausedFor()).toBe(9_000);
});

it('hears of a pause also while something already waits', async () => {
  const passed = passing(Array(5).fill(1));
  await run(500, 20);
  rateLimiter.pause(5);
  await run(4_980, 20);
  expect(passed).toHaveLength(4);
  await run(40, 20);
  expect(passed).toHaveLength(5);
});

it('lets a caller go who is told to stop, without counting a message as sent', async () => {
  const stopping = new AbortController();
  rateLimiter.pause(60);
  const given = passing(Array(20).fill(1), stopping.signal);
  await run(20, 20);
  expect(given).toEqual([]);
  stopping.abort();
  await settle();
  expect(given).toHaveLength(20);

  await run(60_000, 1_000);
  const passed = passing(Array(4).fill(1));
  await run(200, 20);
  expect(passed).toHaveLength(4);
});

it('keeps the pace of other bots out of it', async () => {
  rateLimiter.pause(60);
  const other = createRateLimiter({ clock, ...TELEGRAM_CAPABILITIES.pace });
  await other.passBulk(1);
  expect(other.pausedFor()).toBe(0);
});

it('counts pauses that follow one upon the other as one', () => {
  expect(rateLimiter.presentPause()).toBeUndefined();
  const from = clock.now();
  rateLimiter.pause(60);
  clock.advance(61_000);
  expect(rateLimiter.presentPause()).toBeUndefined();
  rateLimiter.pause(60);
  expect(rateLimiter.presentPause()).toEqual({ from, until: new Date(from.getTime() + 121_000) });
  clock.advance(66_000);
  rateLimiter.pause(1);
  expect(rateLimiter.presentPause()?.from).toEqual(clock.now());
});

it('waits no longer than it has to where the clock has gone back', async () => {
  let offset = 0;
  const base = createManualClock(new Date('2026-11-24T10:40:00Z'));
  const back = createRateLimiter({
    ...TELEGRAM_CAPABILITIES.pace,
    clock: { now: () => new Date(base.now().getTime() + offset), sleep: base.sleep },
  });
  for (let message = 0; message < 4; message += 1) back.noteSent(1);
  back.pause(30);
  offset = -3_600_000;
  expect(back.pausedFor()).toBe(30_000);
  base.advance(30_000);
  expect(back.pausedFor()).toBe(0);
  let hasPassed = false;
  void back.passBulk(1).then(() => {
    hasPassed = true;
  });
  await settle();
  expect(hasPassed).toBe(true);
});
