import { createManualClock, type MovableClock } from '../../src/clock.js';
import { createLimiter, type Limiter } from '../../src/guards/limiter.js';

const MINUTE = 60_000;

let clock: MovableClock;
let limiter: Limiter;
let things: number;

beforeEach(() => {
  clock = createManualClock(new Date('2026-11-24T10:40:00Z'));
  limiter = createLimiter({ clock, most: 5, perMs: MINUTE });
  things = 0;
});

function take(count: number, group?: string, person = 'a') {
  return Array.from({ length: count }, () => {
    things += 1;
    return limiter.take({ person, id: String(things), ...(group === undefined ? {} : { group }) });
  });
}

const allowed = (count: number) => Array.from({ length: count }, () => 'allowed');

it('lets so many in, says so once, and is silent then', () => {
  expect(take(8)).toEqual([...allowed(5), 'refused', 'silent', 'silent']);
});

it('lets each in again a minute after it was let in, and not a millisecond before', () => {
  take(1);
  clock.advance(30_000);
  take(5);
  clock.advance(29_999);
  expect(take(1)).toEqual(['silent']);
  clock.advance(1);
  expect(take(2)).toEqual(['allowed', 'refused']);
});

it('does not count what it refused', () => {
  take(50);
  clock.advance(MINUTE);
  expect(take(5)).toEqual(allowed(5));
});

it('has a limit for each person', () => {
  take(6);
  expect(take(5, undefined, 'b')).toEqual(allowed(5));
});

it('lets the same thing in as often as it is tried, and says the same of one that it refused', () => {
  take(5);
  const again = () => limiter.take({ person: 'a', id: '5' });
  const over = () => limiter.take({ person: 'a', id: '6' });
  expect([again(), over(), again(), over()]).toEqual(['allowed', 'refused', 'allowed', 'refused']);
});

it('lets an album of ten in whole, and counts all of it', () => {
  take(1);
  expect(take(10, 'album')).toEqual(allowed(10));
  expect(take(1)).toEqual(['refused']);
  clock.advance(MINUTE);
  expect(take(1)).toEqual(['allowed']);
});

it('lets no album begin where there is no room', () => {
  take(5);
  expect(take(3, 'album')).toEqual(['refused', 'silent', 'silent']);
});
